using CostSim.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Evidence.Networks;

/// <summary>The effects of all treatments of a network against each other, from direct and indirect comparisons together.</summary>
/// <remarks>
/// Contrast-based, random effects, frequentist: Rücker (2012), Res Synth Methods 3:312, in the equivalent form of generalised least squares
/// with the covariance of studies with several arms (Lu et al. 2011, Stat Med 30:1; Rücker &amp; Schwarzer 2014). One τ² for all comparisons.
/// </remarks>
public sealed class NetworkMetaAnalysis
{
    private readonly NetworkFit _fit;

    private NetworkMetaAnalysis(IReadOnlyList<NetworkStudy> studies, IReadOnlyList<string> treatments, double tauSquared)
    {
        (Networked, Treatments, TauSquared) = (studies, treatments, tauSquared);
        _fit = new NetworkFit(studies, treatments, tauSquared);
        var common = tauSquared == 0 ? _fit : new NetworkFit(studies, treatments, 0);
        var within = NetworkDesigns.Within(studies);
        Total = new NetworkQ(common.Q, common.DegreesOfFreedom);
        WithinDesigns = within;
        BetweenDesigns = new NetworkQ(Math.Max(0, Total.Q - within.Q), Total.DegreesOfFreedom - within.DegreesOfFreedom);
    }

    internal IReadOnlyList<NetworkStudy> Networked { get; }

    /// <summary>The first is the reference.</summary>
    public IReadOnlyList<string> Treatments { get; }

    /// <summary>What effects are against.</summary>
    public string Reference => Treatments[0];

    /// <summary>How many studies.</summary>
    public int Studies => Networked.Count;

    /// <summary>Variance of true effects between studies, the same for every comparison.</summary>
    public double TauSquared { get; }

    /// <summary>Heterogeneity and inconsistency together.</summary>
    public NetworkQ Total { get; }

    /// <summary>Heterogeneity: studies of the same arms, among themselves.</summary>
    public NetworkQ WithinDesigns { get; }

    /// <summary>Inconsistency: direct comparisons against indirect ones.</summary>
    public NetworkQ BetweenDesigns { get; }

    /// <summary>I² from <see cref="Total"/>, 0 to 1.</summary>
    public double ISquared => Total.Q > Total.DegreesOfFreedom ? (Total.Q - Total.DegreesOfFreedom) / Total.Q : 0;

    /// <summary>Analyses a network.</summary>
    /// <param name="contrasts">All comparisons of all studies.</param>
    /// <param name="method">'fixed', 'dl', 'ml' or 'reml'.</param>
    /// <param name="reference">The treatment that the others are compared with.</param>
    /// <param name="at">Where the analysis was asked for.</param>
    /// <param name="problems">Receives what is wrong: a network in pieces, an unknown reference, a study that contradicts itself.</param>
    /// <returns>Null after an error.</returns>
    public static NetworkMetaAnalysis? Of(IReadOnlyList<NetworkContrast> contrasts, PoolingMethod method, string reference, SourceLocation at, Problems problems)
    {
        var found = new Problems();
        var studies = NetworkStudy.Group(contrasts, found);
        if (!found.HasErrors) Check(studies, method, reference, at, found);
        problems.AddRange(found);
        if (found.HasErrors) return null;
        string[] treatments = [reference, .. studies.SelectMany(study => study.Arms).Distinct().Where(arm => arm != reference).Order(StringComparer.Ordinal)];
        return new NetworkMetaAnalysis(studies, treatments, NetworkHeterogeneity.TauSquared(method, studies, treatments));
    }

    /// <summary>The effect of one treatment against another.</summary>
    /// <exception cref="ArgumentException">A treatment is not in the network.</exception>
    public NetworkEffect Effect(string treatment, string control)
    {
        var (a, b) = (Place(treatment), Place(control));
        return new NetworkEffect(treatment, control, Against(a) - Against(b), Math.Sqrt(Math.Max(0, Covariance(a, a) + Covariance(b, b) - 2 * Covariance(a, b))));
    }

    /// <summary>Each treatment but the reference, against it.</summary>
    public IReadOnlyList<NetworkEffect> AgainstReference() => [.. Treatments.Skip(1).Select(treatment => Effect(treatment, Reference))];

    /// <summary>The effects against the reference, correlated as they are, for a probabilistic analysis.</summary>
    /// <param name="treatments">Which, in what order; each but the reference.</param>
    /// <param name="scale">Outcome units in one unit of the effects: 1, or a standard deviation.</param>
    /// <param name="predictive">Whether of one new setting, which differs by τ² in every effect, and by half of it in two together; else of the mean.</param>
    public CorrelatedEffects Joint(IReadOnlyList<string> treatments, double scale = 1, bool predictive = false)
    {
        int[] places = [.. treatments.Select(Place)];
        return new CorrelatedEffects(
            [.. places.Select(place => scale * Against(place))],
            Matrix<double>.Build.Dense(places.Length, places.Length, (i, j) => scale * scale * (Covariance(places[i], places[j]) + (predictive ? TauSquared * (i == j ? 1 : 0.5) : 0))));
    }

    private double Against(int place) => place == 0 ? 0 : _fit.Effects[place - 1];

    private double Covariance(int a, int b) => a == 0 || b == 0 ? 0 : _fit.Covariance[a - 1, b - 1];

    private int Place(string treatment)
    {
        for (var i = 0; i < Treatments.Count; i++)
        {
            if (Treatments[i] == treatment) return i;
        }
        throw new ArgumentException($"'{treatment}' is not in the network of {string.Join(", ", Treatments)}.", nameof(treatment));
    }

    private static void Check(IReadOnlyList<NetworkStudy> studies, PoolingMethod method, string reference, SourceLocation at, Problems problems)
    {
        if (!NetworkHeterogeneity.Methods.Contains(method))
            problems.Error(at, $"the method '{PoolingNames.NameOf(method)}' for a network", $"one of {string.Join(", ", NetworkHeterogeneity.Methods.Select(PoolingNames.NameOf))}");
        var pieces = NetworkDesigns.Pieces(studies);
        if (pieces.Count > 1)
            problems.Error(at, $"a network in {pieces.Count} pieces: {string.Join("; ", pieces.Select(piece => string.Join(", ", piece)))}", "treatments that are all connected by studies");
        else if (!pieces[0].Contains(reference))
            problems.Error(at, $"the reference '{reference}', which is not in the network", $"one of {string.Join(", ", pieces[0])}", reference, pieces[0]);
        if (studies.Sum(study => study.Effects.Count) == pieces.Sum(piece => piece.Count - 1) && method != PoolingMethod.Fixed)
            problems.Warn(at, "no comparison has a second study or a loop: τ² cannot be estimated and is taken as 0");
    }
}

/// <summary>One treatment against another.</summary>
public sealed record NetworkEffect(string Treatment, string Control, double Estimate, double StandardError)
{
    /// <summary>95%, normal.</summary>
    public Interval95 Interval => new(Estimate - TestStatistics.HalfWidthOf95(null) * StandardError, Estimate + TestStatistics.HalfWidthOf95(null) * StandardError);
}

/// <summary>A sum of squared deviations in standard errors, χ² where nothing but chance is at work.</summary>
public sealed record NetworkQ(double Q, int DegreesOfFreedom)
{
    /// <summary>The probability of such a Q or a larger one by chance.</summary>
    public double P => TestStatistics.ChiSquaredTail(Q, DegreesOfFreedom);
}
