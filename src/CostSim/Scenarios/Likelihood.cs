namespace CostSim.Scenarios;

/// <summary>What was observed, and how sure that is: how likely it is, given what a model says.</summary>
public abstract record Likelihood
{
    /// <summary>What was observed.</summary>
    public abstract double Observed { get; }

    /// <summary>Its standard error, on the scale of <see cref="Misfit"/>; as text for tables.</summary>
    public abstract string Uncertainty { get; }

    /// <summary>The logarithm of how likely the observation is if the model is right, less that of a model that fits it exactly: 0 or below; −∞ where it cannot be.</summary>
    /// <param name="model">What the model says.</param>
    public abstract double Log(double model);

    /// <summary>By how many standard errors the model lies above the observation; with its sign, <c>√(−2 · Log)</c>.</summary>
    public double Misfit(double model) => Math.Sign(model - Observed) * Math.Sqrt(-2 * Log(model));

    /// <summary>How much one observation tells of the model's value: the Fisher information, 1 / variance.</summary>
    public abstract double Information(double model);
}

/// <summary>An estimate with a normal error, on a scale of its own: <c>−½ ((g(model) − g(observed)) / se)²</c>.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">On the scale; finite, above 0.</param>
/// <param name="Scale">g.</param>
public sealed record NormalLikelihood(double Value, double StandardError, LikelihoodScale Scale) : Likelihood
{
    public override double Observed => Value;

    public override string Uncertainty => Scale switch
    {
        LikelihoodScale.Log => $"se {StandardError:G4} of its logarithm",
        LikelihoodScale.Logit => $"se {StandardError:G4} of its logit",
        _ => $"se {StandardError:G4}",
    };

    /// <summary>The scale's own reach: a logarithm needs a number above 0, a logit one between 0 and 1.</summary>
    public static bool Reaches(LikelihoodScale scale, double value) => scale switch
    {
        LikelihoodScale.Log => value > 0,
        LikelihoodScale.Logit => value is > 0 and < 1,
        _ => double.IsFinite(value),
    };

    /// <summary>g(value).</summary>
    public static double OnScale(LikelihoodScale scale, double value) => scale switch
    {
        LikelihoodScale.Log => Math.Log(value),
        LikelihoodScale.Logit => Math.Log(value / (1 - value)),
        _ => value,
    };

    public override double Log(double model)
    {
        if (!Reaches(Scale, model)) return double.NegativeInfinity;
        var misfit = (OnScale(Scale, model) - OnScale(Scale, Value)) / StandardError;
        return -0.5 * misfit * misfit;
    }

    public override double Information(double model)
    {
        var slope = Scale switch
        {
            LikelihoodScale.Log => 1 / model,
            LikelihoodScale.Logit => 1 / (model * (1 - model)),
            _ => 1,
        };
        return slope * slope / (StandardError * StandardError);
    }
}

/// <summary>On which scale an estimate's error is normal.</summary>
public enum LikelihoodScale
{
    /// <summary>Its own.</summary>
    Natural,

    /// <summary>That of its natural logarithm: rates, ratios, costs.</summary>
    Log,

    /// <summary>That of its log odds: probabilities.</summary>
    Logit,
}

/// <summary>Events among people: binomial, <c>k ln p + (n − k) ln(1 − p)</c> less its greatest value.</summary>
/// <param name="Events">How many had the event; 0 to <paramref name="Trials"/>.</param>
/// <param name="Trials">Of how many people; above 0.</param>
public sealed record BinomialLikelihood(double Events, double Trials) : Likelihood
{
    public override double Observed => Events / Trials;

    public override string Uncertainty => $"{Events} of {Trials}";

    public override double Log(double model)
    {
        // Occupancies and counts are sums, which miss 0 and 1 by rounding.
        if (!(model >= -1e-12 && model <= 1 + 1e-12)) return double.NegativeInfinity;
        return Term(Events, model, Observed) + Term(Trials - Events, 1 - model, 1 - Observed);

        static double Term(double count, double share, double observed) => count == 0 ? 0 : share <= 0 ? double.NegativeInfinity : count * Math.Log(share / observed);
    }

    public override double Information(double model) => Trials / (model * (1 - model));
}
