using CostSim.Cohort.Kernels;
using CostSim.Diagnostics;
using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>Stops a run at the first number that cannot be, and says all that is needed to find out why.</summary>
internal sealed class NumberChecker
{
    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;

    public NumberChecker(CohortPlan plan, Workspace workspace, Operand[] operands) => (_plan, _workspace, _operands) = (plan, workspace, operands);

    /// <summary>Checks the parameters of a block against their bounds.</summary>
    /// <param name="firstDraw">The block's first draw; null in the deterministic analysis.</param>
    /// <param name="draws">How many count.</param>
    public void CheckParameters(long? firstDraw, int draws)
    {
        for (var p = 0; p < _plan.ParameterNodes.Length; p++)
        {
            var place = _operands[_plan.ParameterNodes[p]];
            if (!place.IsVector) continue;
            var parameter = _plan.Scenario.Parameters[p];
            // Infinity is beyond every bound, also where a parameter has none.
            var (lower, upper) = (Math.Max(parameter.Minimum, double.MinValue), Math.Min(parameter.Maximum, double.MaxValue));
            var values = _workspace.Vector(place);
            if (CohortKernels.AllBetween(values, lower, upper)) continue;
            var d = FirstOutside(values[..draws], lower, upper);
            throw Impossible($"The parameter '{parameter.Name}' is {values[d]:R}, outside {parameter.Minimum} to {parameter.Maximum} {parameter.Unit}{At(firstDraw, d)}.", values[d], firstDraw, d,
                new Problem(Severity.Error, parameter.At, $"{values[d]:R} for '{parameter.Name}'", $"{parameter.Minimum} to {parameter.Maximum} {parameter.Unit}", null));
        }
    }

    /// <summary>Checks the numbers that are used in a cycle.</summary>
    public void CheckCycle(int cycle, long? firstDraw, int draws)
    {
        if (cycle == 0) Check(_plan.CheckSchedule.Once, cycle, firstDraw, draws);
        if (cycle < _plan.Scenario.Cycles) Check(_plan.CheckSchedule.ByCycle[cycle], cycle, firstDraw, draws);
    }

    /// <summary>Checks that every result is a number.</summary>
    public void CheckTotals(CohortSimulation simulation, long? firstDraw, int draws)
    {
        foreach (var strategy in simulation.Strategies)
        {
            for (var outcome = 0; outcome < _plan.Outcomes.Count; outcome++)
            {
                var total = simulation.Total(strategy, outcome);
                if (CohortKernels.AllBetween(total, double.MinValue, double.MaxValue)) continue;
                var d = FirstOutside(total[..draws], double.MinValue, double.MaxValue);
                throw ImpossibleTotal(strategy, outcome, total[d], firstDraw, d);
            }
        }
    }

    /// <summary>Looks for the amount that made a result no number, cycle by cycle: the block has failed, so its values need not be kept.</summary>
    private SimulationException ImpossibleTotal(int strategy, int outcome, double total, long? firstDraw, int d)
    {
        var name = _plan.Strategies[strategy].Name;
        int[] parts = _plan.Sums[outcome] ?? [outcome];
        Amount[] amounts = [.. _plan.Amounts.Where(amount => amount.Strategy == strategy && parts.Contains(amount.Outcome))];
        for (var cycle = 0; cycle <= _plan.Scenario.Cycles; cycle++)
        {
            _workspace.EvaluateCycle(cycle);
            foreach (var amount in amounts)
            {
                var value = ValueOf(_operands[amount.Node], cycle, d);
                if (double.IsFinite(value)) continue;
                var what = $"what '{_plan.Outcomes[amount.Outcome]}' counts is {value:R}";
                var where = $"cycle {cycle}{(amount.State is null ? "" : $", state '{amount.State}'")}";
                return Impossible(
                    $"{amount.Expression.At}: {what}: strategy '{name}'{At(firstDraw, d)}, {where}, from '{amount.Expression}'.", value, firstDraw, d,
                    new Problem(Severity.Error, amount.Expression.At, $"{what}: strategy '{name}', {where}", "a number", null));
            }
        }
        return Impossible($"The outcome '{_plan.Outcomes[outcome]}' of strategy '{name}' is {total:R}{At(firstDraw, d)}.", total, firstDraw, d);
    }

    private double ValueOf(Operand place, int cycle, int d) => place.IsVector ? _workspace.Vector(place)[d] : _plan.Evaluation.Number(place, cycle);

    private void Check(NumberCheck[] checks, int cycle, long? firstDraw, int draws)
    {
        foreach (var check in checks)
        {
            var place = _operands[check.Node];
            var (value, d) = (0.0, 0);
            if (place.IsVector)
            {
                var values = _workspace.Vector(place);
                if (CohortKernels.AllBetween(values, check.Lower, check.Upper)) continue;
                d = FirstOutside(values[..draws], check.Lower, check.Upper);
                value = values[d];
            }
            else
            {
                value = _plan.Evaluation.Number(place, cycle);
                if (value >= check.Lower && value <= check.Upper) continue;
            }
            var where = check.State is null ? "" : $", state '{check.State}'";
            throw Impossible(
                $"{check.Expression.At}: {check.What} is {value:R}, which is not {check.Allowed}: strategy '{_plan.Strategies[check.Strategy].Name}'"
                + $"{At(firstDraw, d)}, cycle {cycle}{where}, from '{check.Expression}'.", value, firstDraw, d,
                new Problem(Severity.Error, check.Expression.At, $"{check.What} is {value:R}: strategy '{_plan.Strategies[check.Strategy].Name}', cycle {cycle}{where}", check.Allowed, null));
        }
    }

    private static int FirstOutside(ReadOnlySpan<double> values, double lower, double upper)
    {
        for (var d = 0; d < values.Length; d++)
        {
            if (!(values[d] >= lower && values[d] <= upper)) return d;
        }
        throw new InvalidOperationException("A number beyond the last draw is outside its bounds, though it repeats the last draw.");
    }

    private static string At(long? firstDraw, int d) => firstDraw is { } first ? $", draw {first + d}" : ", base values";

    private SimulationException Impossible(string message, double value, long? firstDraw, int d, Problem? problem = null)
    {
        var parameters = _plan.Scenario.Parameters.Select((parameter, p) => KeyValuePair.Create(parameter.Name, ValueOf(_operands[_plan.ParameterNodes[p]], cycle: 0, d)));
        return new SimulationException(message, firstDraw + d, [.. parameters]) { Problem = problem, IsNoNumber = double.IsNaN(value) };
    }
}
