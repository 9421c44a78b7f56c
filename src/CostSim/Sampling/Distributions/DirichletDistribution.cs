using System.Numerics;

namespace CostSim.Sampling.Distributions;

/// <summary>Dirichlet(counts): uncertainty about shares that sum to 1, such as the outcomes of a trial's patients.</summary>
/// <remarks>
/// Independent gammas, divided by their sum: Briggs, Ades &amp; Price (2003), Medical Decision Making 23:341. One uniform per label, from a
/// stream of its own (<see cref="StreamName"/>). A share alone has a beta distribution (<see cref="Marginal"/>).
/// </remarks>
public sealed class DirichletDistribution : JointDistribution, IEquatable<DirichletDistribution>
{
    /// <summary>Below this sum of gammas, digits may be missing from the smallest numbers.</summary>
    private const double SmallestSum = 1e-280;

    private readonly string[] _labels;
    private readonly double[] _counts;
    private readonly GammaDistribution[] _gammas;

    /// <param name="counts">Label → pseudo-count of patients, each above 0; two labels or more, in the order of the shares.</param>
    /// <exception cref="DistributionException">Fewer than two labels, one twice, or a count that is not above 0.</exception>
    public DirichletDistribution(IEnumerable<KeyValuePair<string, double>> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var pairs = counts.ToArray();
        if (pairs.Length < 2)
            throw new DistributionException($"dirichlet: shares need at least two labels; found {pairs.Length}.", nameof(counts));
        foreach (var (label, count) in pairs)
        {
            if (count is not (> 0 and < double.PositiveInfinity))
                throw new DistributionException($"dirichlet: the count of '{label}' is {count}; it must be a finite number above 0. "
                    + "For a label that was never seen, add a prior to every count, for example 1 / number of labels.", nameof(counts));
        }
        (_labels, _counts, _gammas) = (new string[pairs.Length], new double[pairs.Length], new GammaDistribution[pairs.Length]);
        for (var c = 0; c < pairs.Length; c++)
        {
            var (label, count) = pairs[c];
            if (Array.IndexOf(_labels, label) >= 0) throw new DistributionException($"dirichlet: the label '{label}' stands twice.", nameof(counts));
            (_labels[c], _counts[c], _gammas[c]) = (label, count, new GammaDistribution(count, 1));
            Total += count;
        }
    }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    public IReadOnlyList<string> Labels => _labels;

    /// <summary>In the order of <see cref="Labels"/>.</summary>
    public IReadOnlyList<double> Counts => _counts;

    /// <summary>Sum of the counts.</summary>
    public double Total { get; }

    /// <summary>The distribution of one share alone: Beta(count, total − count).</summary>
    /// <param name="component">Index into <see cref="Labels"/>.</param>
    public BetaDistribution Marginal(int component) => new(_counts[component], _counts.Where((_, other) => other != component).Sum());

    /// <summary>The stream of one share's uniforms: <c>parameter.label</c>.</summary>
    public string StreamName(string parameter, int component) => $"{parameter}.{_labels[component]}";

    /// <inheritdoc/>
    public override void Fill(Span<double> uniforms, Span<double> values, int draws) => Quantiles(uniforms, values);

    /// <summary>Turns uniforms into shares; each draw's shares depend on that draw's uniforms alone, to the bit. Nothing is allocated.</summary>
    /// <param name="uniforms">Each above 0 and below 1; [label × draws], label by label.</param>
    /// <param name="shares">[label × draws]; a draw's shares sum to 1 within rounding. Not <paramref name="uniforms"/> itself.</param>
    /// <exception cref="ArgumentException">The spans differ in length or overlap, are no multiple of the labels, or a uniform is outside (0, 1).</exception>
    public void Quantiles(ReadOnlySpan<double> uniforms, Span<double> shares)
    {
        if (uniforms.Length != shares.Length || uniforms.Length % _labels.Length != 0)
            throw new ArgumentException($"Expected as many shares as uniforms, a multiple of {_labels.Length}: {shares.Length} and {uniforms.Length}.", nameof(shares));
        if (uniforms.Overlaps(shares)) throw new ArgumentException("The shares may not overwrite the uniforms.", nameof(shares));

        var draws = uniforms.Length / _labels.Length;
        for (var component = 0; component < _gammas.Length; component++)
        {
            _gammas[component].Quantiles(uniforms.Slice(component * draws, draws), shares.Slice(component * draws, draws));
        }
        var first = 0;
        for (; first <= draws - Vector<double>.Count; first += Vector<double>.Count)
        {
            var sum = Vector<double>.Zero;
            for (var i = first; i < shares.Length; i += draws) sum += new Vector<double>(shares[i..]);
            if (Vector.LessThanAny(sum, new Vector<double>(SmallestSum)))
            {
                for (var draw = first; draw < first + Vector<double>.Count; draw++) Normalise(uniforms, shares, draw, draws);
                continue;
            }
            for (var i = first; i < shares.Length; i += draws) (new Vector<double>(shares[i..]) / sum).CopyTo(shares[i..]);
        }
        for (; first < draws; first++) Normalise(uniforms, shares, first, draws);
    }

    /// <summary>One draw; the same bits as in the vectors.</summary>
    private void Normalise(ReadOnlySpan<double> uniforms, Span<double> shares, int draw, int draws)
    {
        var sum = 0.0;
        for (var i = draw; i < shares.Length; i += draws) sum += shares[i];
        if (sum < SmallestSum)
        {
            NormaliseLogarithms(uniforms, shares, draw, draws);
            return;
        }
        for (var i = draw; i < shares.Length; i += draws) shares[i] /= sum;
    }

    public bool Equals(DirichletDistribution? other) =>
        other is not null && _labels.AsSpan().SequenceEqual(other._labels) && _counts.AsSpan().SequenceEqual(other._counts);

    public override bool Equals(object? obj) => Equals(obj as DirichletDistribution);

    public override int GetHashCode() => _labels.Zip(_counts).Aggregate(0, HashCode.Combine);

    /// <summary>Where counts are so small that all gammas of a draw fall below the smallest number, their logarithms still tell the shares.</summary>
    private void NormaliseLogarithms(ReadOnlySpan<double> uniforms, Span<double> shares, int draw, int draws)
    {
        var largest = double.NegativeInfinity;
        for (var component = 0; component < _gammas.Length; component++)
        {
            var i = component * draws + draw;
            shares[i] = _gammas[component].LogQuantile(uniforms[i]);
            largest = Math.Max(largest, shares[i]);
        }
        var sum = 0.0;
        for (var i = draw; i < shares.Length; i += draws)
        {
            shares[i] = Math.Exp(shares[i] - largest);
            sum += shares[i];
        }
        for (var i = draw; i < shares.Length; i += draws) shares[i] /= sum;
    }
}
