using CostSim.Scenarios;

namespace CostSim.Cohort;

/// <summary>Notes for which times a scenario's tables were asked that they do not hold. Their value there is NaN, which does no harm where nothing uses it.</summary>
/// <remarks>All times are known when a plan is compiled, by one thread, so the notes are complete and the same in every run.</remarks>
internal sealed class TimesOutside
{
    private readonly SortedDictionary<string, (TimeTable Table, double First, double Last)> _asked = new(StringComparer.Ordinal);

    /// <summary>The table as a function of time in years, which is watched.</summary>
    public Func<double, double> Watch(string name, TimeTable table) => time =>
    {
        var value = table.Value(time);
        if (double.IsNaN(value) && !double.IsNaN(time))
        {
            var (_, first, last) = _asked.GetValueOrDefault(name, (table, time, time));
            _asked[name] = (table, Math.Min(first, time), Math.Max(last, time));
        }
        return value;
    };

    /// <summary>What was found of all tables that were asked outside, and what was expected; null where none was.</summary>
    public (string Found, string Expected)? Finding => _asked.Count == 0 ? null : (
        string.Join(", ", _asked.Select(item => $"the table '{item.Key}' has no value at {Range(item.Value.First, item.Value.Last)} years")),
        $"times that {(_asked.Count == 1 ? "it holds" : "they hold")}, {string.Join(", and ", _asked.Values.Select(item => $"{Range(item.Table.First, item.Table.Last)} years"))}, or a table that holds all that the horizon runs through");

    private static string Range(double first, double last) => first == last ? Years(first) : $"{Years(first)} to {Years(last)}";

    /// <summary>Without the digits that adding up cycles leaves behind.</summary>
    private static string Years(double time) => $"{Math.Round(time, 6)}";
}
