using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Models;
using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>What a model is to be fitted to, and by what: the block <c>calibration:</c>. No result of a run depends on it.</summary>
/// <param name="Targets">What is known of the results; at least one.</param>
/// <param name="Fit">The parameters to find, in the order written; may be empty for importance resampling, which moves all that are uncertain.</param>
/// <param name="Method">How.</param>
/// <param name="Starts">From how many points a search begins.</param>
/// <param name="Keep">How many parameter sets of the posterior are kept.</param>
public sealed record CalibrationSettings(
    IReadOnlyList<CalibrationTarget> Targets, IReadOnlyList<FittedParameter> Fit, CalibrationMethod Method, int Starts, int Keep);

/// <summary>How a model is fitted.</summary>
public enum CalibrationMethod
{
    /// <summary>Maximum likelihood by the simplex search of Nelder and Mead (1965).</summary>
    NelderMead,

    /// <summary>The posterior by sampling-importance-resampling from the scenario's own distributions (Rubin 1987).</summary>
    ImportanceResampling,
}

/// <summary>Something that is known of a result.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Strategy">Under which strategy it was observed.</param>
/// <param name="Cycles">After how many cycles.</param>
/// <param name="Quantity">What was observed, of outcomes (undiscounted totals per person until then) and states (shares of the cohort then).</param>
/// <param name="States">Names for some states, which the quantity may use.</param>
/// <param name="Likelihood">What was observed, and how sure that is.</param>
/// <param name="Source">A citation, or null.</param>
public sealed record CalibrationTarget(
    string Name, SourceLocation At, string Strategy, int Cycles, Expression Quantity, IReadOnlyDictionary<string, Selector> States, Likelihood Likelihood, string? Source);

/// <summary>A parameter to find.</summary>
/// <param name="Name">Of the scenario.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Minimum">The search stays above.</param>
/// <param name="Maximum">The search stays below.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Prior">What is known of it without the targets, in place of what the scenario says; null where that stands.</param>
public sealed record FittedParameter(string Name, SourceLocation At, double Minimum, double Maximum, double Start, Distribution? Prior);
