using System.Numerics.Tensors;
using CostSim.Scenarios;

namespace CostSim.Cohort.Recording;

/// <summary>Keeps how often each counted event has happened to a person of one strategy until each cycle boundary, in every draw: undiscounted.</summary>
/// <remarks>
/// What is kept for a boundary is what the same model with its horizon there would come to. Events that moves are count from the boundary after them. What
/// is earned by being in a state goes by the scenario's cycle correction, whose last boundary weighs otherwise than those before it: the total that
/// runs along, which has weights for the whole horizon, is corrected by the difference.
/// </remarks>
public sealed class EventRecorder
{
    private readonly Counted[] _counted;
    private readonly int _member;
    private readonly int _draws;
    private readonly double[] _until;

    /// <param name="plan">A plan.</param>
    /// <param name="strategy">One of its strategies.</param>
    /// <param name="draws">How many draws will be recorded, from draw 0.</param>
    internal EventRecorder(CohortPlan plan, int strategy, int draws)
        : this([.. CountsOf(plan.Scenario).Select(name => Counted.Of(name, plan, strategy, draws))], plan.Scenario.Cycles + 1, draws) =>
        _member = Array.IndexOf(plan.GroupOf(strategy).Strategies, strategy);

    /// <summary>An empty record of the same events.</summary>
    internal EventRecorder(EventRecorder like, int boundaries, int draws)
        : this([.. like._counted.Select(counted => counted with { EarnedPerYear = [] })], boundaries, draws)
    {
    }

    private EventRecorder(Counted[] counted, int boundaries, int draws)
    {
        (_counted, Boundaries, _draws) = (counted, boundaries, draws);
        Events = [.. counted.Select(item => item.Name)];
        _until = new double[checked(counted.Length * boundaries * draws)];
    }

    /// <summary>Outcomes that are counts, in the order of the tables.</summary>
    public IReadOnlyList<string> Events { get; }

    /// <summary>How many boundaries there are: the cycles, and one more.</summary>
    public int Boundaries { get; }

    /// <summary>How often an event has happened to a person until a boundary, by draw.</summary>
    public Span<double> this[int item, int boundary] => _until.AsSpan((item * Boundaries + boundary) * _draws, _draws);

    /// <summary>The outcomes that count events.</summary>
    public static IReadOnlyList<string> CountsOf(Scenario scenario) =>
        [.. scenario.Model.Outcomes.Where(outcome => outcome.IsCount).Select(outcome => outcome.Name)];

    /// <summary>Keeps what a block has come to at a boundary; the boundaries of a block come in order, blocks perhaps from several threads.</summary>
    internal void Record(GroupRun run, int boundary, int firstDraw, int draws)
    {
        for (var e = 0; e < _counted.Length; e++)
        {
            var counted = _counted[e];
            var until = this[e, boundary].Slice(firstDraw, draws);
            run.TotalSoFar(_member, counted.Outcome)[..draws].CopyTo(until);
            if (counted.EarnedPerYear.Length == 0) continue;
            run.EarnedPerYear(_member, counted.Outcome, boundary)[..draws].CopyTo(counted.EarnedPerYear[boundary].AsSpan(firstDraw));
            for (var earlier = 0; earlier <= boundary; earlier++)
            {
                var difference = counted.WeightUntil(earlier, boundary) - counted.Weights[earlier];
                if (difference != 0) TensorPrimitives.MultiplyAdd(counted.EarnedPerYear[earlier].AsSpan(firstDraw, draws), difference, until, until);
            }
        }
    }

    /// <summary>Adds a profile's numbers, times its weight.</summary>
    /// <param name="profile">At least as long.</param>
    /// <param name="weights">By draw.</param>
    internal void Add(EventRecorder profile, ReadOnlySpan<double> weights)
    {
        for (var e = 0; e < Events.Count; e++)
        {
            for (var boundary = 0; boundary < Boundaries; boundary++) TensorPrimitives.MultiplyAdd(weights, profile[e, boundary], this[e, boundary], this[e, boundary]);
        }
    }

    /// <summary>An outcome that is a count.</summary>
    /// <param name="Outcome">Its place in the plan.</param>
    /// <param name="Plan">What is recorded.</param>
    /// <param name="Weights">What a year in a state counts in the running total, by boundary.</param>
    /// <param name="EarnedPerYear">By boundary and draw, what being in states earns; empty where no state earns it.</param>
    private sealed record Counted(string Name, int Outcome, CohortPlan Plan, double[] Weights, double[][] EarnedPerYear)
    {
        public static Counted Of(string name, CohortPlan plan, int strategy, int draws)
        {
            var outcome = plan.Outcomes.ToList().IndexOf(name);
            var isEarnedInStates = plan.Strategies[strategy].Rewards.Any(reward => reward.Any(earning => earning.Outcome == outcome));
            var boundaries = isEarnedInStates ? plan.Scenario.Cycles + 1 : 0;
            return new Counted(name, outcome, plan, plan.UndiscountedWeights.AtBoundaries(outcome), [.. Enumerable.Range(0, boundaries).Select(_ => new double[draws])]);
        }

        /// <summary>What a year in a state at a boundary counts in a run that ends at another.</summary>
        public double WeightUntil(int boundary, int end) => OutcomeWeights.Until(Plan.Scenario, Name, boundary, end);
    }
}
