namespace CostSim.Scenarios;

/// <summary>What a payer might give for one unit of effect: a grid for curves, and the thresholds that decisions are reported at.</summary>
public sealed class WillingnessToPay
{
    /// <summary>More points than any curve needs; a step mistyped by a factor of a thousand is caught here, not by memory.</summary>
    public const int MostPoints = 100_001;

    /// <param name="from">First point of the grid; money per unit of effect, finite, not negative.</param>
    /// <param name="to">Last point of the grid, itself included; a whole number of steps above <paramref name="from"/>.</param>
    /// <param name="step">Distance between points; above 0.</param>
    /// <param name="thresholds">In the order of the reports; each once; they need not lie on the grid.</param>
    /// <exception cref="ArgumentException">As <see cref="Mistakes"/> says.</exception>
    public WillingnessToPay(double from, double to, double step, IReadOnlyList<double> thresholds)
    {
        if (Mistakes(from, to, step, thresholds) is [var (_, found, expected), ..]) throw new ArgumentException($"Found {found}; expected {expected}.");

        var steps = (int)Math.Round((to - from) / step);
        var grid = new double[steps + 1];
        for (var i = 0; i < steps; i++) grid[i] = from + i * step;
        grid[steps] = to;
        (Grid, Thresholds) = (grid, [.. thresholds]);
    }

    /// <summary>From first to last, evenly spaced, ascending; money per unit of effect.</summary>
    public IReadOnlyList<double> Grid { get; }

    /// <summary>As given; money per unit of effect.</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>Everything that is wrong with such a grid: in which of its keys, what was found and what was expected; empty when it is right.</summary>
    public static IReadOnlyList<(string Key, string Found, string Expected)> Mistakes(double from, double to, double step, IReadOnlyList<double> thresholds)
    {
        var mistakes = new List<(string Key, string Found, string Expected)>();
        if (from is not (>= 0 and < double.PositiveInfinity))
            mistakes.Add(("from", $"a first willingness to pay of {from}", "a number from 0 up"));
        if (to is not (>= 0 and < double.PositiveInfinity) || to < from)
            mistakes.Add(("to", $"a willingness to pay from {from} to {to}", "a finite last one of at least the first"));
        if (step is not (> 0 and < double.PositiveInfinity))
            mistakes.Add(("step", $"a step of {step}", "a step above 0"));
        if (mistakes.Count == 0)
        {
            var steps = (to - from) / step;
            if (steps > MostPoints - 1)
                mistakes.Add(("step", $"a step of {step} from {from} to {to}", $"at most {MostPoints} points"));
            else if (Math.Abs(steps - Math.Round(steps)) > 1e-9 * Math.Max(1, steps))
                mistakes.Add(("step", $"a step of {step} from {from} to {to}", "a whole number of steps"));
        }
        foreach (var threshold in thresholds)
        {
            if (threshold is not (>= 0 and < double.PositiveInfinity))
                mistakes.Add(("thresholds", $"a threshold of {threshold}", "a number from 0 up"));
        }
        if (thresholds.Distinct().Count() < thresholds.Count)
            mistakes.Add(("thresholds", $"the thresholds {string.Join(", ", thresholds)}", "each threshold once"));
        return mistakes;
    }
}
