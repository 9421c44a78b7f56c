using CostSim.Analysis;

namespace CostSim.Tests.Analysis;

public sealed class NetBenefitTests
{
    [Fact]
    public void Error_is_that_of_cost_and_effect_together()
    {
        // In each draw the cost is ten times the effect, so at 10 per unit of effect nothing is uncertain.
        var table = OutcomeTables.Of(("s", [10, 20, 60], [1, 2, 6]));

        var netBenefit = EconomicEvaluation.Of(table, new(0, 1, 1, [0, 10, 20]), "s").Strategies[0].NetBenefit;

        Assert.Equal(new NetBenefit(0, -30, Math.Sqrt(1400.0 / 2 / 3)), netBenefit[0]);
        Assert.Equal(new NetBenefit(10, 0, 0), netBenefit[1]);
        Assert.Equal(30, netBenefit[2].Mean);
    }
}
