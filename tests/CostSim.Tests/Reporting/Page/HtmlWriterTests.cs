using CostSim.Reporting.Page;

namespace CostSim.Tests.Reporting.Page;

public sealed class HtmlWriterTests
{
    [Fact]
    public void Texts_and_values_cannot_become_markup()
    {
        var html = new HtmlWriter().Open("p", ("title", "\" onclick=\"x' <b>")).Text("<script>&lt;'\"</script>").Close("p");

        Assert.Equal("<p title=\"&quot; onclick=&quot;x&#x27; &lt;b&gt;\">&lt;script&gt;&amp;lt;&#x27;&quot;&lt;/script&gt;</p>\n", html.ToString());
    }

    [Fact]
    public void Signs_that_hide_or_turn_a_text_are_shown_as_replaced()
    {
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd\uFFFD", HtmlWriter.Visible("a\u0007b\u202Ec\u2066d\u0085"));
        Assert.Equal("Zürich\tשלום\n日本 \u200E−", HtmlWriter.Visible("Zürich\tשלום\n日本 \u200E−"));
    }

    [Fact]
    public void Elements_close_in_the_order_in_which_they_were_opened()
    {
        Assert.Throws<InvalidOperationException>(() => new HtmlWriter().Open("p").Close("div"));
        Assert.Throws<InvalidOperationException>(() => new HtmlWriter().Close("p"));
        Assert.Throws<InvalidOperationException>(() => new HtmlWriter().Open("p").ToString());
    }

    [Theory]
    [InlineData("if (a < b) '</SCRIPT>'")]
    [InlineData("'<!--'")]
    public void What_would_end_its_element_is_refused(string script) => Assert.Throws<ArgumentException>(() => new HtmlWriter().Raw("script", script));
}
