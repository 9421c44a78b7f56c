namespace CostSim.Analysis;

/// <summary>What a probabilistic analysis says of one quantity.</summary>
/// <param name="Mean">The mean of the draws: the expected value, on which decisions rest.</param>
/// <param name="StandardError">
/// Monte Carlo standard error of the mean: it falls with more draws. <c>sd / √n</c> for independent draws, else from independent copies. Null for too few draws.
/// </param>
/// <param name="Lower">2.5% percentile of the draws: parameter uncertainty, which more draws do not reduce.</param>
/// <param name="Upper">97.5% percentile of the draws.</param>
public sealed record Estimate(double Mean, double? StandardError, double Lower, double Upper)
{
    /// <summary>Mean, standard error and interval of a column of draws.</summary>
    /// <param name="draws">At least one; all finite.</param>
    /// <exception cref="ArgumentException">There is no draw, or one is not finite.</exception>
    public static Estimate Of(ReadOnlySpan<double> draws)
    {
        if (draws.IsEmpty) throw new ArgumentException("Expected at least one draw.", nameof(draws));
        if (ImpossibleOutcomeException.FirstNotFinite(draws) is >= 0 and var draw)
            throw new ArgumentException($"Expected finite values; draw {draw} is {draws[draw]}.", nameof(draws));

        var mean = MeanOf(draws);
        var (lower, upper) = Percentile.CentralInterval95(draws);
        return new Estimate(mean, StandardErrorOf(draws, mean), lower, upper);
    }

    internal static double MeanOf(ReadOnlySpan<double> draws) => StableSum.Of(draws) / draws.Length;

    internal static double? StandardErrorOf(ReadOnlySpan<double> draws, double mean) => draws.Length < 2
        ? null
        : Math.Sqrt(StableSum.OfSquaredDeviations(draws, mean) / (draws.Length - 1) / draws.Length);
}

/// <summary>An estimate of one of several outcomes.</summary>
/// <param name="Name">The outcome's name in the table.</param>
public sealed record OutcomeEstimate(string Name, Estimate Estimate);
