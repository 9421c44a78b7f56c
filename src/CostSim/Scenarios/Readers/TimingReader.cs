using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios.Conventions;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <summary>Reads when outcomes are counted: <c>half-cycle</c>, or a mapping that also says when events are paid and what is discounted when.</summary>
internal sealed class TimingReader(Problems problems)
{
    private const string Method = "method";
    private const string Events = "events";
    private static readonly string[] MethodNames = [.. CycleCorrections.ByName.Keys];
    internal static readonly Dictionary<string, double> Moments = new() { ["start"] = 0, ["middle"] = 0.5, ["end"] = 1 };

    internal static readonly Dictionary<string, Compounding> Compoundings = new()
    {
        ["yearly"] = Compounding.Yearly,
        ["whole-years"] = Compounding.WholeYears,
        ["continuous"] = Compounding.Continuous,
    };

    /// <summary>What stands under the key, for messages.</summary>
    public static string Expected { get; } = $"one of {string.Join(", ", MethodNames)}";

    /// <summary>Reads the timing of all outcomes.</summary>
    /// <param name="node">What stands under <c>cycle_correction:</c>.</param>
    /// <param name="model">Whose outcomes may be named.</param>
    public Timing Read(Node node, Model model)
    {
        var byOutcome = new Dictionary<string, OutcomeTiming>();
        if (node is not MappingNode mapping) return new Timing(ReadOne(node, null), byOutcome);

        var fields = new Fields(mapping, "cycle_correction", problems);
        var standard = ReadFields(fields, null);
        // Events that are paid at a written moment stay so under an outcome's own method; unwritten moments go with the method.
        var events = mapping.Entries.Any(entry => entry.Name == Events) ? standard.Events : (double?)null;
        var exceptions = fields.Mapping("outcomes", "a convention for each outcome that has its own");
        fields.RefuseOthers();
        string[] known = [.. model.Outcomes.Select(outcome => outcome.Name).Append(Outcome.Cost).Distinct()];
        foreach (var entry in exceptions?.Entries ?? [])
        {
            if (known.Contains(entry.Name)) byOutcome[entry.Name] = ReadOne(entry.Value, standard, events);
            else problems.Error(entry.Key.At, $"unknown outcome '{entry.Name}'", $"one of {string.Join(", ", known)}", entry.Name, known);
        }
        // As with discount rates: what is counted in money goes with cost unless it is named.
        if (byOutcome.TryGetValue(Outcome.Cost, out var cost))
        {
            foreach (var outcome in model.Outcomes.Where(outcome => outcome.Unit == Unit.Money)) byOutcome.TryAdd(outcome.Name, cost);
        }
        return new Timing(standard, byOutcome);
    }

    /// <summary>Refuses Simpson's rule for an odd number of cycles, for which there is none.</summary>
    public void CheckCycles(Timing timing, int cycles, SourceLocation at)
    {
        if (cycles % 2 == 0 || !timing.ByOutcome.Values.Append(timing.Default).Any(own => own.Correction == CycleCorrection.Simpson)) return;
        problems.Error(at, $"'simpson' for {cycles} cycles", "an even number of cycles: a horizon one cycle longer or shorter; or 'simpson-last-trapezoid', or 'half-cycle'");
    }

    private OutcomeTiming ReadOne(Node node, OutcomeTiming? outer, double? outerEvents = null)
    {
        switch (node)
        {
            case ScalarNode name:
                return Of(ReadMethod(name), outer, outerEvents);
            case MappingNode mapping:
                var fields = new Fields(mapping, "the timing of an outcome", problems);
                var timing = ReadFields(fields, outer, outerEvents);
                fields.RefuseOthers();
                return timing;
            default:
                problems.Error(node.At, $"{node.Kind} as a cycle correction", $"{Expected}; or a mapping with '{Method}'");
                return OutcomeTiming.Of(CycleCorrection.HalfCycle);
        }
    }

    private OutcomeTiming ReadFields(Fields fields, OutcomeTiming? outer, double? outerEvents = null)
    {
        var method = fields.Scalar(Method, Expected, required: outer is null);
        var discounting = fields.Scalar("discounting", "when in its cycle membership is discounted: start, middle or end");
        var events = fields.Scalar(Events, "when in its cycle an event is paid: start, middle or end");
        var compounding = fields.Scalar("compounding", $"one of {string.Join(", ", Compoundings.Keys)}");

        var timing = method is null ? outer ?? OutcomeTiming.Of(CycleCorrection.HalfCycle) : Of(ReadMethod(method), outer, outerEvents);
        if (discounting is not null && !timing.Correction.BelongsToCycles())
        {
            problems.Error(discounting.At, $"'discounting' beside '{method?.Text}'", "none: this method counts boundaries, each of which is discounted at its own time; or start-of-cycle, end-of-cycle or life-table");
            return timing;
        }
        if (discounting is not null) timing = timing with { Discounting = Choose(discounting, Moments) };
        if (events is not null) timing = timing with { Events = Choose(events, Moments) };
        return compounding is null ? timing : timing with { Compounding = Choose(compounding, Compoundings) };
    }

    private static OutcomeTiming Of(CycleCorrection correction, OutcomeTiming? outer, double? outerEvents)
    {
        var timing = OutcomeTiming.Of(correction, outer?.Compounding ?? Compounding.Yearly);
        return timing with { Events = outerEvents ?? timing.Events };
    }

    private CycleCorrection ReadMethod(ScalarNode name)
    {
        if (CycleCorrections.ByName.TryGetValue(name.Text, out var correction)) return correction;
        problems.Error(name.At, $"unknown cycle correction '{name.Text}'", Expected, name.Text, MethodNames);
        return CycleCorrection.HalfCycle;
    }

    private T Choose<T>(ScalarNode name, Dictionary<string, T> known)
        where T : struct
    {
        if (!known.TryGetValue(name.Text, out var value))
            problems.Error(name.At, name.Kind, $"one of {string.Join(", ", known.Keys)}", name.Text, known.Keys);
        return value;
    }
}
