using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Models;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios.Readers.StudySelections;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>What a model is to be fitted to: the optional block <c>calibration:</c>, for <c>costsim calibrate</c>. It changes no result of a run.</content>
public sealed partial class ScenarioReader
{
    private const int DefaultStarts = 8;
    internal const int MaximumStarts = 1_000;
    private const int DefaultKept = 5_000;
    internal const int MaximumKept = 1_000_000;

    private static readonly Dictionary<string, CalibrationMethod> CalibrationMethods = new()
    {
        ["nelder-mead"] = CalibrationMethod.NelderMead, ["sir"] = CalibrationMethod.ImportanceResampling,
    };

    private static readonly Dictionary<string, LikelihoodScale> Scales = new()
    {
        ["natural"] = LikelihoodScale.Natural, ["log"] = LikelihoodScale.Log, ["logit"] = LikelihoodScale.Logit,
    };

    /// <summary>The half-width of a 95% interval of a normal estimate, in standard errors.</summary>
    private static readonly double HalfWidthOf95 = new NormalDistribution(0, 1).Quantile(0.975);

    /// <summary>The methods, by the names that scenarios and the command line use.</summary>
    public static IReadOnlyCollection<string> CalibrationMethodNames => CalibrationMethods.Keys;

    internal static IReadOnlyCollection<string> LikelihoodScaleNames => Scales.Keys;

    /// <summary>The method of a name, or null.</summary>
    public static CalibrationMethod? CalibrationMethodOf(string name) => CalibrationMethods.TryGetValue(name, out var method) ? method : null;

    private CalibrationSettings? ReadCalibration(MappingNode? mapping, Scenario scenario)
    {
        if (mapping is null) return null;
        var fields = new Fields(mapping, "'calibration'", _problems);
        var targets = fields.Mapping("targets", "what is known of the results, by name", required: true);
        var fit = fields.Mapping("fit", "the parameters to find, each with 'min' and 'max'");
        var method = fields.Scalar("method", $"one of {string.Join(", ", CalibrationMethods.Keys)}");
        var starts = fields.Whole("starts", 1, MaximumStarts, "from how many points to search");
        var keep = fields.Whole("keep", 2, MaximumKept, "how many parameter sets of the posterior to keep");
        fields.RefuseOthers();
        if (method is not null && !CalibrationMethods.ContainsKey(method.Text))
            _problems.Error(method.At, $"{method.Kind} as the method of calibration", $"one of {string.Join(", ", CalibrationMethods.Keys)}", method.Text, CalibrationMethods.Keys);
        if (targets is { Entries.Count: 0 }) _problems.Error(targets.At, "no targets", "at least one");
        return new CalibrationSettings(
            [.. (targets?.Entries ?? []).Select(entry => ReadTarget(entry, scenario)).OfType<CalibrationTarget>()],
            [.. (fit?.Entries ?? []).Select(entry => ReadFitted(entry, scenario)).OfType<FittedParameter>()],
            method is null ? CalibrationMethod.NelderMead : CalibrationMethods.GetValueOrDefault(method.Text),
            (int)(starts ?? DefaultStarts),
            (int)(keep ?? DefaultKept));
    }

    private CalibrationTarget? ReadTarget(Entry entry, Scenario scenario)
    {
        if (entry.Value is not MappingNode body)
        {
            _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the target '{entry.Name}'", "'{ quantity: …, at: …, value: …, se: … }'");
            return null;
        }
        var fields = new Fields(body, $"the target '{entry.Name}'", _problems);
        var named = fields.Mapping("states", "names for some states, such as '{ severe: knee where kl >= 3 }'");
        var quantity = fields.Scalar("quantity", "what was observed, an expression of outcomes and states", required: true);
        var strategy = fields.Scalar("strategy", "under which strategy it was observed");
        var at = fields.Scalar("at", "a length of time such as '2 years'");
        var source = fields.Scalar("source", "a citation")?.Text;
        var likelihood = ReadLikelihood(entry.Name, fields);
        fields.RefuseOthers();

        string[] strategies = [.. scenario.Strategies.Select(item => item.Name)];
        if (strategy is not null && !strategies.Contains(strategy.Text))
            _problems.Error(strategy.At, $"unknown strategy '{strategy.Text}'", $"one of {string.Join(", ", strategies)}", strategy.Text, strategies);
        var model = scenario.ModelOf(strategy?.Text ?? scenario.Reference);
        var states = ReadNamedStates(named, model);
        var cycles = ReadTargetTime(at, scenario);
        var expression = quantity is null ? null : ExpressionParser.Parse(quantity.Text, quantity.TextAt, _problems);
        if (expression is null || !IsNumber(expression, ObservableOf(model, states), entry.Name) || likelihood is null || cycles is null) return null;
        return new CalibrationTarget(entry.Name, entry.Key.At, strategy?.Text ?? scenario.Reference, cycles.Value, expression, states, likelihood, source);
    }

