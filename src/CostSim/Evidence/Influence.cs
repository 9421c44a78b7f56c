using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>How a result hangs on single studies.</summary>
public static class Influence
{
    /// <summary>The result without each study in turn, in their order; empty where nothing would be left to pool.</summary>
    public static IReadOnlyList<PooledEffect> LeaveOneOut(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        var least = options.Interval == IntervalMethod.Wald ? 2 : 3;
        return studies.Count < least ? [] : [.. studies.Select((_, left) => Pooling.Pool([.. studies.Where((_, i) => i != left)], options))];
    }

    /// <summary>The result after each study, in their order, from the first that can be pooled on.</summary>
    public static IReadOnlyList<PooledEffect> Cumulative(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        var first = options.Interval == IntervalMethod.Wald ? 1 : 2;
        return studies.Count < first ? [] : [.. Enumerable.Range(first, studies.Count - first + 1).Select(count => Pooling.Pool([.. studies.Take(count)], options))];
    }
}
