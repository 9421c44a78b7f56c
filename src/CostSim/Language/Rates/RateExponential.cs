using System.Runtime.Intrinsics;

namespace CostSim.Language.Rates;

/// <summary>Where people are after one period of competing rates, and how much of the period they spend where: exp(Q) and ∫₀¹ exp(Qu) du, eight draws at a time.</summary>
/// <remarks>
/// Uniformisation with scaling and squaring. For a step h = 2⁻ˢ so short that B = I + hQ has no negative number,
/// <c>exp(hQ) = Σ e⁻¹/k! · Bᵏ</c> and <c>∫₀ʰ exp(Qu) du = h Σ Pr(N &gt; k) Bᵏ</c> with N Poisson of mean 1; then s doublings,
/// <c>G(2h) = G(h) + P(h) G(h)</c> and <c>P(2h) = P(h)²</c>. Only numbers that are not negative are added and multiplied, so nothing cancels: every
/// probability has a small relative error (Sidje &amp; Stewart 1999, Comput Stat Data Anal 29:345; Xue &amp; Ye 2013, Math Comp 82:1577). The number of steps depends
/// on the draw's own rates alone, and the lanes of a vector do not mix: a draw has the same bits wherever it stands.
/// </remarks>
internal static class RateExponential
{
    /// <summary>1/22! is below 1e-21.</summary>
    private const int Terms = 22;

    private static readonly double[] Poisson = Probabilities();
    private static readonly double[] Beyond = Tails();

    /// <summary>Vectors that a calculation needs as scratch.</summary>
    public static int ScratchOf(RateMatrix matrix) => matrix.States + 4 * matrix.States * matrix.States;

    /// <summary>Calculates the results of one matrix.</summary>
    /// <param name="matrix">The moves.</param>
    /// <param name="rates">Their rates times the period, in the order of the matrix.</param>
    /// <param name="withTime">Whether the time that is spent is wanted as well.</param>
    /// <param name="scratch">At least <see cref="ScratchOf"/> vectors.</param>
    /// <returns>The results in the order of <see cref="RateMatrix"/>, within <paramref name="scratch"/>.</returns>
    public static ReadOnlySpan<Vector512<double>> Calculate(RateMatrix matrix, ReadOnlySpan<Vector512<double>> rates, bool withTime, Span<Vector512<double>> scratch)
    {
        var n = matrix.States;
        var area = n * n;
        var diagonal = scratch[..n];
        var results = scratch.Slice(n, 2 * area);
        var moved = results[..area];
        var spent = results[area..];
        var next = scratch.Slice(n + 2 * area, area);
        var nextSpent = scratch.Slice(n + 3 * area, area);

        diagonal.Clear();
        for (var e = 0; e < rates.Length; e++) diagonal[matrix.Entries[e].From] += rates[e];
        var (step, doublings, most) = Steps(diagonal);
        for (var i = 0; i < n; i++) diagonal[i] = Vector512<double>.One - step * diagonal[i];

        moved.Clear();
        spent.Clear();
        for (var k = Terms; k >= 0; k--)
        {
            Multiply(matrix, rates, step, diagonal, moved, next);
            next.CopyTo(moved);
            if (withTime)
            {
                Multiply(matrix, rates, step, diagonal, spent, nextSpent);
                nextSpent.CopyTo(spent);
            }
            for (var i = 0; i < area; i += n + 1)
            {
                moved[i] += Vector512.Create(Poisson[k]);
                if (withTime) spent[i] += Vector512.Create(Beyond[k]);
            }
        }
        for (var i = 0; withTime && i < area; i++) spent[i] *= step;

        for (var doubling = 0; doubling < most; doubling++)
        {
            var isDue = Vector512.GreaterThan(doublings, Vector512.Create((double)doubling));
            if (withTime)
            {
                Multiply(n, moved, spent, nextSpent);
                for (var i = 0; i < area; i++) spent[i] = Vector512.ConditionalSelect(isDue, spent[i] + nextSpent[i], spent[i]);
            }
            Multiply(n, moved, moved, next);
            for (var i = 0; i < area; i++) moved[i] = Vector512.ConditionalSelect(isDue, next[i], moved[i]);
        }
        return results;
    }

    /// <summary>The same for one draw.</summary>
    public static double[] Calculate(RateMatrix matrix, ReadOnlySpan<double> rates)
    {
        var vectors = new Vector512<double>[rates.Length];
        for (var e = 0; e < rates.Length; e++) vectors[e] = Vector512.Create(rates[e]);
        var results = Calculate(matrix, vectors, withTime: true, new Vector512<double>[ScratchOf(matrix)]);
        var first = new double[results.Length];
        for (var i = 0; i < first.Length; i++) first[i] = results[i][0];
        return first;
    }

    /// <summary>For each draw the longest step 2⁻ˢ, at most 1, in which nobody is expected to move more than once; s; and the largest s.</summary>
    private static (Vector512<double> Step, Vector512<double> Doublings, int Most) Steps(ReadOnlySpan<Vector512<double>> leaving)
    {
        var fastest = Vector512<double>.Zero;
        foreach (var rate in leaving) fastest = Vector512.Max(fastest, rate);
        var (step, doublings, most) = (Vector512<double>.One, Vector512<double>.Zero, 0);
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            // What is no number, or none that a rate can be, goes through without an end of doublings; checks stop the run.
            if (!(fastest[lane] > 1 && double.IsFinite(fastest[lane]))) continue;
            var s = Math.ILogB(fastest[lane]) + 1;
            (step, doublings, most) = (step.WithElement(lane, Math.ScaleB(1, -s)), doublings.WithElement(lane, s), Math.Max(most, s));
        }
        return (step, doublings, most);
    }

    /// <summary>(I + hQ) · right, where I + hQ has few numbers.</summary>
    private static void Multiply(
        RateMatrix matrix, ReadOnlySpan<Vector512<double>> rates, Vector512<double> step, ReadOnlySpan<Vector512<double>> diagonal,
        ReadOnlySpan<Vector512<double>> right, Span<Vector512<double>> product)
    {
        var n = matrix.States;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++) product[i * n + j] = diagonal[i] * right[i * n + j];
        }
        for (var e = 0; e < rates.Length; e++)
        {
            var (from, to, factor) = (matrix.Entries[e].From * n, matrix.Entries[e].To * n, step * rates[e]);
            for (var j = 0; j < n; j++) product[from + j] += factor * right[to + j];
        }
    }

    private static void Multiply(int n, ReadOnlySpan<Vector512<double>> left, ReadOnlySpan<Vector512<double>> right, Span<Vector512<double>> product)
    {
        product.Clear();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                var factor = left[i * n + k];
                for (var j = 0; j < n; j++) product[i * n + j] += factor * right[k * n + j];
            }
        }
    }

    private static double[] Probabilities()
    {
        var probabilities = new double[Terms + 1];
        probabilities[0] = Math.Exp(-1);
        for (var k = 1; k <= Terms; k++) probabilities[k] = probabilities[k - 1] / k;
        return probabilities;
    }

    /// <summary>Pr(N &gt; k), the small ones first.</summary>
    private static double[] Tails()
    {
        var tails = new double[Terms + 1];
        tails[Terms] = Poisson[Terms] / (Terms + 1);
        for (var k = Terms - 1; k >= 0; k--) tails[k] = tails[k + 1] + Poisson[k + 1];
        return tails;
    }
}
