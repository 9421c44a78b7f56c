using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>Something that a strategy chooses.</summary>
/// <param name="Name">As strategies and expressions use it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="About">What it means.</param>
public abstract record Setting(string Name, SourceLocation At, string About)
{
    /// <summary>Words that strategies use themselves, so that no setting can have them as its name.</summary>
    public static readonly IReadOnlyList<string> Taken = ["about", "model", "start"];
}

/// <summary>A choice between yes and no.</summary>
public sealed record FlagSetting(string Name, SourceLocation At, string About, bool Default) : Setting(Name, At, About);

/// <summary>A choice among labels.</summary>
/// <param name="Labels">What may be chosen; also the labels of inputs that are given <c>by</c> this setting.</param>
public sealed record ChoiceSetting(string Name, SourceLocation At, string About, IReadOnlyList<string> Labels, string Default) : Setting(Name, At, About);

/// <summary>A number, or an expression of a scenario's parameters.</summary>
/// <param name="Unit">The unit that a strategy's value must have.</param>
/// <param name="Default">An expression; null: each strategy must give a value.</param>
public sealed record NumberSetting(string Name, SourceLocation At, string About, Unit Unit, ScalarNode? Default) : Setting(Name, At, About)
{
    /// <summary>The least value that makes sense, in the unit; may be minus infinity.</summary>
    public required double Minimum { get; init; }

    /// <summary>The greatest value that makes sense; may be infinity.</summary>
    public required double Maximum { get; init; }

    /// <summary>The bounds, for messages.</summary>
    public string Allowed => (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
    {
        (true, true) => $"a number from {Minimum} to {Maximum}",
        (true, false) => $"at least {Minimum}",
        _ => $"at most {Maximum}",
    };
}
