using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Tests.Knee;

/// <summary>The scenario that asks for whom: its profiles differ as their scenarios of one grade do.</summary>
public class ProfileTests
{
    [Fact]
    public void Msc_gains_more_in_younger_lighter_people_and_surgery_more_in_worse_knees()
    {
        var result = Run();

        Assert.True(Gain(result, "kl2-age60-bmi28", "msc-uc") > Gain(result, "kl2-age60-bmi36", "msc-uc"));
        Assert.True(Gain(result, "kl2-age60-bmi28", "msc-uc") > Gain(result, "kl2-age78-bmi28", "msc-uc"));
        Assert.True(Gain(result, "kl2-age60-bmi28", "msc-uc") > Gain(result, "kl4-age60-bmi28", "msc-uc"));
        Assert.True(Gain(result, "kl2-age60-bmi28", "tka") < 0);
        Assert.True(Gain(result, "kl3-age60-bmi28", "tka") > 0);
        Assert.True(Gain(result, "kl4-age60-bmi28", "tka") > Gain(result, "kl3-age60-bmi28", "tka"));
    }

    private static RunResult Run() =>
        ScenarioRun.Execute(KneeResults.Compile("for-whom.yaml", null, (Override.Draws, 64)), new RunOptions { Threads = 1 }, null, CancellationToken.None);

    private static double Gain(RunResult result, string profile, string strategy)
    {
        var table = result.Profiles.Single(candidate => candidate.Profile.Name == profile).Outcomes;
        var strategies = table.Strategies.ToList();
        var (with, without) = (table[strategies.IndexOf(strategy), "qaly"].ToArray(), table[strategies.IndexOf("conservative"), "qaly"].ToArray());
        return with.Average() - without.Average();
    }
}
