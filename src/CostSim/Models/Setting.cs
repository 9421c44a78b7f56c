using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>Something that a strategy chooses.</summary>
/// <param name="Name">As strategies and expressions use it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="About">What it means.</param>
public abstract record Setting(string Name, SourceLocation At, string About);

/// <summary>A choice between yes and no.</summary>
public sealed record FlagSetting(string Name, SourceLocation At, string About, bool Default) : Setting(Name, At, About);

/// <summary>A choice among labels.</summary>
/// <param name="Labels">What may be chosen; also the labels of inputs that are given <c>by</c> this setting.</param>
public sealed record ChoiceSetting(string Name, SourceLocation At, string About, IReadOnlyList<string> Labels, string Default) : Setting(Name, At, About);

/// <summary>A number, or an expression of a scenario's parameters.</summary>
/// <param name="Unit">The unit that a strategy's value must have.</param>
/// <param name="Default">An expression; null: each strategy must give a value.</param>
public sealed record NumberSetting(string Name, SourceLocation At, string About, Unit Unit, ScalarNode? Default) : Setting(Name, At, About);
