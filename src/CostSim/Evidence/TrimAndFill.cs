using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>Which studies would make the funnel symmetric, and the effect with them: a sensitivity analysis, no correction.</summary>
/// <remarks>Duval &amp; Tweedie (2000), Biometrics 56:455; the estimator L₀ of the number of missing studies.</remarks>
/// <param name="Missing">How many studies.</param>
/// <param name="OnTheRight">Whether they are missing at the larger effects.</param>
/// <param name="Pooled">With the imputed studies after the others; null where none is missing and the first result stands.</param>
public sealed record TrimAndFill(int Missing, bool OnTheRight, PooledEffect? Pooled)
{
    private const int MostRounds = 100;

    /// <summary>The side is that to which Egger's line points: the small studies lie on the other.</summary>
    /// <returns>Null with fewer than three studies, and for methods that pool counts.</returns>
    public static TrimAndFill? Of(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        if (options.Method is PoolingMethod.MantelHaenszel or PoolingMethod.Peto || FunnelRegression.Of(studies, overVariance: false) is not { } line) return null;
        var onTheRight = line.Slope.Value < 0;
        var sign = onTheRight ? -1 : 1;
        // In ascending order, with what is missing on the left.
        Study[] sorted = [.. studies.Select(study => study with { Effect = sign * study.Effect }).OrderBy(study => study.Effect)];
        var (missing, before, centre) = (0, -1, 0.0);
        for (var round = 0; missing != before && round < MostRounds; round++)
        {
            before = missing;
            centre = Pooling.Pool(sorted[..^missing], options).Estimate;
            missing = Math.Clamp(Estimate(sorted, centre), 0, sorted.Length - 2);
        }
        if (missing == 0) return new TrimAndFill(0, onTheRight, null);
        var filled = sorted[^missing..].Select(study => study with { Name = $"(mirror of {study.Name})", Effect = sign * (2 * centre - study.Effect), Counts = null });
        return new TrimAndFill(missing, onTheRight, Pooling.Pool([.. studies, .. filled], options));
    }

    /// <summary><c>L₀ = (4·S − k·(k + 1)) / (2k − 1)</c>, S the sum of the ranks of distances from the centre on the right of it.</summary>
    private static int Estimate(Study[] sorted, double centre)
    {
        var k = sorted.Length;
        var byDistance = sorted.Select(study => study.Effect - centre).OrderBy(Math.Abs).ToArray();
        var ranks = 0.0;
        for (var i = 0; i < k; i++)
        {
            if (byDistance[i] > 0) ranks += i + 1;
        }
        return (int)Math.Round((4 * ranks - k * (k + 1.0)) / (2 * k - 1), MidpointRounding.ToEven);
    }
}
