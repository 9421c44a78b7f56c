using CostSim.Reporting.Page;

namespace CostSim.Tests.Reporting.Page;

public sealed class CitationTests
{
    private const string Rel = "rel=\"noopener noreferrer\"";

    [Theory]
    [InlineData("no identifier", "no identifier")]
    [InlineData("A 2020, 10.1016/j.joca.2007.12.004: 5%", $"A 2020, <a href=\"https://doi.org/10.1016/j.joca.2007.12.004\" {Rel}>10.1016/j.joca.2007.12.004</a>: 5%")]
    [InlineData("PMC4679914.", $"<a href=\"https://pmc.ncbi.nlm.nih.gov/articles/PMC4679914/\" {Rel}>PMC4679914</a>.")]
    [InlineData("10.1000/x\" onclick=\"y", $"<a href=\"https://doi.org/10.1000/x\" {Rel}>10.1000/x</a>&quot; onclick=&quot;y")]
    [InlineData("javascript:10.1000/a<b>", $"javascript:<a href=\"https://doi.org/10.1000/a\" {Rel}>10.1000/a</a>&lt;b&gt;")]
    public void Identifiers_are_links_and_all_else_stays_as_it_is(string source, string expected)
    {
        var html = new HtmlWriter();

        Citation.Write(html, source);

        Assert.Equal(expected, html.ToString());
    }
}
