using CostSim.Cli.Web;

namespace CostSim.Cli.Tests.Web;

public class BundleTests
{
    public static TheoryData<string> Scripts => ["vega", "vega-lite", "vega-embed"];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_whole_and_can_stand_in_a_page(string name)
    {
        var bundle = name switch { "vega" => Bundle.Vega, "vega-lite" => Bundle.VegaLite, _ => Bundle.VegaEmbed };

        var text = bundle.TextForPage;

        Assert.InRange(text.Length, 50_000, 1_000_000);
        Assert.StartsWith("!function", text);
        Assert.DoesNotContain("</script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", text);
        Assert.DoesNotContain("sourceMappingURL", text);
    }

    [Fact]
    public void What_would_end_a_script_element_is_written_otherwise() =>
        Assert.Equal(
            "a=\"<\\/SCRIPT>\";b=\"<\\!-- <\\/script\";\n",
            Bundle.Inlined("a=\"</SCRIPT>\";b=\"<!-- </script\";\n//# sourceMappingURL=a.js.map"));

    [Fact]
    public void The_lock_file_names_no_host()
    {
        var lines = File.ReadAllLines(Repository.PathOf("src", "CostSim.Cli", "Web", "package-lock.json"));

        Assert.DoesNotContain(lines, line => line.Contains("\"resolved\"", StringComparison.Ordinal));
    }
}
