using System.Text;
using System.Text.Json.Nodes;

namespace CostSim.Cli.Tests.Commands;

public sealed class FiguresCommandTests : IDisposable
{
    private static readonly string Illness = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios", "illness.yaml");

    private readonly TemporaryFolder _folder = new();

    public FiguresCommandTests() => Assert.Equal(ExitCode.Done, CostSimProgram.Run(_folder.Path, "run", Illness, "-o", "out", "--draws", "200").ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_leaves_each_figure_with_its_data()
    {
        var figures = Directory.GetFiles(Path.Combine(_folder.Path, "out", "figures")).Select(Path.GetFileName).Order().ToList();

        Assert.Superset(
            new HashSet<string?> { "plane.vl.json", "frontier.vl.json", "acceptability.vl.json", "acceptability-frontier.vl.json", "expected-loss.vl.json", "evpi.vl.json", "occupancy.vl.json", "parameters.vl.json" },
            figures.ToHashSet());
        foreach (var figure in figures)
        {
            var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "out", "figures", figure!)))!;
            Assert.Equal("https://vega.github.io/schema/vega-lite/v6.json", (string?)spec["$schema"]);
            Assert.DoesNotContain("\"url\"", spec.ToJsonString());
        }
    }

    [Fact]
    public void Figures_are_drawn_as_svg_beside_their_specifications()
    {
        var answer = CostSimProgram.Run(_folder.Path, "figures", "out");

        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Error));
        var drawn = answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Directory.GetFiles(Path.Combine(_folder.Path, "out", "figures"), "*.vl.json").Length, drawn.Length);
        Assert.All(drawn, file => Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_folder.Path, file))));
    }

    [Fact]
    public void Figures_are_drawn_as_png_in_a_folder_width_and_ground_of_choice()
    {
        var answer = CostSimProgram.Run(_folder.Path, "figures", "out", "--format", "png", "-o", "pictures/dark", "--dark", "--width", "400");

        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Error));
        var png = File.ReadAllBytes(Path.Combine(_folder.Path, "pictures", "dark", "plane.png"));
        Assert.Equal("PNG", Encoding.ASCII.GetString(png, 1, 3));
        Assert.InRange(png[18] * 256 + png[19], 700, 1_000);   // 400 pixels, at twice the resolution, and the rounding of axes
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "pictures", "dark"), "*.part"));
    }

    [Fact]
    public void Without_node_the_message_says_so_and_nothing_is_written()
    {
        var answer = CostSimProgram.Run(_folder.Path, surroundings => surroundings with { Node = "no-such-node" }, "figures", "out", "-o", "pictures");

        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.StartsWith("costsim: error: figures are drawn by Node.js (20 or later), and 'no-such-node' cannot be started", answer.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "pictures")));
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        var answer = CostSimProgram.Run(_folder.Path, "figures", "nowhere");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("nowhere", answer.Error);
    }
}
