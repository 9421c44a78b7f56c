using System.Text;
using System.Text.Json;
using CostSim.Calibration;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fitting;

/// <summary>The best fit: as tables, and as <c>calibration.json</c>.</summary>
internal sealed record FitReport(Scenario Scenario, string File, FitResult Fit) : ICalibrationResult
{
    public const string Name = "calibration.json";

    public string ToJson() => JsonSerializer.Serialize(
        new FitSummary(
            Scenario.Name,
            "nelder-mead",
            Scenario.Psa.Seed,
            [.. Fit.Parameters.Select(value => new FittedSummary(value.Parameter.Name, value.Parameter.Minimum, value.Parameter.Maximum, value.Parameter.Start, value.Estimate, value.StandardError, value.IsAtBound))],
            [.. Fit.Targets.Select(target => new TargetSummary(target.Target, target.Model, target.Misfit))],
            Fit.LogLikelihood,
            [.. Fit.Searches.Select(search => new SearchSummary(search.Start, search.End, search.LogLikelihood, search.Evaluations, search.HasConverged))],
            Fit.FlatDirections.Count == 0,
            double.IsFinite(Fit.Condition) ? Fit.Condition : null,
            [.. Fit.FlatDirections.Select(flat => new FlatSummary(flat.Direction, double.IsFinite(flat.StandardError) ? flat.StandardError : null))],
            Fit.Warnings),
        Summary.Json) + "\n";

    public void Print(TextWriter output, int width)
    {
        output.WriteLine(Scenario.Name);
        output.WriteLine($"Best of {Fit.Searches.Count} searches by the simplex of Nelder and Mead; log-likelihood {Fit.LogLikelihood:N4} below that of a perfect fit".Replace(" -", " ", StringComparison.Ordinal));
        CalibrationTables.Print(output, width, "Parameters", new ColumnOfNames("parameter", [.. Fit.Parameters.Select(value => value.Parameter.Name)]),
            new ColumnGroup(
                ["from", "to", "start", "estimate", "SE"],
                [.. Fit.Parameters.Select(value => (string[])
                [
                    CalibrationTables.Number(value.Parameter.Minimum), CalibrationTables.Number(value.Parameter.Maximum), CalibrationTables.Number(value.Parameter.Start), CalibrationTables.Number(value.Estimate),
                    value.StandardError is { } error ? CalibrationTables.Number(error) : "not told", value.IsAtBound ? "at an end of its range" : "",
                ])],
                Words: "note"));
        CalibrationTables.Print(output, width, "Targets", new ColumnOfNames("target", [.. Fit.Targets.Select(target => target.Target.Name)]),
            new ColumnGroup(
                ["cycles", "observed", "model", "misfit in SE"],
                [.. Fit.Targets.Select(target => (string[])
                [
                    $"{target.Target.Cycles}", CalibrationTables.Number(target.Target.Likelihood.Observed), CalibrationTables.Number(target.Model),
                    target.Misfit is { } misfit && double.IsFinite(misfit) ? Numbers.Format(misfit, 2) : "impossible", $"{target.Target.Quantity}, {target.Target.Strategy}; {target.Target.Likelihood.Uncertainty}",
                ])],
                Words: "of"));
        output.WriteLine();
        output.WriteLine(Fit.FlatDirections.Count == 0
            ? $"Identified: the information matrix has condition {CalibrationTables.Number(Fit.Condition)}, in units of each range."
            : $"Not identified: {Fit.FlatDirections.Count} of {Fit.Parameters.Count} directions are flat.");
        CalibrationTables.Warn(output, Fit.Warnings);
        output.WriteLine();
        output.WriteLine($"costsim run {File} {string.Join(" ", Fit.Parameters.Select(value => $"--set {value.Parameter.Name}={value.Estimate:R}"))}");
    }

    public void Write(RunFolder folder) => folder.Write(Name, Encoding.UTF8.GetBytes(ToJson()));
}

/// <summary>The stable names of a fit in <c>calibration.json</c>.</summary>
internal sealed record FitSummary(
    string Scenario, string Method, ulong Seed, IReadOnlyList<FittedSummary> Parameters, IReadOnlyList<TargetSummary> Targets, double LogLikelihood,
    IReadOnlyList<SearchSummary> Searches, bool Identified, double? Condition, IReadOnlyList<FlatSummary> FlatDirections, IReadOnlyList<string> Warnings);

internal sealed record FittedSummary(string Name, double Min, double Max, double Start, double Estimate, double? Se, bool AtBound);

internal sealed record SearchSummary(IReadOnlyList<double> Start, IReadOnlyList<double> End, double? LogLikelihood, int Evaluations, bool Converged);

internal sealed record FlatSummary(IReadOnlyList<double> Direction, double? Se);

/// <summary>A target and what the model says of it.</summary>
internal sealed record TargetSummary(string Name, string Strategy, int Cycles, string Quantity, double Observed, string Uncertainty, string? Source, double Model, double? Misfit)
{
    public TargetSummary(CalibrationTarget target, double model, double? misfit)
        : this(target.Name, target.Strategy, target.Cycles, $"{target.Quantity}", target.Likelihood.Observed, target.Likelihood.Uncertainty, target.Source, model, misfit is { } known && double.IsFinite(known) ? known : null)
    {
    }
}
