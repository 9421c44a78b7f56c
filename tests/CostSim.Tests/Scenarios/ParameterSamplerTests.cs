using CostSim.Scenarios;
using CostSim.Tests.Published;

namespace CostSim.Tests.Scenarios;

public sealed class ParameterSamplerTests
{
    [Fact]
    public void A_value_set_in_place_of_a_share_leaves_every_other_parameter_its_draws()
    {
        const string knee = "scenarios/knee/us-payer.yaml";
        var whole = new ParameterSampler(Repository.Compile(knee).Scenario);
        var replaced = new ParameterSampler(Repository.Compile(knee, new Override("response.full", "0.65")).Scenario);
        var (before, after) = (Draw(whole), Draw(replaced));

        Assert.Equal(whole.Columns.Count - 1, replaced.Columns.Count);
        foreach (var (name, values) in after) Assert.Equal(before[name], values);
    }

    private static Dictionary<string, double[]> Draw(ParameterSampler sampler)
    {
        const int draws = 40;
        var columns = sampler.Columns.Select(_ => new double[draws]).ToArray();
        sampler.Fill(0, draws, columns, new double[sampler.ScratchColumns * draws]);
        return sampler.Columns.Zip(columns).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
