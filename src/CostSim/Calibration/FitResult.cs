using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>What a search for the best fit found.</summary>
/// <param name="Parameters">In the order of the scenario's <c>fit:</c>.</param>
/// <param name="Targets">At the best fit.</param>
/// <param name="LogLikelihood">Less that of a perfect fit: 0 or below.</param>
/// <param name="Searches">One for each start.</param>
/// <param name="Condition">Of the information matrix, each parameter counted in units of its range; infinite where the targets say nothing of some combination.</param>
/// <param name="FlatDirections">Combinations of parameters of which the targets say next to nothing.</param>
/// <param name="Warnings">A sentence each.</param>
public sealed record FitResult(
    IReadOnlyList<FittedValue> Parameters,
    IReadOnlyList<TargetFit> Targets,
    double LogLikelihood,
    IReadOnlyList<Search> Searches,
    double Condition,
    IReadOnlyList<FlatDirection> FlatDirections,
    IReadOnlyList<string> Warnings);

/// <summary>A parameter at the best fit.</summary>
/// <param name="StandardError">From the curvature of the likelihood; null where the targets do not tell.</param>
/// <param name="IsAtBound">Whether it lies within a thousandth of its range from an end.</param>
public sealed record FittedValue(FittedParameter Parameter, double Estimate, double? StandardError, bool IsAtBound);

/// <summary>What a model says of a target.</summary>
/// <param name="Misfit">By how many standard errors it lies above what was observed; null where the observation could not be.</param>
public sealed record TargetFit(CalibrationTarget Target, double Model, double? Misfit);

/// <summary>One search, from one start.</summary>
/// <param name="Start">Values by parameter.</param>
/// <param name="End">Values by parameter.</param>
/// <param name="LogLikelihood">At its end; null where no point that it tried could be.</param>
/// <param name="Evaluations">How many points it tried.</param>
/// <param name="HasConverged">Whether it ended by itself.</param>
public sealed record Search(double[] Start, double[] End, double? LogLikelihood, int Evaluations, bool HasConverged);

/// <summary>A combination of parameters of which the targets say next to nothing.</summary>
/// <param name="Direction">By parameter, in units of its range; of length 1.</param>
/// <param name="StandardError">Along it, in the same units; infinite where they say nothing.</param>
public sealed record FlatDirection(double[] Direction, double StandardError);
