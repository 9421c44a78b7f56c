using CostSim.Analysis;
using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>A number of a scenario: what it is, how sure it is, and where it comes from.</summary>
/// <param name="About">What it means; may be empty.</param>
/// <param name="Unit">Of all its values.</param>
/// <param name="Kind">"fixed", "sampled", "supplied" (a column of a file), or "calculated" from other parameters.</param>
/// <param name="Base">In the deterministic analysis; null where it is calculated.</param>
/// <param name="Value">As the scenario wrote it: a distribution, a number, an expression.</param>
/// <param name="Mean">Of all draws, as are the next three.</param>
/// <param name="Source">A citation, "assumption: …", or null when the scenario gives none.</param>
/// <param name="IsAssumption">Whether nothing but judgement stands behind it: it says so, or gives no source though it is not calculated.</param>
/// <param name="File">Where it is given.</param>
/// <param name="Line">Counts from 1.</param>
public sealed record ResolvedParameter(
    string Name,
    string About,
    string Unit,
    string Kind,
    double? Base,
    string Value,
    double Mean,
    double StandardDeviation,
    double Lower,
    double Upper,
    string? Source,
    bool IsAssumption,
    string File,
    int Line)
{
    /// <summary>The kind of a parameter that follows from others.</summary>
    public const string Calculated = "calculated";

    /// <summary>The kind of a parameter that is the same in every draw.</summary>
    public const string Fixed = "fixed";

    /// <summary>The kind of a parameter that a file of parameter sets gives.</summary>
    public const string Supplied = "supplied";

    internal static ResolvedParameter Of(ParameterDefinition parameter, string meaning, ParameterSpread spread)
    {
        var kind = parameter.Value switch
        {
            FixedValue => Fixed,
            DerivedValue => Calculated,
            SuppliedValue => Supplied,
            _ => "sampled",
        };
        return new ResolvedParameter(
            parameter.Name,
            parameter.About.Length > 0 ? parameter.About : meaning,
            $"{parameter.Unit}",
            kind,
            parameter.Value.BaseValue,
            parameter.Value.Description,
            spread.Mean,
            spread.StandardDeviation,
            spread.Lower,
            spread.Upper,
            parameter.Source,
            parameter.IsAssumption || (parameter.Source is null && kind != Calculated),
            parameter.At.File,
            parameter.At.Line);
    }
}

/// <summary>What the draws of a parameter came to.</summary>
/// <param name="Lower">2.5% percentile of the draws.</param>
/// <param name="Upper">97.5% percentile of the draws.</param>
public sealed record ParameterSpread(double Mean, double StandardDeviation, double Lower, double Upper)
{
    /// <param name="draws">At least one; finite.</param>
    public static ParameterSpread Of(ReadOnlySpan<double> draws)
    {
        var mean = StableSum.Of(draws) / draws.Length;
        var (lower, upper) = Percentile.CentralInterval95(draws);
        return new ParameterSpread(mean, draws.Length < 2 ? 0 : Math.Sqrt(StableSum.OfSquaredDeviations(draws, mean) / (draws.Length - 1)), lower, upper);
    }
}
