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

    /// <summary>For each table that was asked outside, what was found and what was expected.</summary>
    public IEnumerable<(string Found, string Expected)> Findings => _asked.Select(item =>
    {
        var (table, first, last) = item.Value;
        var asked = first == last ? Years(first) : $"{Years(first)} to {Years(last)}";
        return ($"the table '{item.Key}' has no value at {asked} years", $"ages or times from {Years(table.First)} to {Years(table.Last)} years, which it holds; or a table that holds all that the horizon runs through");
    });

    /// <summary>Without the digits that adding up cycles leaves behind.</summary>
    private static string Years(double time) => $"{Math.Round(time, 6)}";
}
