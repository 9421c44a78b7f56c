using CostSim.Language;
using CostSim.Models;

namespace CostSim.Verification;

/// <summary>A clock that stops at five years can't tell six: a comparison that is true, or false, at every reading is a slip.</summary>
internal static class ClockRangeCheck
{
    public static Verdict Run(ModelUnderTest model)
    {
        var clocks = model.Scenario.Model.Families.SelectMany(family => family.Dimensions).OfType<ClockDimension>().ToLookup(clock => clock.Name);
        if (clocks.Count == 0) return Verdict.NotApplicable("the model has no clock");
        var cycle = model.Scenario.Model.Cycle;
        var (compared, wrong) = (0, new List<string>());
        foreach (var comparison in ExpressionsOf(model.Scenario.Model).SelectMany(Parts).OfType<BinaryExpression>().Where(part => Operators.IsComparison(part.Operator)))
        {
            if (Clock(comparison.Left, comparison.Right) is not var (clock, time, isLeft)) continue;
            compared++;
            // Where several families have a clock of that name, one of them must be able to tell.
            var tells = clocks[clock].Any(dimension => Enumerable.Range(0, dimension.Cycles + 1).Select(reading => Holds(comparison.Operator, isLeft ? cycle.Times(reading) : time, isLeft ? time : cycle.Times(reading))).Distinct().Count() > 1);
            if (!tells) wrong.Add($"{comparison.At}: '{comparison}' is the same at every reading of '{clock}', which goes to {Near.Text(clocks[clock].Max(dimension => cycle.Times(dimension.Cycles)))} years");
        }
        return compared == 0 ? Verdict.NotApplicable("no expression compares a clock with a length of time") : Verdict.Of(wrong, $"{compared} comparisons hold at some readings and not at others");

        (string Clock, double Time, bool IsLeft)? Clock(Expression left, Expression right) => (left, right) switch
        {
            (NameExpression name, NumberExpression number) when clocks.Contains(name.Name) => (name.Name, number.Value, true),
            (NumberExpression number, NameExpression name) when clocks.Contains(name.Name) => (name.Name, number.Value, false),
            _ => null,
        };
    }

    private static bool? Holds(BinaryOperator comparison, double left, double right) => comparison switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        BinaryOperator.GreaterOrEqual => left >= right,
        BinaryOperator.Equal => left == right,
        BinaryOperator.NotEqual => left != right,
        _ => null,
    };

    private static IEnumerable<Expression> Parts(Expression expression) => expression.Children.SelectMany(Parts).Prepend(expression);

    private static IEnumerable<Expression> ExpressionsOf(Model model) =>
    [
        .. model.Lets.Select(let => let.Expression),
        .. model.AtStart.Concat(model.Events).SelectMany(item => item.Rules).SelectMany(rule => rule.Branches.Select(branch => branch.Share).OfType<Expression>().Append(rule.Probability).Concat(rule.From.Select(selector => selector.Where).OfType<Expression>())),
        .. model.Outcomes.SelectMany(outcome => outcome.In).Select(reward => reward.PerYear),
        .. model.Outcomes.SelectMany(outcome => outcome.In).Select(reward => reward.In.Where).OfType<Expression>(),
        .. model.Outcomes.SelectMany(outcome => outcome.On).Select(reward => reward.Amount),
        .. model.Outcomes.SelectMany(outcome => outcome.Into).Select(reward => reward.Amount),
    ];
}
