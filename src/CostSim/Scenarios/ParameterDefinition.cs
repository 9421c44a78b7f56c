using CostSim.Diagnostics;
using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Language;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>A number of a scenario: what it is, how sure it is, and where it comes from.</summary>
/// <param name="Name">Without brackets: <c>u_kl.2</c>.</param>
/// <param name="At">Where it is given.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Minimum">The least value that makes sense; a draw below stops the run.</param>
/// <param name="Maximum">The greatest value that makes sense; a draw above stops the run.</param>
/// <param name="Value">How its values come about.</param>
/// <param name="Source">A citation, "assumption", or null when none is given.</param>
/// <param name="About">What it means; may be empty.</param>
public sealed record ParameterDefinition(
    string Name, SourceLocation At, Unit Unit, double Minimum, double Maximum, ParameterValue Value, string? Source, string About)
{
    /// <summary>Whether its author says that it has no source.</summary>
    public bool IsAssumption => Source is not null && Source.StartsWith("assumption", StringComparison.OrdinalIgnoreCase);
}

/// <summary>How the values of a parameter come about.</summary>
public abstract record ParameterValue
{
    /// <summary>As tables show it: <c>beta(alpha: 131, beta: 28.8)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The value of the deterministic analysis; null when it follows from other parameters.</summary>
    public abstract double? BaseValue { get; }
}

/// <summary>One certain number.</summary>
public sealed record FixedValue(double Value) : ParameterValue
{
    public override string Description => Value.ToString("R");

    public override double? BaseValue => Value;
}

/// <summary>Drawn from a distribution, by inversion of the parameter's own stream of uniform numbers.</summary>
/// <param name="Distribution">What is known of it.</param>
/// <param name="Base">The value of the deterministic analysis; the distribution's mean unless the scenario says otherwise.</param>
/// <param name="Description">As the scenario wrote it.</param>
public sealed record SampledValue(Distribution Distribution, double Base, string Description) : ParameterValue
{
    /// <summary>The studies that it was pooled from; null for a distribution that the scenario states.</summary>
    public PooledParameter? Pooled { get; init; }

    public override string Description { get; } = Description;

    public override double? BaseValue => Base;
}

/// <summary>One of several numbers that are drawn together.</summary>
/// <param name="Group">The name that the numbers share.</param>
/// <param name="Labels">Of all of them.</param>
/// <param name="Joint">What is known of them.</param>
/// <param name="Component">Which of them this is.</param>
/// <param name="Base">The value of the deterministic analysis.</param>
/// <param name="Description">As the scenario wrote it.</param>
public abstract record JointValue(string Group, IReadOnlyList<string> Labels, JointDistribution Joint, int Component, double Base, string Description) : ParameterValue
{
    public override string Description { get; } = Description;

    public override double? BaseValue => Base;
}

/// <summary>One of several proportions that are drawn together and sum to one.</summary>
/// <param name="Group">The name that the proportions share.</param>
/// <param name="Dirichlet">What is known of them.</param>
/// <param name="Component">Which of them this is.</param>
/// <param name="Base">The value of the deterministic analysis.</param>
/// <param name="Description">As the scenario wrote it.</param>
public sealed record DirichletValue(string Group, DirichletDistribution Dirichlet, int Component, double Base, string Description)
    : JointValue(Group, Dirichlet.Labels, Dirichlet, Component, Base, Description);

/// <summary>One of several numbers that vary together: effects as a network of studies leaves them, coefficients of a regression, a row of a bootstrap.</summary>
/// <param name="Group">The name that the numbers share.</param>
/// <param name="Labels">Of all of them.</param>
/// <param name="Joint">What is known of them.</param>
/// <param name="Component">Which of them this is.</param>
/// <param name="Base">The value of the deterministic analysis.</param>
/// <param name="Description">As tables show it.</param>
public sealed record CorrelatedValue(string Group, IReadOnlyList<string> Labels, JointDistribution Joint, int Component, double Base, string Description)
    : JointValue(Group, Labels, Joint, Component, Base, Description)
{
    /// <summary>The network that they are the effects of; null for others.</summary>
    public PooledNetwork? Network { get; init; }
}

/// <summary>Calculated from other parameters, in every draw.</summary>
public sealed record DerivedValue(Expression Expression) : ParameterValue
{
    public override string Description => Expression.ToString();

    public override double? BaseValue => null;
}

/// <summary>Taken from a column of a supplied sample; the base value is the one that the scenario gives, else the column's mean.</summary>
public sealed record SuppliedValue(double[] Column, double Base, string File) : ParameterValue
{
    public override string Description => $"column of {File}";

    public override double? BaseValue => Base;
}
