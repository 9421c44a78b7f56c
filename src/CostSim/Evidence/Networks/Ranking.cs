using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;

namespace CostSim.Evidence.Networks;

/// <summary>How sure it is that a treatment is better than others.</summary>
/// <param name="Treatment">Its name.</param>
/// <param name="PScore">The mean probability of being better than another treatment (Rücker &amp; Schwarzer 2015, BMC Med Res Methodol 15:58); 0 to 1.</param>
/// <param name="Probabilities">Of each rank, the best first; sums to 1.</param>
public sealed record Ranking(string Treatment, double PScore, IReadOnlyList<double> Probabilities)
{
    /// <summary>Draws of all effects together by which rank probabilities are counted: a standard error below 0.0025.</summary>
    private const int Draws = 40_000;

    /// <summary>All treatments, the best P-score first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="lowerIsBetter">Whether a smaller effect is the better one.</param>
    public static IReadOnlyList<Ranking> Of(NetworkMetaAnalysis network, bool lowerIsBetter)
    {
        var sign = lowerIsBetter ? -1 : 1;
        var counts = Counts(network, sign);
        return
        [
            .. network.Treatments.Select((treatment, t) => new Ranking(
                treatment,
                network.Treatments.Where(other => other != treatment).Average(other =>
                {
                    var effect = network.Effect(treatment, other);
                    return NormalTails.Upper(-sign * effect.Estimate / effect.StandardError);
                }),
                [.. counts[t].Select(count => (double)count / Draws)]))
            .OrderByDescending(ranking => ranking.PScore),
        ];
    }

    private static int[][] Counts(NetworkMetaAnalysis network, int sign)
    {
        string[] others = [.. network.Treatments.Skip(1)];
        var size = others.Length + 1;
        var uniforms = new double[others.Length * Draws];
        for (var i = 0; i < others.Length; i++) new UniformStream(seed: 1, $"rank.{i}").Fill(0, uniforms.AsSpan(i * Draws, Draws));
        var effects = new double[uniforms.Length];
        network.Joint(others).Quantiles(uniforms, effects);

        var counts = Enumerable.Range(0, size).Select(_ => new int[size]).ToArray();
        var (order, values) = (new int[size], new double[size]);
        for (var d = 0; d < Draws; d++)
        {
            for (var t = 0; t < size; t++) (order[t], values[t]) = (t, t == 0 ? 0 : -sign * effects[(t - 1) * Draws + d]);
            Array.Sort(values, order);
            for (var rank = 0; rank < size; rank++) counts[order[rank]][rank]++;
        }
        return counts;
    }
}
