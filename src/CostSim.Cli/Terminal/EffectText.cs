using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>Effects as people read them: three decimals; logarithms of ratios as ratios.</summary>
internal static class EffectText
{
    /// <summary>One number of the scale.</summary>
    public static string Number(double value, EffectMeasure measure) => Plain(measure.IsRatio() ? Math.Exp(value) : value);

    /// <summary>"-0.715 (-1.108 to -0.321)".</summary>
    public static string WithInterval(double value, Interval95 interval, EffectMeasure measure) =>
        $"{Number(value, measure)} ({Number(interval.Lower, measure)} to {Number(interval.Upper, measure)})";

    /// <summary>"12 degrees of freedom".</summary>
    public static string Degrees(double count) => count == 1 ? "1 degree of freedom" : $"{count} degrees of freedom";

    /// <summary>A number that is no effect.</summary>
    public static string Plain(double value) => Numbers.Format(value, Math.Abs(value) >= 100 ? 1 : 3);

    /// <summary>"0.023"; what is below a thousandth is only said to be.</summary>
    public static string Probability(double p) => p < 0.001 ? "< 0.001" : Numbers.Format(p, 3);
}
