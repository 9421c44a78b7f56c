using CostSim.Diagnostics;
using CostSim.Language;

namespace CostSim.Models;

/// <summary>Something that can happen once in every cycle; the rules that leave the same state compete.</summary>
/// <param name="Name">As outcomes refer to it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="When">A condition on strategy settings, age and time under which it happens at all; null for always.</param>
/// <param name="Rules">Every rule sees the occupancy at the event's start; with rates, people may move along several of them within the cycle.</param>
public sealed record ModelEvent(string Name, SourceLocation At, Expression? When, IReadOnlyList<Rule> Rules)
{
    /// <summary>Whether its rules are rates, which compete all through the cycle.</summary>
    public bool IsByRates => Rules.Count > 0 && Rules[0].IsRate;
}

/// <summary>Moves a share of the people in some states.</summary>
/// <param name="Name">As outcomes refer to it, or null: they refer to its event.</param>
/// <param name="From">The states it concerns.</param>
/// <param name="Probability">The share that moves in a cycle, 0 to 1; or, where <paramref name="IsRate"/>, the rate per year.</param>
/// <param name="Branches">Where they go; the shares of several branches sum to one.</param>
/// <param name="IsRate">Whether the rule moves people all through the cycle, at a rate; then all rules of its event do.</param>
public sealed record Rule(string? Name, SourceLocation At, IReadOnlyList<Selector> From, Expression Probability, IReadOnlyList<Branch> Branches, bool IsRate)
{
    /// <summary>Where its name is written.</summary>
    public required SourceLocation NameAt { get; init; }
}

/// <summary>One of the ways that a rule's people go.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Share">Of those who move, 0 to 1; null: those that the other branches leave.</param>
public sealed record Branch(Target Target, Expression? Share);

/// <summary>Some states of a family: <c>knee where kl &lt; 4</c>.</summary>
/// <param name="Family">The family.</param>
/// <param name="Where">A condition on the family's dimensions, or null: all of it.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Text">As it is written.</param>
public sealed record Selector(StateFamily Family, Expression? Where, SourceLocation At, string Text);