    private bool IsNumber(Expression expression, Scope scope, string target)
    {
        if (TypeChecker.Check(expression, scope, _problems) is not { } type) return false;
        if (type is NumberType) return true;
        _problems.Error(expression.At, $"the quantity of the target '{target}' is {type}", "a number");
        return false;
    }

    /// <summary>The names that a quantity may use: states that the target names, the model's states, and outcomes.</summary>
    private static Scope ObservableOf(Model model, Dictionary<string, Selector> states)
    {
        var scope = new Scope();
        foreach (var name in states.Keys.Concat(model.Families.Select(family => family.Name)).Distinct()) scope.Add(name, VariableSymbol.Of(Unit.Probability));
        foreach (var outcome in model.Outcomes.Where(outcome => scope[outcome.Name] is null)) scope.Add(outcome.Name, VariableSymbol.Of(outcome.Unit));
        if (scope[Outcome.Cost] is null) scope.Add(Outcome.Cost, VariableSymbol.Of(Unit.Money));
        return scope;
    }

    private Dictionary<string, Selector> ReadNamedStates(MappingNode? mapping, Model model)
    {
        var states = new Dictionary<string, Selector>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (!ExpressionParser.IsName(entry.Name)) _problems.Error(entry.Key.At, $"'{entry.Name}' as a name", "letters, digits and '_'");
            else if (entry.Value is not ScalarNode text) _problems.Error(entry.Value.At, $"{entry.Value.Kind} as '{entry.Name}'", "a state, or a family with a condition such as 'knee where kl < 4'");
            else if (SelectorReader.Read(text, model, _problems) is { } selector) states[entry.Name] = selector;
        }
        return states;
    }

    /// <summary>After how many cycles a target was observed: all of them where it does not say.</summary>
    private int? ReadTargetTime(ScalarNode? at, Scenario scenario)
    {
        if (at is null) return scenario.Cycles;
        if (!Duration.TryParse(at.Text, out var duration))
        {
            _problems.Error(at.At, $"{at.Kind} as a time", "a length of time such as '2 years'");
            return null;
        }
        if (duration.WholeNumberOf(scenario.Model.Cycle) is not { } cycles)
        {
            _problems.Error(at.At, $"{at.Kind}, which is no whole number of cycles of {scenario.Model.Cycle.Years:G6} years", "a whole number of cycles");
            return null;
        }
        if (cycles <= scenario.Cycles) return cycles;
        _problems.Error(at.At, $"{at.Kind}, beyond the horizon of {scenario.Cycles} cycles", "a time within the horizon");
        return null;
    }

    private FittedParameter? ReadFitted(Entry entry, Scenario scenario)
    {
        string[] names = [.. scenario.Parameters.Select(parameter => parameter.Name)];
        if (scenario.Parameters.FirstOrDefault(parameter => parameter.Name == entry.Name) is not { } parameter)
        {
            if (!_failed.Contains(entry.Name)) _problems.Error(entry.Key.At, $"unknown parameter '{entry.Name}'", "a parameter of the scenario", entry.Name, names);
            return null;
        }
        if (parameter.Value is not (FixedValue or SampledValue or SuppliedValue))
        {
            var reason = parameter.Value is DerivedValue ? "which is calculated from others" : "which is drawn together with others";
            _problems.Error(entry.Key.At, $"'{entry.Name}', {reason}", "a parameter with a value or a distribution of its own");
            return null;
        }
        if (entry.Value is not MappingNode body)
        {
            _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the range of '{entry.Name}'", "'{ min: …, max: … }'");
            return null;
        }
        var fields = new Fields(body, $"the range of '{entry.Name}'", _problems);
        var minimum = fields.Number("min", "the least value to try", required: true);
        var maximum = fields.Number("max", "the greatest value to try", required: true);
        var start = fields.Number("start", "where to begin");
        var prior = ReadPrior(fields.Mapping("prior", "a distribution, such as '{ beta: { mean: 0.1, se: 0.02 } }'"));
        fields.RefuseOthers();
        if (minimum is not { } low || maximum is not { } high) return null;
        if (!(low < high))
        {
            _problems.Error(fields.PlaceOf("max"), $"{high} as 'max', which is not above the 'min' of {low}", "a range");
            return null;
        }
        if (low < parameter.Minimum || high > parameter.Maximum)
            _problems.Error(body.At, $"a range from {low} to {high} for '{entry.Name}'", $"one within the bounds of the parameter, {parameter.Minimum} to {parameter.Maximum}");
        if (start is { } given && !(given > low && given < high)) _problems.Error(fields.PlaceOf("start"), $"a start of {given}", $"a number between {low} and {high}");
        var own = parameter.Value.BaseValue!.Value;
        return new FittedParameter(entry.Name, entry.Key.At, low, high, start ?? (own > low && own < high ? own : (low + high) / 2), prior);
    }

    private Distribution? ReadPrior(MappingNode? mapping)
    {
        if (mapping is null) return null;
        if (mapping.Entries is [var only] && DistributionReader.Names.Contains(only.Name)) return DistributionReader.Read(only.Name, only.Value, _problems)?.Distribution;
        _problems.Error(mapping.At, "a prior that is not one distribution", $"one of {string.Join(", ", DistributionReader.Names)}");
        return null;
    }

    private Likelihood? ReadLikelihood(string target, Fields fields)
    {
        var value = fields.Number("value", "what was observed");
        var error = fields.Number("se", "its standard error");
        var interval = fields.Optional("ci95");
        var events = fields.Number("events", "how many had the event");
        var trials = fields.Number("trials", "of how many");
        var scaleName = fields.Scalar("scale", $"one of {string.Join(", ", Scales.Keys)}");
        if (scaleName is not null && !Scales.ContainsKey(scaleName.Text))
            _problems.Error(scaleName.At, $"{scaleName.Kind} as 'scale'", $"one of {string.Join(", ", Scales.Keys)}", scaleName.Text, Scales.Keys);
        if (events is not null || trials is not null) return Counts(events, trials, value is null && error is null && interval is null && scaleName is null, fields);

        const string Expected = "'value:' with 'se:' or 'ci95:', or 'events:' with 'trials:'";
        if (value is not { } observed || error is null == interval is null)
        {
            _problems.Error(fields.At, $"the target '{target}' without {(value is null ? "what was observed" : error is null ? "its uncertainty" : "one statement of its uncertainty")}", Expected);
            return null;
        }
        var scale = scaleName is null ? LikelihoodScale.Natural : Scales.GetValueOrDefault(scaleName.Text);
        if (!NormalLikelihood.Reaches(scale, observed))
        {
            _problems.Error(fields.PlaceOf("value"), $"a value of {observed} on the {scaleName!.Text} scale", scale == LikelihoodScale.Log ? "a number above 0" : "a number between 0 and 1");
            return null;
        }
        if (error is { } se) return se > 0 ? new NormalLikelihood(observed, se, scale) : RefuseLikelihood(fields.PlaceOf("se"), $"a standard error of {se}", "a number above 0");
        return Interval(observed, interval!, scale, scaleName is not null);
    }

    private NormalLikelihood? Interval(double observed, Node interval, LikelihoodScale scale, bool isChosen)
    {
        const double Slack = 0.05;
        if (interval is not SequenceNode { Items: [ScalarNode first, ScalarNode second] } || !Fields.TryNumber(first, out var lower) || !Fields.TryNumber(second, out var upper)
            || !(lower < observed && observed < upper) || !NormalLikelihood.Reaches(scale, lower) || !NormalLikelihood.Reaches(scale, upper))
        {
            _ = RefuseLikelihood(interval.At, $"{interval.Kind} as 'ci95' of {observed}", "two numbers, one below and one above it, that the scale reaches: '[0.026, 0.053]'");
            return null;
        }
        var (below, middle, above) = (NormalLikelihood.OnScale(scale, lower), NormalLikelihood.OnScale(scale, observed), NormalLikelihood.OnScale(scale, upper));
        var lean = (above - middle) / (above - below) - 0.5;
        if (Math.Abs(lean) > Slack && !isChosen)
            _problems.Warn(interval.At, $"an interval that is not symmetric about {observed}, taken as that of a normal error", "'scale: log' or 'scale: logit'");
        return new NormalLikelihood(observed, (above - below) / (2 * HalfWidthOf95), scale);
    }

    private BinomialLikelihood? Counts(double? events, double? trials, bool isAlone, Fields fields)
    {
        if (!isAlone || events is not { } k || trials is not { } n)
        {
            _problems.Error(fields.At, "counts of events", "'events:' with 'trials:', and no 'value', 'se', 'ci95' or 'scale' beside them");
            return null;
        }
        if (n > 0 && k >= 0 && k <= n) return new BinomialLikelihood(k, n);
        _problems.Error(fields.PlaceOf("events"), $"{k} events of {n}", "no fewer than 0 and no more than 'trials', which is above 0");
        return null;
    }

    private NormalLikelihood? RefuseLikelihood(Diagnostics.SourceLocation at, string found, string expected)
    {
        _problems.Error(at, found, expected);
        return null;
    }
}
