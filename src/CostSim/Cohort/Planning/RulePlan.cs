using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort.Planning;

/// <summary>A rule of an event, as a strategy's plan asks for it state after state.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsFrom">Which of the model's states it concerns.</param>
/// <param name="Branches">Where its people go; those who take the rest come last.</param>
/// <param name="Paid">What its people earn.</param>
internal sealed record RulePlan(Rule Rule, bool[] IsFrom, Branch[] Branches, NamedAmount[] Paid)
{
    /// <summary>Whether all of the rule's people move: a branch takes the rest.</summary>
    public bool IsWhole => Branches is [.., { Share: null }];
}

/// <summary>An amount of an outcome, as a model writes it.</summary>
/// <param name="Outcome">The outcome's place.</param>
/// <param name="Amount">The amount.</param>
/// <param name="Selected">Which of the model's states earn it, by being there or by being entered; empty where states do not decide.</param>
internal sealed record NamedAmount(int Outcome, Expression Amount, bool[] Selected);
