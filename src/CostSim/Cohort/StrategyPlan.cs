using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>How one strategy moves and rewards a cohort: sparse arrays over the states that it can reach.</summary>
/// <remarks>States are places in <see cref="States"/>; values that expressions give are nodes of the plan's graph.</remarks>
internal sealed record StrategyPlan
{
    public required string Name { get; init; }

    /// <summary>The states that the strategy can reach.</summary>
    public required HealthState[] States { get; init; }

    /// <summary>Each clock's states from "just set" to its last reading.</summary>
    public required int[][] ClockChains { get; init; }

    /// <summary>Shares of the cohort at time zero, before the start events; they sum to one.</summary>
    public required StartPlace[] Start { get; init; }

    /// <summary>What the branches of a tree earn at time zero, per person of the whole cohort.</summary>
    public required Earning[] StartEarnings { get; init; }

    public required EventStep[] AtStart { get; init; }

    public required EventStep[] Events { get; init; }

    /// <summary>For each state, its place among <see cref="Rewards"/>; -1 where nothing is earned.</summary>
    public required int[] RewardOf { get; init; }

    /// <summary>What states earn per year; states that earn alike share one.</summary>
    public required Earning[][] Rewards { get; init; }

    /// <summary>What moves earn once; moves that earn alike share one.</summary>
    public required Earning[][] Payments { get; init; }
}

/// <summary>A share of the cohort that starts in a state.</summary>
internal readonly record struct StartPlace(int State, int Share);

/// <summary>An amount of an outcome: per person and year in a state, or per person who moves.</summary>
/// <param name="Outcome">Of a strategy's plan the outcome; of a group's the account.</param>
/// <param name="Amount">The node of the amount.</param>
internal readonly record struct Earning(int Outcome, int Amount);

/// <summary>An event, as moves by origin.</summary>
/// <param name="When">The node of its condition, the same in all draws; -1 for always.</param>
/// <param name="Origins">In the order of their states, each state once at most.</param>
internal sealed record EventStep(string Name, int When, Origin[] Origins)
{
    /// <summary>The place of a state among the origins; negative where nobody leaves it.</summary>
    public int IndexOf(int state)
    {
        var (low, high) = (0, Origins.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = Origins[middle].State;
            if (found == state) return middle;
            if (found < state) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }
}

/// <summary>A state that people leave in an event.</summary>
/// <param name="State">The state.</param>
/// <param name="Stay">The node of the share that is still there afterwards, those who return included; -1 where all are.</param>
/// <param name="Moves">They compete: each takes its share of the start occupancy.</param>
/// <param name="PaidFlows">What part of the start occupancy earns something by moving.</param>
internal readonly record struct Origin(int State, int Stay, Move[] Moves, PaidFlow[] PaidFlows);

/// <summary>A share of a state's people who go to another, or return.</summary>
/// <param name="Target">Where to.</param>
/// <param name="Probability">The node of the probability with which people leave.</param>
/// <param name="Share">The node of the share of those who do; -1 where the probability is that of the whole move.</param>
internal readonly record struct Move(int Target, int Probability, int Share = -1);

/// <summary>A share of a state's people who earn something by moving.</summary>
/// <param name="Payment">Its place among the strategy's payments.</param>
/// <param name="Probability">As that of a <see cref="Move"/>.</param>
/// <param name="Share">As that of a <see cref="Move"/>.</param>
internal readonly record struct PaidFlow(int Payment, int Probability, int Share = -1);
