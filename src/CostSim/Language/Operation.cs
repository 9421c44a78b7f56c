namespace CostSim.Language;

/// <summary>What a node of a <see cref="Graph"/> calculates. Truth is 1 and 0.</summary>
public enum Operation
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>The number of the cycle, from 0.</summary>
    CycleNumber,

    /// <summary>A parameter, by its column.</summary>
    Parameter,

    /// <summary>A function of one number that does not depend on the draw: a life table.</summary>
    Function,

    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Min,
    Max,

    /// <summary>Q(a, b), the regularised upper incomplete gamma function: the survival function at b of a gamma distribution of shape a and rate 1.</summary>
    UpperGamma,

    /// <summary>P(a, b) = 1 - Q(a, b).</summary>
    LowerGamma,

    /// <summary>1 where a &lt; b, 0 where not, NaN where either is NaN; the next three likewise.</summary>
    Less,
    LessOrEqual,
    Equal,
    NotEqual,

    Negate,
    Exp,
    Log,
    Sqrt,
    Abs,
    Floor,

    /// <summary>1 - exp(-x), exact for a small x: the probability of an event over a cumulative hazard x.</summary>
    HazardToProbability,

    /// <summary>-ln(1 - x), exact for a small x: the cumulative hazard that a probability x comes from.</summary>
    ProbabilityToHazard,

    /// <summary>Φ(x), the standard normal distribution function.</summary>
    NormalCumulative,

    /// <summary>b where a is true, c where it is false, NaN where it is NaN.</summary>
    Select,

    /// <summary>All results of competing rates over one period (<see cref="Rates.RateMatrix"/>): no number itself, but what <see cref="Result"/> takes one from.</summary>
    RateExponential,

    /// <summary>One result of a <see cref="RateExponential"/>.</summary>
    Result,
}
