using CostSim.Language.Evaluation;
using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>Looks into one strategy at the base values of the parameters: who moves where in a cycle, and what each state earns. Not to be shared between threads.</summary>
/// <remarks>It walks through the plan one person and one number at a time: slow, and with nothing of the engine's own but the plan.</remarks>
public sealed class CohortProbe
{
    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;
    private readonly StrategyPlan _strategy;
    private int _cycle = -1;

    /// <param name="plan">A compiled scenario.</param>
    /// <param name="strategy">The strategy's place.</param>
    public CohortProbe(CohortPlan plan, int strategy)
    {
        _plan = plan;
        _workspace = plan.Evaluation.CreateWorkspace(Workspace.Lane);
        _operands = plan.Evaluation.OperandsByNode();
        _strategy = plan.Strategies[strategy];
        var values = plan.Sampler.BaseValues();
        _workspace.LoadBlock(Workspace.Lane, (column, block) => block.Fill(values[column]));
        _workspace.EvaluateDraws();
    }

    /// <summary>The states that the strategy can reach, by place; not in the order of the model.</summary>
    public IReadOnlyList<HealthState> States => _strategy.States;

    /// <summary>The places of the states in which people can be when a cycle begins: no clock has just been set there.</summary>
    public IReadOnlyList<int> Origins =>
        [.. Enumerable.Range(0, States.Count).Where(place => !States[place].Family.Dimensions.Where((dimension, d) => dimension is ClockDimension && States[place].Positions[d] == ClockDimension.JustSet).Any())];

    /// <summary>The names of the events that move somebody, start events included.</summary>
    public IEnumerable<string> Events => _strategy.AtStart.Concat(_strategy.Events).Where(item => item.Origins.Length > 0).Select(item => item.Name);

    /// <summary>Where people are at time zero, after the start events: shares of the cohort by place.</summary>
    public double[] Start()
    {
        Evaluate(0);
        var people = new double[States.Count];
        foreach (var (state, share) in _strategy.Start) people[state] += Number(share, 0);
        foreach (var item in _strategy.AtStart) Happen(item, 0, people);
        AdvanceClocks(people);
        return people;
    }

    /// <summary>The moves of one cycle: from each of some states, the share of its people that is in each state when the next cycle begins.</summary>
    /// <param name="cycle">From 0.</param>
    /// <param name="origins">Places of states; of <see cref="Origins"/>.</param>
    /// <returns>For each origin, its targets with a share other than 0, in the order of their places.</returns>
    public IReadOnlyList<IReadOnlyList<(int Target, double Share)>> Moves(int cycle, IReadOnlyList<int> origins)
    {
        Evaluate(cycle);
        return [.. origins.Select(origin => Moves(cycle, origin))];
    }

    /// <summary>What a person earns of an outcome per year in a state.</summary>
    /// <param name="cycle">From 0 to the number of cycles.</param>
    /// <param name="place">The state.</param>
    /// <param name="outcome">Its place among the plan's outcomes; of a sum of outcomes, its parts are asked for.</param>
    public double PerYear(int cycle, int place, int outcome)
    {
        Evaluate(cycle);
        var reward = _strategy.RewardOf[place];
        if (reward < 0) return 0;
        var sum = 0.0;
        foreach (var (earned, amount) in _strategy.Rewards[reward])
        {
            if (earned != outcome) continue;
            sum += Number(amount, cycle);
        }
        return sum;
    }

    private List<(int Target, double Share)> Moves(int cycle, int origin)
    {
        var people = new double[States.Count];
        people[origin] = 1;
        foreach (var item in _strategy.Events) Happen(item, cycle, people);
        AdvanceClocks(people);
        return [.. people.Select((share, place) => (place, share)).Where(move => move.share != 0)];
    }

    private void Happen(EventStep item, int cycle, double[] people)
    {
        if (item.When >= 0 && Number(item.When, cycle) == 0) return;
        var start = (double[])people.Clone();
        foreach (var origin in item.Origins.Where(origin => start[origin.State] != 0))
        {
            // Those who return to their state are among those who stay.
            if (origin.Stay >= 0) people[origin.State] -= start[origin.State] * (1 - Number(origin.Stay, cycle));
            foreach (var (target, probability, share) in origin.Moves.Where(move => move.Target != origin.State))
                people[target] += start[origin.State] * Number(probability, cycle) * (share < 0 ? 1 : Number(share, cycle));
        }
    }

    private void AdvanceClocks(double[] people)
    {
        foreach (var chain in _strategy.ClockChains)
        {
            people[chain[^1]] += people[chain[^2]];
            for (var i = chain.Length - 2; i > 0; i--) people[chain[i]] = people[chain[i - 1]];
            people[chain[0]] = 0;
        }
    }

    private double Number(int node, int cycle)
    {
        var place = _operands[node];
        return place.IsVector ? _workspace.Vector(place)[0] : _plan.Evaluation.Number(place, cycle);
    }

    private void Evaluate(int cycle)
    {
        if (cycle == _cycle) return;
        _workspace.EvaluateCycle(cycle);
        _cycle = cycle;
    }
}
