namespace CostSim.Scenarios;

/// <summary>Numbers by age or another time: steps, or straight lines between them.</summary>
public sealed class TimeTable
{
    /// <summary>Times that are sums of cycles miss those of a table by rounding, in years.</summary>
    private const double Rounding = 1e-9;

    private readonly double[] _times;
    private readonly double[] _values;
    private readonly double _until;
    private readonly bool _isLinear;

    private TimeTable(IReadOnlyList<double> times, IReadOnlyList<double> values, double until, bool isLinear)
    {
        if (times.Count == 0 || times.Count != values.Count) throw new ArgumentException($"{times.Count} times with {values.Count} values.", nameof(times));
        if (times.Zip(times.Skip(1)).Any(pair => !(pair.First < pair.Second)) || !(times[^1] <= until)) throw new ArgumentException("Times that do not increase.", nameof(times));
        (_times, _values, _until, _isLinear) = ([.. times], [.. values], until, isLinear);
    }

    /// <summary>Each value holds from its time to the next.</summary>
    /// <param name="times">In years, increasing.</param>
    /// <param name="values">One for each.</param>
    /// <param name="until">How long the last one holds, in years.</param>
    public static TimeTable Steps(IReadOnlyList<double> times, IReadOnlyList<double> values, double until) => new(times, values, until, isLinear: false);

    /// <summary>Straight lines from each value to the next.</summary>
    /// <param name="times">In years, increasing.</param>
    /// <param name="values">One for each.</param>
    public static TimeTable Lines(IReadOnlyList<double> times, IReadOnlyList<double> values) => new(times, values, times[^1], isLinear: true);

    /// <summary>The earliest time that the table holds, in years.</summary>
    public double First => _times[0];

    /// <summary>The latest time that the table holds, in years.</summary>
    public double Last => _until;

    /// <summary>The value at a time; NaN outside the table.</summary>
    /// <param name="time">In years.</param>
    public double Value(double time)
    {
        if (!(time >= _times[0] - Rounding && time <= _until + Rounding)) return double.NaN;
        var next = Array.FindIndex(_times, at => at > time + Rounding);
        if (next == 0) return _values[0];
        var last = next < 0 ? _times.Length - 1 : next - 1;
        if (!_isLinear || next < 0) return _values[last];
        var part = Math.Max(0, (time - _times[last]) / (_times[next] - _times[last]));
        return _values[last] + part * (_values[next] - _values[last]);
    }
}
