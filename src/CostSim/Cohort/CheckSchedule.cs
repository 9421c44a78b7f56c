using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>When each number of a plan is to be checked: once where it never changes, else in each cycle that uses it with another value than the one before.</summary>
internal sealed class CheckSchedule
{
    private readonly EvaluationPlan _evaluation;
    private readonly int _cycles;

    public CheckSchedule(CohortPlan plan)
    {
        (_evaluation, _cycles) = (plan.Evaluation, plan.Scenario.Cycles);
        var operands = _evaluation.OperandsByNode();
        var lookup = plan.Checks.ToLookup(check => check.AtStart || !_evaluation.DependsOnCycle(check.Node));
        Once = [.. lookup[true].Where(IsEverUsed)];
        NumberCheck[] changing = [.. lookup[false]];
        ByCycle = [.. Enumerable.Range(0, _cycles).Select(cycle =>
        {
            var changed = _evaluation.ChangedSlots(cycle);
            return changing.Where(check => IsUsed(check, cycle) && (cycle == 0 || !IsUsed(check, cycle - 1) || HasChanged(operands[check.Node], cycle, changed))).ToArray();
        })];
    }

    /// <summary>At the first cycle.</summary>
    public NumberCheck[] Once { get; }

    /// <summary>At each cycle, besides.</summary>
    public NumberCheck[][] ByCycle { get; }

    private bool HasChanged(Operand place, int cycle, bool[] changedSlots) => place.IsVector
        ? changedSlots[place.Index]
        : !_evaluation.Number(place, cycle).Equals(_evaluation.Number(place, cycle - 1));

    private bool IsUsed(NumberCheck check, int cycle) => check.When < 0 || _evaluation.Scalar(check.When, cycle) != 0;

    private bool IsEverUsed(NumberCheck check) =>
        check.When < 0 || Enumerable.Range(0, check.AtStart ? 1 : _cycles).Any(cycle => _evaluation.Scalar(check.When, cycle) != 0);
}
