using System.Text.Json;

namespace CostSim.Cli.Tests.Commands.Inspection;

public sealed class ValidateCommandTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Fact]
    public void A_valid_scenario_is_counted_and_what_has_no_source_is_named()
    {
        var answer = CostSimProgram.Run(Scenarios, "validate", "illness.yaml");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Assert.Equal(
            """
            illness.yaml: OK: 3 states, 9 parameters, 5 strategies, 2,000 draws
            1 parameter without a source: u_ill
            6 parameters by assumption: r_ill, r_recover, hr_tablets, hr_infusion, c_tablets, c_infusion

            """.ReplaceLineEndings("\n"),
            answer.Out);
    }

    [Fact]
    public void Machines_are_told_the_same()
    {
        using var good = JsonDocument.Parse(CostSimProgram.Run(Scenarios, "validate", "illness.yaml", "--json").Out);
        var answer = CostSimProgram.Run(Repository.PathOf("tests", "CostSim.Cli.Tests", "BadInputs"), "validate", "misspelt-in-expression.yaml", "--json");
        using var bad = JsonDocument.Parse(answer.Out);

        Assert.True(good.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal("u_ill", Assert.Single(good.RootElement.GetProperty("withoutSource").EnumerateArray()).GetString());
        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Empty(answer.Error);
        Assert.False(bad.RootElement.GetProperty("valid").GetBoolean());
        Assert.Contains(bad.RootElement.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("nearest").GetString() == "c_infusion");
    }
}
