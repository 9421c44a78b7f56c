using CostSim.Analysis;

namespace CostSim.Tests.Analysis;

public sealed class IncrementTests
{
    [Fact]
    public void Shared_uncertainty_cancels_from_the_standard_error()
    {
        double[] shared = [1, 5, 9, 2, 7];
        var table = OutcomeTables.Of(("new", [.. shared.Select(x => x + 3)], [.. shared.Select(x => x + 2)]), ("old", shared, shared));

        var increment = Assert.Single(EconomicEvaluation.Of(table, new(0, 1, 1, []), "old").Increments);

        Assert.Equal(("new", "old"), (increment.Strategy, increment.Reference));
        Assert.Equal(new Estimate(3, 0, 3, 3), increment.Cost);
        Assert.Equal(new Estimate(2, 0, 2, 2), increment.Effect);
        Assert.Equal(1.5, increment.Comparison.Icer);
    }

    [Fact]
    public void An_unknown_reference_is_refused_by_name()
    {
        var table = OutcomeTables.Of(("a", [1], [1]), ("b", [1], [1]));

        Assert.Contains("'c'; there are a, b", Assert.Throws<ArgumentException>(() => EconomicEvaluation.Of(table, new(0, 1, 1, []), "c")).Message);
    }
}
