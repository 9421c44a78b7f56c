using System.Text.Json;

namespace CostSim.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Fact]
    public void Speed_is_told_in_draws_per_second_and_by_part()
    {
        using var answer = JsonDocument.Parse(CostSimProgram.Run(Scenarios, "bench", "illness.yaml", "--draws", "3000", "--threads", "2", "--json").Out);

        var speed = answer.RootElement;
        Assert.Equal((3000, 2), (speed.GetProperty("draws").GetInt32(), speed.GetProperty("threads").GetInt32()));
        foreach (var name in new[] { "drawsPerSecond", "elapsed", "sampling", "simulating", "analysing", "processor", "peakMemoryMegabytes" }) Assert.True(speed.GetProperty(name).GetDouble() > 0, name);
        Assert.NotEmpty(speed.GetProperty("instructions").GetString()!);
    }

    [Fact]
    public void People_are_told_the_same_and_no_file_is_written()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "bench", Path.Combine(Scenarios, "illness.yaml"), "--draws", "100", "--threads", "1");

        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Error));
        Assert.StartsWith("100 draws, 5 strategies, ", answer.Out, StringComparison.Ordinal);
        Assert.Contains(" draws per second\n", answer.Out, StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void A_scenario_that_is_wrong_is_bad_input()
    {
        var answer = CostSimProgram.Run(Repository.PathOf("tests", "CostSim.Cli.Tests", "BadInputs"), "bench", "misspelt-in-expression.yaml");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("c_infusion", answer.Error, StringComparison.Ordinal);
    }
}
