namespace CostSim.Reporting.Figures;

/// <summary>Few enough groups of states to draw: states as they are, or without all but their first label, or families, or the largest of these.</summary>
/// <remarks>A state is named by its family and its labels: <c>knee kl=2 benefit=full</c>.</remarks>
internal sealed class StateGroups
{
    /// <summary>As many as can be told apart.</summary>
    public const int Most = 12;

    private const string Others = "other states";

    private readonly Func<string, string> _nameOf;

    private StateGroups(IReadOnlyList<string> names, Func<string, string> nameOf) => (Names, _nameOf) = (names, nameOf);

    /// <summary>In the order of the states.</summary>
    public IReadOnlyList<string> Names { get; }

    public string Of(string state) => _nameOf(state);

    /// <param name="traces">Of all strategies.</param>
    public static StateGroups Of(IReadOnlyList<StrategyTrace> traces)
    {
        // The strategy that reaches the most states comes first, so that the order is the model's as far as one strategy tells it.
        string[] states = [.. traces.OrderByDescending(trace => trace.States.Count).SelectMany(trace => trace.States).Distinct()];
        foreach (var level in (Func<string, string>[])[state => state, FamilyAndFirstLabel, Family])
        {
            string[] names = [.. states.Select(level).Distinct()];
            if (names.Length <= Most) return new StateGroups(names, level);
        }
        var largest = traces.SelectMany(trace => trace.States.Select((state, i) => (Family: Family(state), Share: trace.Mean[i].Sum())))
            .GroupBy(item => item.Family, item => item.Share)
            .OrderByDescending(family => family.Sum())
            .Take(Most - 1)
            .Select(family => family.Key)
            .ToHashSet();
        return new StateGroups(
            [.. states.Select(Family).Distinct().Where(largest.Contains), Others],
            state => largest.Contains(Family(state)) ? Family(state) : Others);
    }

    private static string Family(string state) => state.Split(' ')[0];

    private static string FamilyAndFirstLabel(string state) => string.Join(' ', state.Split(' ').Take(2));
}
