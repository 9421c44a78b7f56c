using static CostSim.Language.Types.Quantity;

namespace CostSim.Language;

/// <summary>The functions of the language: the one list that checking, calculating and the documentation use.</summary>
public static class Functions
{
    private const string Briggs = "Briggs, Claxton & Sculpher (2006), Decision Modelling for Health Economic Evaluation, ch. 3";
    private const string Collett = "Collett (2015), Modelling Survival Data in Medical Research, 3rd ed., ch. 5";
    private const string Flexsurv = "the parametrisation of the R package flexsurv (Jackson 2016, J Stat Softw 70(8))";

    private static readonly Dictionary<string, LanguageFunction> ByName = List().ToDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyCollection<LanguageFunction> All => ByName.Values;

    /// <summary>The function of a name, or null.</summary>
    public static LanguageFunction? Find(string name) => ByName.GetValueOrDefault(name);

    private static LanguageFunction[] List() =>
    [
        new("exp", [new("x", Plain)], Plain, "The exponential function.", "e^x"),
        new("ln", [new("x", Plain)], Plain, "The natural logarithm.", "ln x"),
        new("sqrt", [new("x", Plain)], Plain, "The square root.", "√x"),
        new("abs", [new("x", Any)], Any, "The size without the sign.", "|x|"),
        new("floor", [new("x", Plain)], Plain, "The greatest whole number that is not above x.", "⌊x⌋"),
        new("min", [new("a", Any), new("b", Any)], Any, "The least of its arguments.", "min(a, b, …)") { Repeating = 1 },
        new("max", [new("a", Any), new("b", Any)], Any, "The greatest of its arguments.", "max(a, b, …)") { Repeating = 1 },
        new("interpolate", [new("x", Any), new("x1", Any), new("y1", Other), new("x2", Any), new("y2", Other)], Other,
            "The value at x on the straight lines between the points (x1, y1), (x2, y2), …; the first or last y outside them. The x of the points increase.",
            "y1 + (y2 - y1) / (x2 - x1) * (x - x1)") { Repeating = 2 },
        new("rate_to_probability", [new("rate", Rate), new("time", Time)], Plain,
            "The probability that an event of a constant rate happens within a time: within a cycle when no time is given.",
            "1 - exp(-rate * time)") { LastIsCycle = true, Source = Briggs },
        new("probability_to_rate", [new("probability", Plain), new("time", Time)], Rate,
            "The constant rate at which an event has a probability within a time.",
            "-ln(1 - probability) / time") { Source = Briggs },
        new("rescale_probability", [new("probability", Plain), new("from", Time), new("to", Time)], Plain,
            "A probability within one time as one within another, at a constant rate.",
            "1 - (1 - probability)^(to / from)") { Source = Briggs },
        new("probability_to_odds", [new("probability", Plain)], Plain, "The odds of a probability.", "probability / (1 - probability)"),
        new("odds_to_probability", [new("odds", Plain)], Plain, "The probability of odds.", "odds / (1 + odds)"),
        new("apply_hazard_ratio", [new("probability", Plain), new("hazard_ratio", Plain)], Plain,
            "A probability within a time when the hazard is multiplied by a ratio.",
            "1 - (1 - probability)^hazard_ratio") { Source = Briggs },
        new("apply_odds_ratio", [new("probability", Plain), new("odds_ratio", Plain)], Plain,
            "A probability when its odds are multiplied by a ratio.",
            "probability * odds_ratio / (1 - probability + probability * odds_ratio)"),
        new("apply_relative_risk", [new("probability", Plain), new("relative_risk", Plain)], Plain,
            "A probability multiplied by a ratio. A product above 1 is no number and stops the run.",
            "probability * relative_risk, if at most 1"),
        new("exponential_survival", [new("time", Time), new("rate", Rate)], Plain,
            "The proportion without the event at a time, at a constant rate.", "exp(-rate * time)") { Source = Collett },
        new("weibull_survival", [new("time", Time), new("shape", Plain), new("scale", Time)], Plain,
            "The proportion without the event at a time, when its hazard follows a power of time.",
            "exp(-(time / scale)^shape)") { Source = Collett },
        new("gompertz_survival", [new("time", Time), new("shape", Rate), new("rate", Rate)], Plain,
            "The proportion without the event at a time, when its hazard is rate * exp(shape * time).",
            "exp(-rate / shape * (exp(shape * time) - 1)); exp(-rate * time) for shape 0") { Source = Flexsurv },
        new("loglogistic_survival", [new("time", Time), new("shape", Plain), new("scale", Time)], Plain,
            "The proportion without the event at a time that has a log-logistic distribution.",
            "1 / (1 + (time / scale)^shape)") { Source = Collett },
        new("lognormal_survival", [new("time", Time), new("meanlog", Plain), new("sdlog", Plain)], Plain,
            "The proportion without the event at a time whose logarithm (of years) has a normal distribution.",
            "1 - Φ((ln(time in years) - meanlog) / sdlog)") { Source = Collett },
        new("gamma_survival", [new("time", Time), new("shape", Plain), new("rate", Rate)], Plain,
            "The proportion without the event at a time that has a gamma distribution.",
            "Γ(shape, rate * time) / Γ(shape)") { Source = Collett },
        new("generalised_gamma_survival", [new("time", Time), new("mu", Plain), new("sigma", Plain), new("q", Plain)], Plain,
            "The proportion without the event at a time that has a generalised gamma distribution; q may be 0 (lognormal) or below.",
            "Γ(q^-2, u) / Γ(q^-2) for q > 0, 1 minus it for q < 0, with u = q^-2 * exp(q * (ln(time in years) - mu) / sigma)") { Source = "Prentice (1974), Biometrika 61(3); the parametrisation of flexsurv" },
    ];
}
