using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>Looks into one strategy at the base values of the parameters: who moves where in a cycle, and what each state earns. Not to be shared between threads.</summary>
/// <remarks>
/// The engine itself answers: one person is put into each state in turn, as draws of one block, and the cycle's events happen to all of them at once.
/// So whatever the engine can do, a probe sees.
/// </remarks>
public sealed class CohortProbe
{
    /// <summary>States that are asked side by side.</summary>
    private const int Width = 8 * Workspace.Lane;

    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;
    private readonly StrategyRun _run;
    private int _cycle = -1;

    /// <param name="plan">A compiled scenario.</param>
    /// <param name="strategy">The strategy's place.</param>
    public CohortProbe(CohortPlan plan, int strategy)
    {
        _plan = plan;
        _workspace = plan.Evaluation.CreateWorkspace(Width);
        _operands = plan.Evaluation.OperandsByNode();
        _run = new StrategyRun(plan, plan.Strategies[strategy], _workspace, _operands);
        var values = plan.Sampler.BaseValues();
        _workspace.LoadBlock(Width, (column, block) => block.Fill(values[column]));
        _workspace.EvaluateDraws();
    }

    /// <summary>The states that the strategy can reach, by place; not in the order of the model.</summary>
    public IReadOnlyList<HealthState> States => _run.Strategy.States;

    /// <summary>The places of the states in which people can be when a cycle begins: no clock has just been set there.</summary>
    public IReadOnlyList<int> Origins =>
        [.. Enumerable.Range(0, States.Count).Where(place => !States[place].Family.Dimensions.Where((dimension, d) => dimension is ClockDimension && States[place].Positions[d] == ClockDimension.JustSet).Any())];

    /// <summary>The names of the events that move somebody, start events included.</summary>
    public IEnumerable<string> Events => _run.Strategy.AtStart.Concat(_run.Strategy.Events).Where(item => item.Origins.Length > 0).Select(item => item.Name);

    /// <summary>Where people are at time zero, after the start events: shares of the cohort by place.</summary>
    public double[] Start()
    {
        Evaluate(0);
        _run.Start();
        return [.. Enumerable.Range(0, States.Count).Select(place => _run.Occupancy.IsLive(place) ? _run.Occupancy[place][0] : 0)];
    }

    /// <summary>The moves of one cycle: from each of some states, the share of its people that is in each state when the next cycle begins.</summary>
    /// <param name="cycle">From 0.</param>
    /// <param name="origins">Places of states; of <see cref="Origins"/>.</param>
    /// <returns>For each origin, its targets with a share other than 0, in the order of their places.</returns>
    public IReadOnlyList<IReadOnlyList<(int Target, double Share)>> Moves(int cycle, IReadOnlyList<int> origins)
    {
        Evaluate(cycle);
        var moves = origins.Select(_ => new List<(int Target, double Share)>()).ToArray();
        for (var first = 0; first < origins.Count; first += Width)
        {
            var block = Math.Min(Width, origins.Count - first);
            _run.Occupancy.Clear();
            for (var o = 0; o < block; o++) _run.Occupancy.Reach(origins[first + o])[o] = 1;
            _run.Step(cycle);
            for (var place = 0; place < States.Count; place++)
            {
                if (!_run.Occupancy.IsLive(place)) continue;
                var shares = _run.Occupancy[place];
                for (var o = 0; o < block; o++)
                {
                    if (shares[o] != 0) moves[first + o].Add((place, shares[o]));
                }
            }
        }
        return moves;
    }

    /// <summary>What a person earns of an outcome per year in a state.</summary>
    /// <param name="cycle">From 0 to the number of cycles.</param>
    /// <param name="place">The state.</param>
    /// <param name="outcome">Its place among the plan's outcomes; of a sum of outcomes, its parts are asked for.</param>
    public double PerYear(int cycle, int place, int outcome)
    {
        Evaluate(cycle);
        var reward = _run.Strategy.RewardOf[place];
        if (reward < 0) return 0;
        var sum = 0.0;
        foreach (var (earned, amount) in _run.Strategy.Rewards[reward])
        {
            if (earned != outcome) continue;
            var operand = _operands[amount];
            sum += operand.IsVector ? _workspace.Vector(operand)[0] : _plan.Evaluation.Number(operand, cycle);
        }
        return sum;
    }

    private void Evaluate(int cycle)
    {
        if (cycle == _cycle) return;
        _workspace.EvaluateCycle(cycle);
        _cycle = cycle;
    }
}
