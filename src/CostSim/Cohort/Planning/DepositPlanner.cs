namespace CostSim.Cohort.Planning;

/// <summary>Decides where earnings go: straight to accounts, or by way of an accumulator for each series of weights.</summary>
/// <param name="plan">The scenario's plan.</param>
/// <param name="group">The group.</param>
/// <param name="isTraced">Whether totals are undiscounted.</param>
internal sealed class DepositPlanner(CohortPlan plan, StrategyGroup group, bool isTraced)
{
    /// <summary>The index of the weight that is always 1: events at time zero are neither discounted nor corrected.</summary>
    private const int Unweighted = 0;

    private readonly int _accounts = group.Strategies.Length * plan.Outcomes.Count;
    private readonly List<double[]> _weights = [AlwaysOne(plan.Scenario.Cycles + 1)];
    private readonly List<Settlement> _settlements = [];
    private readonly List<(Earning[] Earnings, int Series)> _accumulators = [];
    private readonly DepositPlan?[] _ofRewards = new DepositPlan?[group.Plan.Rewards.Length];
    private readonly DepositPlan?[] _ofPayments = new DepositPlan?[group.Plan.Payments.Length];
    private readonly DepositPlan?[] _ofStartPayments = new DepositPlan?[group.Plan.Payments.Length];

    /// <summary>See <see cref="GroupProgram.Weights"/>.</summary>
    public double[][] Weights => [.. _weights];

    /// <summary>See <see cref="GroupProgram.Accumulators"/>.</summary>
    public int Accumulators => _accounts + _accumulators.Count;

    /// <summary>See <see cref="GroupProgram.Settlements"/>.</summary>
    public Settlement[] Settlements => [.. _settlements];

    /// <summary>What people earn by being where they are at a boundary.</summary>
    /// <param name="reward">One of the group's rewards.</param>
    public DepositPlan OfReward(int reward) => _ofRewards[reward] ??= Plan(group.Plan.Rewards[reward], isEvent: false, isAtStart: false);

    /// <summary>What people earn by moving.</summary>
    /// <param name="payment">One of the group's payments.</param>
    /// <param name="isAtStart">Whether at time zero.</param>
    public DepositPlan OfPayment(int payment, bool isAtStart) =>
        (isAtStart ? _ofStartPayments : _ofPayments)[payment] ??= Plan(group.Plan.Payments[payment], isEvent: true, isAtStart);

    private DepositPlan Plan(Earning[] earnings, bool isEvent, bool isAtStart)
    {
        var (changing, series, deposits) = (new List<ChangingDeposit>(), new List<int>(), new List<Deposit>());
        foreach (var earning in earnings)
        {
            if (!plan.Evaluation.DependsOnCycle(earning.Amount)) continue;
            changing.Add(new ChangingDeposit(earning.Outcome, earning.Amount, SeriesOf(earning, isEvent, isAtStart)));
        }
        foreach (var earning in earnings)
        {
            if (plan.Evaluation.DependsOnCycle(earning.Amount)) continue;
            var own = SeriesOf(earning, isEvent, isAtStart);
            if (!series.Contains(own)) series.Add(own);
        }
        foreach (var one in series) deposits.Add(new Deposit(AccumulatorOf(earnings, one, isEvent, isAtStart), Factor.One, one));
        return new DepositPlan([.. changing], [.. deposits]);
    }

    private int AccumulatorOf(Earning[] earnings, int series, bool isEvent, bool isAtStart)
    {
        var known = _accumulators.FindIndex(accumulator => ReferenceEquals(accumulator.Earnings, earnings) && accumulator.Series == series);
        if (known >= 0) return _accounts + known;
        _accumulators.Add((earnings, series));
        foreach (var earning in earnings)
        {
            if (!plan.Evaluation.DependsOnCycle(earning.Amount) && SeriesOf(earning, isEvent, isAtStart) == series)
                _settlements.Add(new Settlement(earning.Outcome, Accumulators - 1, earning.Amount));
        }
        return Accumulators - 1;
    }

    private int SeriesOf(Earning earning, bool isEvent, bool isAtStart)
    {
        if (isAtStart) return Unweighted;
        var outcome = earning.Outcome % plan.Outcomes.Count;
        var ofPlan = isTraced ? plan.UndiscountedWeights : plan.Weights;
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
/// <param name="Changing">Amounts that change with the cycle go straight to their accounts.</param>
/// <param name="Fixed">The others, as weighted occupancies.</param>
internal sealed record DepositPlan(ChangingDeposit[] Changing, Deposit[] Fixed);

/// <summary>A deposit whose amount is another in each cycle.</summary>
/// <param name="Account">Where to.</param>
/// <param name="Amount">The node of the amount.</param>
/// <param name="Series">Whose weight counts.</param>
internal readonly record struct ChangingDeposit(int Account, int Amount, int Series);
