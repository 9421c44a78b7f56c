using System.Runtime.InteropServices;

namespace CostSim.Cohort.Planning;

/// <summary>Decides where earnings go: straight to accounts, or by way of an accumulator for each series of weights.</summary>
internal sealed class DepositPlanner
{
    /// <summary>The index of the weight that is always 1: events at time zero are neither discounted nor corrected.</summary>
    private const int Unweighted = 0;

    private readonly CohortPlan _plan;
    private readonly StrategyPlan _group;
    private readonly bool _isTraced;
    private readonly int _accounts;
    private readonly List<double[]> _weights;
    private readonly List<Settlement> _settlements = [];
    private readonly List<(Earning[] Earnings, int Series)> _accumulators = [];
    private readonly List<Deposit> _changing = [];
    private readonly List<Deposit[]> _fixed = [];
    private readonly DepositPlan?[] _ofRewards;
    private readonly DepositPlan?[] _ofPayments;
    private readonly DepositPlan?[] _ofStartPayments;

    /// <param name="plan">The scenario's plan.</param>
    /// <param name="group">The group.</param>
    /// <param name="isTraced">Whether totals are undiscounted.</param>
    public DepositPlanner(CohortPlan plan, StrategyGroup group, bool isTraced)
    {
        (_plan, _group, _isTraced) = (plan, group.Plan, isTraced);
        (_accounts, _weights) = (group.Strategies.Length * plan.Outcomes.Count, [AlwaysOne(plan.Scenario.Cycles + 1)]);
        _ofRewards = new DepositPlan?[_group.Rewards.Length];
        (_ofPayments, _ofStartPayments) = (new DepositPlan?[_group.Payments.Length], new DepositPlan?[_group.Payments.Length]);
    }

    /// <summary>See <see cref="GroupProgram.Weights"/>.</summary>
    public double[][] Weights => [.. _weights];

    /// <summary>See <see cref="GroupProgram.Accumulators"/>.</summary>
    public int Accumulators => _accounts + _accumulators.Count;

    /// <summary>See <see cref="GroupProgram.Settlements"/>.</summary>
    public Settlement[] Settlements => [.. _settlements];

    /// <summary>Where amounts go that change with the cycle: straight to an account, each with a series.</summary>
    public IReadOnlyList<Deposit> Changing => _changing;

    /// <summary>Where the others go, as weighted occupancies: what people earn who earn alike, each once.</summary>
    public IReadOnlyList<Deposit[]> Fixed => _fixed;

    /// <summary>What people earn by being where they are at a boundary.</summary>
    /// <remarks>Planned when it is first asked for: what nobody ever earns has no accumulator to be multiplied by, since its amount may be no number.</remarks>
    /// <param name="reward">One of the group's rewards.</param>
    public DepositPlan OfReward(int reward) => _ofRewards[reward] ??= Plan(_group.Rewards[reward], isEvent: false, isAtStart: false);

    /// <summary>What people earn by moving.</summary>
    /// <param name="payment">One of the group's payments.</param>
    /// <param name="isAtStart">Whether at time zero.</param>
    public DepositPlan OfPayment(int payment, bool isAtStart) =>
        (isAtStart ? _ofStartPayments : _ofPayments)[payment] ??= Plan(_group.Payments[payment], isEvent: true, isAtStart);

    private DepositPlan Plan(Earning[] earnings, bool isEvent, bool isAtStart)
    {
        var (changing, steady, series) = (new List<ChangingDeposit>(), new List<(int Series, Earning Earning)>(), new List<int>());
        foreach (var earning in earnings)
        {
            var own = SeriesOf(earning, isEvent, isAtStart);
            if (_plan.Evaluation.DependsOnCycle(earning.Amount))
            {
                changing.Add(new ChangingDeposit(TargetOf(earning.Outcome, own), earning.Amount));
                continue;
            }
            steady.Add((own, earning));
            if (!series.Contains(own)) series.Add(own);
        }
        if (series.Count == 0) return new DepositPlan([.. changing], -1);
        var deposits = new List<Deposit>();
        foreach (var own in series) deposits.Add(new Deposit(AccumulatorOf(steady, own), Factor.One, own));
        return new DepositPlan([.. changing], PlaceOf(deposits));
    }

    private int TargetOf(int account, int series)
    {
        var known = _changing.FindIndex(deposit => deposit.Row == account && deposit.Series == series);
        if (known >= 0) return known;
        _changing.Add(new Deposit(account, Factor.One, series));
        return _changing.Count - 1;
    }

    private int PlaceOf(List<Deposit> deposits)
    {
        var known = _fixed.FindIndex(other => other.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(deposits)));
        if (known >= 0) return known;
        _fixed.Add([.. deposits]);
        return _fixed.Count - 1;
    }

    /// <summary>The accumulator of all who earn the same amounts with a series, whatever else they earn.</summary>
    private int AccumulatorOf(List<(int Series, Earning Earning)> earned, int series)
    {
        var own = new List<Earning>();
        foreach (var (at, earning) in earned)
        {
            if (at == series) own.Add(earning);
        }
        var known = _accumulators.FindIndex(accumulator => accumulator.Series == series && accumulator.Earnings.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(own)));
        if (known >= 0) return _accounts + known;
        _accumulators.Add(([.. own], series));
        foreach (var (account, amount) in own) _settlements.Add(new Settlement(account, Accumulators - 1, amount));
        return Accumulators - 1;
    }

    private int SeriesOf(Earning earning, bool isEvent, bool isAtStart)
    {
        if (isAtStart) return Unweighted;
        var outcome = earning.Outcome % _plan.Outcomes.Count;
        var ofPlan = _isTraced ? _plan.UndiscountedWeights : _plan.Weights;
        var weights = isEvent ? ofPlan.OfEvents(outcome) : ofPlan.AtBoundaries(outcome);
        var known = _weights.FindIndex(series => series.AsSpan().SequenceEqual(weights));
        if (known >= 0) return known;
        _weights.Add(weights);
        return _weights.Count - 1;
    }

    private static double[] AlwaysOne(int length)
    {
        var weights = new double[length];
        Array.Fill(weights, 1);
        return weights;
    }
}

/// <summary>The deposits of some earnings.</summary>
/// <param name="Changing">Amounts that change with the cycle.</param>
/// <param name="Fixed">The others, as a place among <see cref="DepositPlanner.Fixed"/>; -1 where there are none.</param>
internal sealed record DepositPlan(ChangingDeposit[] Changing, int Fixed);

/// <summary>A deposit whose amount is another in each cycle.</summary>
/// <param name="Target">Its place among <see cref="DepositPlanner.Changing"/>.</param>
/// <param name="Amount">The node of the amount.</param>
internal readonly record struct ChangingDeposit(int Target, int Amount);
