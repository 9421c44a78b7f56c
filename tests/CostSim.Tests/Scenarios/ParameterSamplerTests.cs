using CostSim.Scenarios;
using CostSim.Tests.Published;

namespace CostSim.Tests.Scenarios;

public sealed class ParameterSamplerTests
{
    private const string Knee = "scenarios/knee/us-payer.yaml";

    [Fact]
    public void A_parameter_that_is_set_leaves_every_other_its_draws()
    {
        var whole = new ParameterSampler(Repository.Compile(Knee).Scenario);
        var replaced = new ParameterSampler(Repository.Compile(Knee, new Override("p_redose", "0.5")).Scenario);
        var (before, after) = (Draw(whole), Draw(replaced));

        Assert.Equal(whole.Columns.Count - 1, replaced.Columns.Count);
        foreach (var (name, values) in after) Assert.Equal(before[name], values);
    }

    [Fact]
    public void One_share_of_several_that_sum_to_one_cannot_be_set()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Repository.Compile(Knee, new Override("response.full", "0.65")));

        Assert.Contains("which is drawn together with the other shares of 'response'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3), InlineData(10_000)]
    public void What_is_made_before_the_first_draws_changes_none_of_them(int draws)
    {
        var (prepared, other) = (new ParameterSampler(Repository.Compile(Knee).Scenario), new ParameterSampler(Repository.Compile(Knee).Scenario));

        prepared.Prepare(draws);

        var (before, after) = (Draw(other), Draw(prepared));
        foreach (var (name, values) in before) Assert.Equal(values, after[name]);
    }

    private static Dictionary<string, double[]> Draw(ParameterSampler sampler)
    {
        const int draws = 40;
        var columns = sampler.Columns.Select(_ => new double[draws]).ToArray();
        sampler.Fill(0, draws, columns, new double[sampler.ScratchColumns * draws]);
        return sampler.Columns.Zip(columns).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
