using CostSim.Sampling.Inversions;

namespace CostSim.Sampling;

/// <summary>The checks that distributions share, with messages for health economists.</summary>
internal static class Parametrisation
{
    /// <param name="distribution">Its name in a scenario file: <c>beta</c>.</param>
    /// <param name="what">The argument in words: "mean".</param>
    /// <param name="argument">Its name in C#.</param>
    public static double Finite(string distribution, string what, double value, string argument) => double.IsFinite(value) ? value
        : throw new DistributionException($"{distribution}: the {what} is {value}; it must be a finite number.", argument);

    public static double Positive(string distribution, string what, double value, string argument) =>
        value is > 0 and < double.PositiveInfinity ? value
        : throw new DistributionException($"{distribution}: the {what} is {value}; it must be a finite number above 0.", argument);

    /// <summary>A standard error or deviation: above 0.</summary>
    public static double Spread(string distribution, string what, double value, string argument) => value switch
    {
        0 => throw new DistributionException(
            $"{distribution}: the {what} is 0, a zero-width distribution; give a value above 0, or the number itself where there is no uncertainty.", argument),
        > 0 and < double.PositiveInfinity => value,
        _ => throw new DistributionException($"{distribution}: the {what} is {value}; it must be a finite number above 0.", argument),
    };

    /// <summary>A mean strictly between two bounds.</summary>
    public static double MeanInside(string distribution, double mean, double min, double max, string argument) =>
        mean > min && mean < max && double.IsFinite(mean) ? mean
        : throw new DistributionException(
            double.IsPositiveInfinity(max) ? $"{distribution}: the mean is {mean}; it must be a finite number above {min}."
            : $"{distribution}: the mean is {mean}; it must lie between {min} and {max}, both excluded.", argument);

    /// <summary>The two ends of an interval or range, the lower strictly below the upper.</summary>
    public static void Ordered(string distribution, string what, double lower, double upper, string argument)
    {
        Finite(distribution, $"lower end of the {what}", lower, argument);
        Finite(distribution, $"upper end of the {what}", upper, argument);
        if (lower == upper)
            throw new DistributionException($"{distribution}: the {what} runs from {lower} to {upper}, a zero-width distribution; "
                + "give the number itself where there is no uncertainty.", argument);
        if (lower > upper)
            throw new DistributionException($"{distribution}: the {what} runs from {lower} to {upper}; the lower end must come first.", argument);
    }

    /// <summary>Two ends of a range of possible values.</summary>
    public static void Range(string distribution, double min, double max)
    {
        Ordered(distribution, "range", min, max, nameof(min));
        if (!double.IsFinite(max - min)) throw new DistributionException($"{distribution}: the range {min} to {max} is too wide to compute with.", nameof(max));
    }

    /// <summary>Smallest, most likely and largest value.</summary>
    public static void ThreePoints(string distribution, double min, double mode, double max)
    {
        Range(distribution, min, max);
        if (mode >= min && mode <= max) return;
        throw new DistributionException($"{distribution}: the mode is {mode}; it must lie between the minimum {min} and the maximum {max}.", nameof(mode));
    }

    /// <summary>The standard error that a 95% interval implies if it is mean ± 1.96 standard errors: its width over 3.92.</summary>
    /// <param name="centre">"mean" or "median", which must lie inside.</param>
    public static double StandardErrorOf95(string distribution, string centre, double value, double lower, double upper)
    {
        Ordered(distribution, "95% interval", lower, upper, nameof(lower));
        if (!(value > lower && value < upper))
            throw new DistributionException($"{distribution}: the {centre} {value} is not inside the 95% interval {lower} to {upper}.", nameof(lower));
        return (upper - lower) / (2 * NormalTails.HalfWidthOf95);
    }
}
