using System.CommandLine;
using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Commands.MetaAnalysis;

/// <summary>The options of <c>costsim evidence</c>.</summary>
internal sealed class EvidenceOptions
{
    private readonly Argument<string> _table = new("studies.csv") { Description = "The study table; scenarios/evidence/README.md lists its columns." };
    private readonly Option<string[]> _comparison = Texts("--comparison", "A vs B", "Rows of this comparison; may be repeated, to pool several as one.");
    private readonly Option<string?> _outcome = new("--outcome") { Description = "Rows of this outcome.", HelpName = "NAME" };
    private readonly Option<double[]> _month = new("--month") { Description = "Rows of this follow-up; may be repeated.", HelpName = "N" };
    private readonly Option<string[]> _risk = Texts("--risk-of-bias", "LEVEL", $"Rows of this risk of bias: {string.Join(", ", StudyTable.RisksOfBias)}; may be repeated.");
    private readonly Option<string[]> _type = Texts("--type", "TYPE", "Rows of this type; may be repeated. [default: the types that are trials]");
    private readonly Option<string[]> _where = Texts("--where", "column=text", "Rows with this text in this column; may be repeated.");
    private readonly Option<string[]> _without = Texts("--without", "STUDY", "Leaves a study out, by name with year; may be repeated.");
    private readonly Option<string?> _measure = Named("--measure", "The scale of the effect: mean difference, standardised mean difference, risk, odds or hazard ratio.", EffectMeasures.ByName.Keys);
    private readonly Option<string?> _method = Named("--method", "How to pool. [default: reml]", PoolingNames.Methods.Keys);
    private readonly Option<string?> _interval = Named("--interval", "How to form the interval. [default: hksj; for mh and peto wald]", PoolingNames.Intervals.Keys);
    private readonly Option<string?> _prediction = Named("--prediction", "How to form the prediction interval. [default: t]", PoolingNames.Predictions.Keys);
    private readonly Option<double?> _sd = Positive("--sd", "Outcome units in one standard deviation: also prints a standardised difference in them.");
    private readonly Option<double?> _discount = Positive("--discount", "A sceptic's prior: effects lie round 0 with this standard error. Also prints what is left of the effect.");
    private readonly Option<bool> _bias = new("--bias") { Description = "Looks for small-study effects, and shows how the result hangs on single studies." };
    private readonly Option<string?> _reference = new("--reference") { Description = "Analyses all comparisons as a network; effects are against this treatment.", HelpName = "TREATMENT" };
    private readonly Option<string[]> _node = Texts("--node", "arm=treatment", "In a network, counts an arm as another treatment; may be repeated.");
    private readonly Option<string?> _output = new("--output", "-o") { Description = "A new folder for evidence.parquet, evidence.json and the forest and funnel plots.", HelpName = "DIR" };
    private readonly Option<bool> _json = CommandOptions.Json();

    public Option<bool> Verbose { get; } = CommandOptions.Verbose();

    public void AddTo(Command command)
    {
        command.Add(_table);
        foreach (var option in (Option[])[_comparison, _outcome, _month, _risk, _type, _where, _without, _measure, _method, _interval, _prediction, _sd, _discount, _bias, _reference, _node, _output, _json, Verbose])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_node) is not null && result.GetResult(_reference) is null) result.AddError("--node: expected --reference with it, which asks for a network");
            // A network has none of these; to pass over them in silence would answer another question.
            foreach (var option in (Option[])[_interval, _prediction, _sd, _discount, _bias])
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(_reference) is not null) result.AddError($"{option.Name}: expected no --reference with it; it is for one comparison");
            }
        });
    }

    public EvidenceRequest Read(ParseResult parsed)
    {
        var table = parsed.GetRequiredValue(_table);
        var measure = parsed.GetValue(_measure) is { } name ? EffectMeasures.ByName[name] : (EffectMeasure?)null;
        var method = PoolingNames.Methods[parsed.GetValue(_method) ?? "reml"];
        var byDefault = method is PoolingMethod.MantelHaenszel or PoolingMethod.Peto ? "wald" : "hksj";
        return new EvidenceRequest(
            table,
            new StudySelection
            {
                At = SourceLocation.StartOf(table),
                Comparisons = parsed.GetValue(_comparison) ?? [],
                Outcome = parsed.GetValue(_outcome),
                Months = parsed.GetValue(_month) ?? [],
                RisksOfBias = parsed.GetValue(_risk) ?? [],
                Types = parsed.GetValue(_type) ?? [],
                Where = Pairs(parsed.GetValue(_where)),
                Without = parsed.GetValue(_without) ?? [],
                // Odds are what Peto's method is of.
                Measure = measure ?? (method == PoolingMethod.Peto ? EffectMeasure.LogOddsRatio : null),
            },
            new PoolingOptions
            {
                Method = method,
                Interval = PoolingNames.Intervals[parsed.GetValue(_interval) ?? byDefault],
                Prediction = PoolingNames.Predictions[parsed.GetValue(_prediction) ?? "t"],
            },
            parsed.GetValue(_sd),
            parsed.GetValue(_discount) is { } prior ? new Discount(0, prior) : null,
            parsed.GetValue(_bias),
            parsed.GetValue(_reference),
            Pairs(parsed.GetValue(_node)).ToDictionary(pair => pair.Left, pair => pair.Right),
            parsed.GetValue(_output),
            parsed.GetValue(_json));
    }

    private static (string Left, string Right)[] Pairs(string[]? texts) => [.. (texts ?? []).Select(text => (text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..])).Distinct()];

    private static Option<string[]> Texts(string name, string value, string description)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = value };
        if (!value.Contains('=')) return option;
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') <= 0)) result.AddError($"{name}: found '{token.Value}'; expected {value}");
            if (result.Tokens.Select(token => token.Value.Split('=')[0]).GroupBy(left => left).Any(group => group.Skip(1).Any()) && name == "--node")
                result.AddError($"{name}: an arm that counts as two treatments; expected each arm once");
        });
        return option;
    }

    private static Option<string?> Named(string name, string description, IEnumerable<string> known)
    {
        var names = string.Join(", ", known);
        var option = new Option<string?>(name) { Description = description, HelpName = names.Replace(", ", "|") };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !known.Contains(token.Value, StringComparer.OrdinalIgnoreCase)))
                result.AddError($"{name}: found '{token.Value}'; expected one of {names}");
        });
        return option;
    }

    private static Option<double?> Positive(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < double.PositiveInfinity) return value;
            result.AddError($"{name}: found '{result.Tokens[0].Value}'; expected a number above 0");
            return null;
        },
    };
}
