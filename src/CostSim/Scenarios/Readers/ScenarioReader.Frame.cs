using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios.Conventions;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>The frame of the analysis: perspective, horizon, discounting, cycle correction, willingness to pay.</content>
public sealed partial class ScenarioReader
{
    private Timing ReadTiming(Node? node, Model model, int? cycles)
    {
        var reader = new TimingReader(_problems);
        if (node is null) return Timing.Of(OutcomeTiming.Of(CycleCorrection.HalfCycle));
        var timing = reader.Read(node, model);
        if (cycles is { } known) reader.CheckCycles(timing, known, node.At);
        return timing;
    }

    private WillingnessToPay ReadWillingnessToPay(MappingNode? mapping)
    {
        var standIn = new WillingnessToPay(0, 1, 1, [1]);
        if (mapping is null) return standIn;
        var fields = new Fields(mapping, "willingness_to_pay", _problems);
        var from = fields.Number("from", "the first willingness to pay of the curves", required: true);
        var to = fields.Number("to", "the last", required: true);
        var step = fields.Number("step", "the distance between two", required: true);
        var thresholds = new List<double>();
        foreach (var node in fields.List("thresholds", "the willingness to pay at which decisions are reported", required: true))
        {
            if (node is ScalarNode scalar && Fields.TryNumber(scalar, out var threshold)) thresholds.Add(threshold);
            else _problems.Error(node.At, $"{node.Kind} as a threshold", "a number");
        }
        fields.RefuseOthers();
        if (from is null || to is null || step is null) return standIn;
        var mistakes = WillingnessToPay.Mistakes(from.Value, to.Value, step.Value, thresholds);
        foreach (var (key, found, expected) in mistakes) _problems.Error(fields.PlaceOf(key), found, expected);
        return mistakes.Count == 0 ? new WillingnessToPay(from.Value, to.Value, step.Value, thresholds) : standIn;
    }

    private Locale ReadLocale(ScalarNode? name)
    {
        if (name is null) return Locale.Default;
        if (Locale.Of(name.Text) is { } locale) return locale;
        string[] known = [.. Locale.All.Select(locale => locale.Name)];
        _problems.Error(name.At, $"unknown locale '{name.Text}'", $"one of {string.Join(", ", known)}", name.Text, known);
        return Locale.Default;
    }

    private List<string> ReadLimitations(IReadOnlyList<Node> nodes)
    {
        var sentences = new List<string>();
        foreach (var node in nodes)
        {
            if (node is ScalarNode { Text.Length: > 0 } sentence) sentences.Add(sentence.Text);
            else _problems.Error(node.At, $"{node.Kind} among the limitations", "a sentence");
        }
        return sentences;
    }

    private string ReadPerspective(ScalarNode? perspective, Model model, SourceLocation at)
    {
        if (model.Perspectives.Count == 0) return perspective?.Text ?? "";
        var known = string.Join(", ", model.Perspectives.Keys);
        if (perspective is null)
            _problems.Error(at, "a scenario without 'perspective'", $"one of {known}: they decide which costs count");
        else if (!model.Perspectives.ContainsKey(perspective.Text))
            _problems.Error(perspective.At, $"unknown perspective '{perspective.Text}'", $"one of {known}", perspective.Text, model.Perspectives.Keys);
        return perspective?.Text ?? "";
    }

    /// <summary>The number of cycles; null after a problem.</summary>
    private int? ReadHorizon(ScalarNode? horizon, Model model, Population population)
    {
        if (horizon is null) return null;
        int cycles;
        if (horizon.Text == "lifetime")
        {
            if (population.Age is not { } age)
            {
                if (model.LifeTables.Count == 0) _problems.Error(horizon.At, "a lifetime horizon without an age", "'age:' in 'population'");
                return null;
            }
            cycles = (int)Math.Floor((LifetimeEnd - age) / model.Cycle.Years + 1e-9);
        }
        else if (Duration.TryParse(horizon.Text, out var duration))
        {
            if (duration.WholeNumberOf(model.Cycle) is not { } whole)
            {
                _problems.Error(horizon.At, $"{horizon.Kind}, which is no whole number of cycles of {model.Cycle.Years:G6} years", "a whole number of cycles");
                return null;
            }
            cycles = whole;
        }
        else
        {
            _problems.Error(horizon.At, horizon.Kind, "'lifetime', or a length of time such as '10 years'");
            return null;
        }
        if (cycles is >= 1 and <= MaximumCycles) return cycles;
        _problems.Error(horizon.At, $"a horizon of {cycles} cycles", $"1 to {MaximumCycles}; a lifetime ends at age {LifetimeEnd}");
        return null;
    }

    /// <summary>A rate for every outcome: outcomes in money that are not named take that of cost, all others that are not named take none.</summary>
    private Dictionary<string, double> ReadDiscount(MappingNode? mapping, Model model)
    {
        var rates = new Dictionary<string, double>();
        var fields = new Fields(mapping ?? new MappingNode(SourceLocation.StartOf(_path), []), "discount", mapping is null ? new Problems() : _problems);
        var cost = Rate(Outcome.Cost, required: true);
        rates[Outcome.Cost] = cost ?? 0;
        foreach (var outcome in model.Outcomes.Where(outcome => outcome.Name != Outcome.Cost))
            rates[outcome.Name] = Rate(outcome.Name, required: outcome.Name == Outcome.Qaly) ?? (outcome.Unit == Unit.Money ? cost : null) ?? 0;
        fields.RefuseOthers();
        return rates;

        double? Rate(string name, bool required)
        {
            var rate = fields.Number(name, "a rate per year, such as 3%", required);
            if (rate is < 0 or >= 1) _problems.Error(fields.PlaceOf(name), $"a discount rate of {rate}", "0 or more and less than 1 (100%) per year");
            return rate;
        }
    }
}
