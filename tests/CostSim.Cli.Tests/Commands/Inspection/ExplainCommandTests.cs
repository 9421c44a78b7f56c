using System.Globalization;
using System.Text.Json;

namespace CostSim.Cli.Tests.Commands.Inspection;

public sealed class ExplainCommandTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Theory]
    [InlineData("illness-explain.txt")]
    [InlineData("illness-structure.mmd", "--mermaid")]
    [InlineData("illness-structure.dot", "--dot")]
    [InlineData("illness-timing.txt", "--timing")]
    public void A_scenario_is_shown_as_it_will_be_run(string golden, params string[] view)
    {
        var answer = CostSimProgram.Run(Scenarios, ["explain", "illness.yaml", .. view]);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Golden.Equal(golden, answer.Out);
    }

    /// <summary>Both models have a first family, which must not become one node.</summary>
    [Theory]
    [InlineData("two-models-structure.mmd", "--mermaid")]
    [InlineData("two-models-structure.dot", "--dot")]
    public void Models_that_strategies_have_of_their_own_are_drawn_too(string golden, string view)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Scenarios)) folder.Write(Path.GetFileName(path), File.ReadAllText(path));
        folder.Write("cure.yaml", """
            model: cure
            cycle: 1 year
            states: [cured, dead]
            start: { cured: 1 }
            events: [{ name: death, rules: [{ from: cured, to: dead, probability: 1% }] }]
            outcomes: { illnesses: { unit: count, on: {} }, cost: { unit: money, in: {} }, qaly: { unit: qaly, in: { cured: 1 } }, ly: { unit: years, in: { cured: 1 } } }
            """);
        folder.Write("both.yaml", "scenario: both\nextends: illness.yaml\nstrategies: { cure: { model: cure.yaml } }\n");

        var answer = CostSimProgram.Run(folder.Path, "explain", "both.yaml", view);

        Assert.Empty(answer.Error);
        Golden.Equal(golden, answer.Out);
    }

    [Fact]
    public void A_value_from_a_base_scenario_is_shown_with_the_file_and_line_of_the_base()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Scenarios)) folder.Write($"base/{Path.GetFileName(path)}", File.ReadAllText(path));
        folder.Write("other.yaml", "scenario: other\nextends: base/illness.yaml\nhorizon: 10 years\nparameters: { u_ill: 0.5 }\n");

        using var json = JsonDocument.Parse(CostSimProgram.Run(folder.Path, "explain", "other.yaml", "--json").Out);

        var values = json.RootElement.GetProperty("values").EnumerateArray().ToDictionary(value => value.GetProperty("name").GetString()!, value => $"{value.GetProperty("value")} {value.GetProperty("file")}:{value.GetProperty("line")}");
        Assert.Equal("10 years other.yaml:3", values["horizon"]);
        Assert.Equal("half-cycle base/illness.yaml:8", values["cycle_correction"]);
        var parameters = json.RootElement.GetProperty("parameters").EnumerateArray().ToDictionary(value => value.GetProperty("name").GetString()!);
        Assert.Equal("other.yaml", parameters["u_ill"].GetProperty("file").GetString());
        Assert.Equal("base/illness.yaml", parameters["c_ill"].GetProperty("file").GetString());
    }

    /// <summary>Death first, then the disease among the survivors: the tutorial's matrix by hand.</summary>
    [Fact]
    public void A_transition_matrix_is_that_of_the_published_model()
    {
        var answer = CostSimProgram.Run(Repository.Root, "explain", "scenarios/published/sick-sicker/no-correction.yaml", "--matrix", "B", "--cycle", "3");

        var shares = answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToDictionary(row => (row[1], row[2]), row => double.Parse(row[3], CultureInfo.InvariantCulture));
        var (die, recover, worsen) = (1 - Math.Exp(-0.002 * 3), 1 - Math.Exp(-0.5), 1 - Math.Exp(-0.105 * 0.6));
        Assert.StartsWith("cycle,from,to,probability\n3,healthy,healthy,", answer.Out, StringComparison.Ordinal);
        Assert.Equal(die, shares[("sick", "dead")], 1e-15);
        Assert.Equal((1 - die) * recover, shares[("sick", "healthy")], 1e-15);
        Assert.Equal((1 - die) * worsen, shares[("sick", "sicker")], 1e-15);
        Assert.Equal((1 - die) * (1 - recover - worsen), shares[("sick", "sick")], 1e-15);
        Assert.False(shares.ContainsKey(("healthy", "sicker")));
    }

    [Fact]
    public void Every_row_of_every_cycle_sums_to_one()
    {
        var answer = CostSimProgram.Run(Scenarios, "explain", "illness.yaml", "--matrix", "tablets");

        var rows = answer.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).GroupBy(row => (row[0], row[1])).ToList();
        Assert.Equal(60 * 3, rows.Count);
        Assert.All(rows, row => Assert.Equal(1, row.Sum(cell => double.Parse(cell[3], CultureInfo.InvariantCulture)), 1e-12));
    }

    [Fact]
    public void The_first_convention_is_the_scenarios_own()
    {
        using var json = JsonDocument.Parse(CostSimProgram.Run(Scenarios, "explain", "illness.yaml", "--timing", "--json").Out);

        var conventions = json.RootElement.EnumerateArray().ToDictionary(item => item.GetProperty("convention").GetString()!, item => item.GetProperty("strategies").GetProperty("tablets").GetProperty("qaly").GetDouble());
        Assert.Equal(conventions["half-cycle"], conventions["the scenario's own"]);
        Assert.NotEqual(conventions["none"], conventions["the scenario's own"]);
    }

    [Theory]
    [InlineData("--matrix tablet", "unknown strategy 'tablet'; expected one of no treatment, tablets, branded, capsules, infusion; did you mean 'tablets'?")]
    [InlineData("--matrix tablets --cycle 60", "cycle 60; expected 0 to 59")]
    [InlineData("--cycle 3", "--cycle: expected --matrix STRATEGY with it")]
    [InlineData("--dot --mermaid", "--mermaid and --dot: expected one of them")]
    [InlineData("--dot --json", "--json: expected no --dot with it")]
    public void A_view_that_cannot_be_had_is_told_with_exit_code_2(string view, string message)
    {
        var answer = CostSimProgram.Run(Scenarios, ["explain", "illness.yaml", .. view.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }
}
