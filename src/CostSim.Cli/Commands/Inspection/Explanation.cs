using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Inspection;

/// <summary>What <c>costsim explain</c> shows.</summary>
/// <param name="Scenario">The question.</param>
/// <param name="Files">All files that it was read from, itself first.</param>
/// <param name="Values">Every value but those of parameters, in the order of the file.</param>
/// <param name="Trouble">Why means and intervals are missing; null when they are there.</param>
internal sealed record Explanation(
    string Scenario, IReadOnlyList<string> Files, IReadOnlyList<OriginRecord> Values, IReadOnlyList<ExplainedParameter> Parameters, string? Trouble, ExplainedModel Model)
{
    /// <summary>Enough for two digits of a mean and an interval.</summary>
    private const int SomeDraws = 1_000;

    public static Explanation Of(CohortPlan plan, CancellationToken cancel)
    {
        var scenario = plan.Scenario;
        var (columns, trouble) = Sample(scenario, cancel);
        return new Explanation(
            scenario.Name,
            [scenario.File, .. scenario.Texts.Keys.Where(file => file != scenario.File).Order(StringComparer.Ordinal)],
            [.. Flatten("", scenario.Document).Where(value => !value.Name.StartsWith("parameters.", StringComparison.Ordinal))],
            [.. scenario.Parameters.Select((parameter, p) => ExplainedParameter.Of(parameter, columns?[p]))],
            trouble,
            ExplainedModel.Of(plan));
    }

    /// <summary>Values of every parameter in some draws, or why there are none.</summary>
    private static (double[][]? Columns, string? Trouble) Sample(Scenario scenario, CancellationToken cancel)
    {
        var draws = Math.Min(scenario.Psa.Draws, SomeDraws);
        double[][] columns = [.. scenario.Parameters.Select(_ => new double[draws])];
        var plan = CohortPlan.Compile(scenario with { Psa = scenario.Psa with { Draws = draws } }, new Problems())!;
        try
        {
            ScenarioRun.Execute(
                plan,
                new RunOptions { Threads = 1 },
                chunk =>
                {
                    for (var p = 0; p < columns.Length; p++) chunk.Parameters[p].AsSpan(0, chunk.Draws).CopyTo(columns[p].AsSpan((int)chunk.FirstDraw));
                },
                cancel);
            return (columns, null);
        }
        catch (SimulationException exception)
        {
            return (null, exception.Message.Split('\n')[0]);
        }
    }

    private static IEnumerable<OriginRecord> Flatten(string name, Node node) => node switch
    {
        MappingNode { Entries.Count: > 0 } mapping => mapping.Entries.SelectMany(entry => Flatten(name.Length == 0 ? entry.Name : $"{name}.{entry.Name}", entry.Value)),
        MappingNode => [new OriginRecord(name, "{}", node.At.File, node.At.Line)],
        SequenceNode sequence when sequence.Items.Any(item => item is MappingNode) => sequence.Items.SelectMany((item, i) => Flatten($"{name}.{NameOf(item) ?? $"{i + 1}"}", item)),
        SequenceNode sequence => [new OriginRecord(name, $"[{string.Join(", ", sequence.Items.Select(Text))}]", node.At.File, node.At.Line)],
        _ => [new OriginRecord(name, Text(node), node.At.File, node.At.Line)],
    };

    /// <summary>Items of a list that have names are known by them.</summary>
    private static string? NameOf(Node item) => ((item as MappingNode)?["name"] as ScalarNode)?.Text;

    private static string Text(Node node) => node is ScalarNode scalar ? scalar.Text : node.Kind;
}

/// <summary>A value and where it stands; the line counts from 1.</summary>
internal sealed record OriginRecord(string Name, string Value, string File, int Line);

/// <summary>A parameter: what it is, how sure it is, and where it comes from.</summary>
/// <param name="Value">As the scenario wrote it.</param>
/// <param name="Base">In the deterministic analysis; null where it follows from others.</param>
/// <param name="Mean">Of some draws.</param>
/// <param name="Lower">2.5% of them lie below.</param>
/// <param name="Upper">2.5% of them lie above.</param>
internal sealed record ExplainedParameter(
    string Name, string About, string Unit, string Value, double? Base, double? Mean, double? Lower, double? Upper, string? Source, string File, int Line)
{
    public static ExplainedParameter Of(ParameterDefinition parameter, double[]? draws)
    {
        var estimate = draws is null ? null : Estimate.Of(draws);
        return new ExplainedParameter(
            parameter.Name, parameter.About, $"{parameter.Unit}", parameter.Value.Description, parameter.Value.BaseValue, estimate?.Mean, estimate?.Lower, estimate?.Upper, parameter.Source, parameter.At.File, parameter.At.Line);
    }
}

/// <summary>A model's size.</summary>
/// <param name="CycleYears">The length of a cycle.</param>
/// <param name="Cycles">Of the longest horizon, where profiles differ.</param>
/// <param name="States">Of all families.</param>
internal sealed record ExplainedModel(string Name, string File, double CycleYears, int Cycles, int States, IReadOnlyList<ExplainedFamily> Families)
{
    public static ExplainedModel Of(CohortPlan plan)
    {
        var (model, models) = (plan.Scenario.Model, plan.Scenario.Models);
        var probes = plan.Scenario.Strategies.Select((strategy, s) => (strategy.Name, States: plan.Profiles.SelectMany(profile => new CohortProbe(profile, s).States).DistinctBy(state => state.Index).ToList())).ToList();
        return new ExplainedModel(
            model.Name, model.File, model.Cycle.Years, plan.Profiles.Max(profile => profile.Scenario.Cycles), models.Sum(each => each.Space.States.Count),
            [.. models.SelectMany(each => each.Families).Select(family => new ExplainedFamily(
                family.Name,
                [.. family.Dimensions.Select(dimension => dimension is LabelDimension labels ? $"{dimension.Name}: {string.Join(", ", labels.Labels)}" : $"{dimension.Name}: a clock of up to {((ClockDimension)dimension).Cycles} cycles")],
                family.States,
                probes.ToDictionary(probe => probe.Name, probe => probe.States.Count(state => ReferenceEquals(state.Family, family)))))]);
    }
}

/// <summary>A family of states.</summary>
/// <param name="States">How many there are.</param>
/// <param name="Reachable">How many each strategy can reach, in any profile, those of a running cycle included.</param>
internal sealed record ExplainedFamily(string Name, IReadOnlyList<string> Dimensions, long States, IReadOnlyDictionary<string, int> Reachable);
