using System.Globalization;
using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>Where something lies with 95% confidence, or probability.</summary>
public sealed record Interval95(double Lower, double Upper);

/// <summary>What several studies say together.</summary>
public sealed record PooledEffect
{
    /// <summary>What to do about <see cref="Doubt"/>.</summary>
    public const string InPlaceOfDoubt = "'hksj-guarded', which is never narrower than 'wald'";

    /// <summary>Studies, in the order of <see cref="Weights"/>.</summary>
    public required IReadOnlyList<Study> Studies { get; init; }

    public required PoolingMethod Method { get; init; }

    public required IntervalMethod IntervalMethod { get; init; }

    /// <summary>The mean effect.</summary>
    public required double Estimate { get; init; }

    /// <summary>Its standard error, by the interval's method.</summary>
    public required double StandardError { get; init; }

    /// <summary>Its standard error as <c>1/√Σw</c>, whatever the interval's method.</summary>
    public required double WaldStandardError { get; init; }

    /// <summary>Degrees of freedom of the interval's t; null where it is normal.</summary>
    public required double? DegreesOfFreedom { get; init; }

    /// <summary>95% confidence interval of the mean effect.</summary>
    public required Interval95 Interval { get; init; }

    /// <summary>Where the effect of a new setting lies with 95% probability; null under one true effect and where there are too few studies.</summary>
    public required Interval95? PredictionInterval { get; init; }

    /// <summary>Degrees of freedom of the prediction's t; null where it is normal or there is none.</summary>
    public required double? PredictionDegreesOfFreedom { get; init; }

    /// <summary>Variance of true effects between studies; 0 under one true effect.</summary>
    public required double TauSquared { get; init; }

    /// <summary>95% interval of <see cref="TauSquared"/> by Q-profiling; null with one study, and where no value is inside.</summary>
    public required Interval95? TauSquaredInterval { get; init; }

    /// <summary>Cochran's Q: squared deviations from the mean of one true effect, in standard errors.</summary>
    public required double Q { get; init; }

    /// <summary>The probability of such a Q or a larger one under one true effect.</summary>
    public required double P { get; init; }

    /// <summary>I² from τ²: the share of the total variance that is between studies, <c>τ² / (τ² + v̄)</c>, 0 to 1 (Higgins &amp; Thompson 2002, v̄ their eq. 9).</summary>
    public required double ISquared { get; init; }

    /// <summary>I² from Q: <c>max(0, (Q − (k − 1)) / Q)</c>, 0 to 1 (Higgins et al. 2003). Equal to <see cref="ISquared"/> by DerSimonian and Laird.</summary>
    public required double ISquaredOfQ { get; init; }

    /// <summary>H² from τ²: total over sampling variance, <c>(τ² + v̄) / v̄</c>.</summary>
    public required double HSquared { get; init; }

    /// <summary>What is doubtful about the interval, or null: that of Hartung and Knapp is too narrow where studies agree better than by chance.</summary>
    public string? Doubt => IntervalMethod != IntervalMethod.HartungKnapp || StandardError >= WaldStandardError ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"the studies agree better than their own standard errors let them, so the interval 'hksj' rests on a standard error of {StandardError:G3} in place of {WaldStandardError:G3}");

    /// <summary>Each study's share of the mean; sums to 1.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>How many studies.</summary>
    public int Count => Studies.Count;
}
