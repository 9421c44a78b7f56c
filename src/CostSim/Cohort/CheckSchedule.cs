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
        var (once, changing) = (new List<NumberCheck>(), new List<NumberCheck>());
        foreach (var check in plan.Checks)
        {
            if (!check.AtStart && _evaluation.DependsOnCycle(check.Node)) changing.Add(check);
            else if (IsEverUsed(check)) once.Add(check);
        }
        Once = [.. once];
        ByCycle = new NumberCheck[_cycles][];
        var due = new List<NumberCheck>();
        for (var cycle = 0; cycle < _cycles; cycle++)
        {
            var changed = _evaluation.ChangedSlots(cycle);
            due.Clear();
            foreach (var check in changing)
            {
                if (IsUsed(check, cycle) && (cycle == 0 || !IsUsed(check, cycle - 1) || HasChanged(operands[check.Node], cycle, changed))) due.Add(check);
            }
            ByCycle[cycle] = [.. due];
        }
    }

    /// <summary>At the first cycle.</summary>
    public NumberCheck[] Once { get; }

    /// <summary>At each cycle, besides.</summary>
    public NumberCheck[][] ByCycle { get; }

    private bool HasChanged(Operand place, int cycle, bool[] changedSlots) => place.IsVector
        ? changedSlots[place.Index]
        : !_evaluation.Number(place, cycle).Equals(_evaluation.Number(place, cycle - 1));

    private bool IsUsed(NumberCheck check, int cycle) => check.When < 0 || _evaluation.Scalar(check.When, cycle) != 0;

    private bool IsEverUsed(NumberCheck check)
    {
        for (var cycle = 0; cycle < (check.AtStart ? 1 : _cycles); cycle++)
        {
            if (IsUsed(check, cycle)) return true;
        }
        return check.When < 0;
    }
}
