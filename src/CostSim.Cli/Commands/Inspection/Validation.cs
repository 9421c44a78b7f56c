using CostSim.Diagnostics;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Inspection;

/// <summary>What <c>costsim validate --json</c> says.</summary>
/// <param name="File">The scenario file.</param>
/// <param name="Valid">Whether it can be run.</param>
/// <param name="Counts">Null when it can't.</param>
/// <param name="WithoutSource">Names of the parameters that say nothing about where they come from.</param>
/// <param name="Assumptions">Names of those that their author marks as assumptions.</param>
internal sealed record Validation(
    string File, bool Valid, ScenarioCounts? Counts, IReadOnlyList<string> WithoutSource, IReadOnlyList<string> Assumptions, IReadOnlyList<ProblemRecord> Problems)
{
    /// <param name="file">The scenario file.</param>
    /// <param name="scenario">Null when it is not valid.</param>
    /// <param name="problems">Errors and warnings.</param>
    public static Validation Of(string file, Scenario? scenario, Problems problems) => new(
        file,
        scenario is not null,
        scenario is null ? null : new ScenarioCounts(scenario.Model.Space.States.Count, scenario.Parameters.Count, scenario.Strategies.Count, scenario.Psa.Draws),
        [.. (scenario?.Parameters ?? []).Where(parameter => parameter.Source is null).Select(parameter => parameter.Name)],
        [.. (scenario?.Parameters ?? []).Where(parameter => parameter.IsAssumption).Select(parameter => parameter.Name)],
        [.. problems.Select(ProblemRecord.Of)]);
}

internal sealed record ScenarioCounts(int States, int Parameters, int Strategies, long Draws);

/// <summary>A problem and its place; line and column count from 1.</summary>
internal sealed record ProblemRecord(string Severity, string File, int Line, int Column, string Found, string Expected, string? Nearest)
{
    public static ProblemRecord Of(Problem problem) => new(
        problem.Severity == Diagnostics.Severity.Error ? "error" : "warning",
        problem.At.File,
        problem.At.Line,
        problem.At.Column,
        problem.Found,
        problem.Expected,
        problem.Nearest);
}
