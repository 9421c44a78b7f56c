using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort.Planning;

/// <content>Time zero: what everybody earns; and a decision tree, who takes which branch, what it costs, and where it ends.</content>
internal sealed partial class StrategyPlanBuilder
{
    private readonly List<Earning> _startEarnings = [];

    private StartPlace[] Grow(IReadOnlyList<TreeBranch> tree)
    {
        var ends = new List<StartPlace>();
        Divide(tree, Graph.Constant(1), ends);
        return [.. ends];
    }

    private void EarnAtStart()
    {
        foreach (var outcome in Model.Outcomes)
        {
            if (outcome.AtStart is not null && expressions.Compile(outcome.AtStart, null) is { } amount)
                _startEarnings.Add(Earn(plan.IndexOfOutcome(outcome.Name), amount, null, outcome.AtStart));
        }
    }

    /// <param name="branches">Of one node.</param>
    /// <param name="arriving">The node of the share of the cohort that comes to it.</param>
    /// <param name="ends">Receives the states in which branches end.</param>
    private void Divide(IReadOnlyList<TreeBranch> branches, int arriving, List<StartPlace> ends)
    {
        var rest = Graph.Constant(1);
        foreach (var branch in branches.OrderBy(branch => branch.Probability is null))   // the rest comes last
        {
            var probability = rest;
            if (branch.Probability is not null)
            {
                if (expressions.Compile(branch.Probability, null) is not { } own) continue;
                (probability, rest) = (own, Graph.Subtract(rest, own));
            }
            var expression = branch.Probability ?? branches.Select(other => other.Probability).FirstOrDefault(other => other is not null);
            if (expression is not null)
                plan.Check(new NumberCheck(probability, -NumberCheck.Rounding, 1 + NumberCheck.Rounding, -1, AtStart: true, strategy, $"the probability of the branch '{branch.Name}'", null, expression));
            var share = Graph.Multiply(arriving, probability);
            if (Graph.IsConstant(share, out var value) && value == 0) continue;
            foreach (var earning in branch.Earns)
            {
                if (expressions.Compile(earning.Amount, null) is { } amount)
                    _startEarnings.Add(Earn(plan.IndexOfOutcome(earning.Outcome), Graph.Multiply(share, amount), null, earning.Amount));
            }
            Divide(branch.Then, share, ends);
            if (branch.To is not null) ends.Add(new StartPlace(Place(branch.To.ResolveStart(Model.Families, Model.Space, out _)), plan.Root(share)));
        }
    }
}
