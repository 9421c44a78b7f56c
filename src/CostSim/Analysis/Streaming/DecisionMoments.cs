namespace CostSim.Analysis.Streaming;

/// <summary>Means and errors of every strategy's cost and effect, and of every paired difference between two strategies.</summary>
internal sealed class DecisionMoments
{
    private readonly int _replicates;
    private readonly PairedMoments[] _alone;
    private readonly PairedMoments[] _differences;   // later strategy less earlier one; see PlaceOf
    private readonly bool[] _areTwins;

    /// <param name="strategies">How many.</param>
    /// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
    public DecisionMoments(int strategies, int replicates)
    {
        _replicates = replicates;
        _alone = [.. Enumerable.Range(0, strategies).Select(_ => new PairedMoments(replicates))];
        _differences = [.. Enumerable.Range(0, strategies * (strategies - 1) / 2).Select(_ => new PairedMoments(replicates))];
        _areTwins = [.. _differences.Select(_ => true)];
    }

    /// <summary>Mean cost of each strategy.</summary>
    public double[] Costs => [.. _alone.Select(moments => moments.MeanOfX)];

    /// <summary>Mean effect of each strategy.</summary>
    public double[] Effects => [.. _alone.Select(moments => moments.MeanOfY)];

    /// <summary>Sum of costs of each strategy.</summary>
    public StableSum[] SumsOfCost => [.. _alone.Select(moments => moments.SumOfX)];

    /// <summary>Sum of effects of each strategy.</summary>
    public StableSum[] SumsOfEffect => [.. _alone.Select(moments => moments.SumOfY)];

    /// <summary>Whether it is known what deviations are taken from: draws can be added up on any thread.</summary>
    public bool HasBegun => Array.TrueForAll(_alone, moments => moments.HasBegun) && Array.TrueForAll(_differences, moments => moments.HasBegun);

    /// <summary>Takes the first draw as that from which deviations are taken.</summary>
    public void Begin(in DecisionColumns first)
    {
        for (var later = 0; later < _alone.Length; later++)
        {
            _alone[later].Begin(first.Cost(later)[0], first.Effect(later)[0]);
            for (var earlier = 0; earlier < later; earlier++)
                _differences[PlaceOf(later, earlier)].Begin(first.Cost(later)[0] - first.Cost(earlier)[0], first.Effect(later)[0] - first.Effect(earlier)[0]);
        }
    }

    /// <summary>What deviations of a strategy's cost and effect are taken from.</summary>
    public (double Cost, double Effect) CentreOf(int strategy) => _alone[strategy].Centre;

    /// <summary>The same for the difference at a place.</summary>
    public (double Cost, double Effect) CentreOfDifference(int place) => _differences[place].Centre;

    /// <summary>Adds the next draws.</summary>
    public void Add(DecisionSums sums)
    {
        for (var s = 0; s < _alone.Length; s++) _alone[s].Add(sums.Alone[s]);
        for (var place = 0; place < _differences.Length; place++)
        {
            _differences[place].Add(sums.Differences[place]);
            _areTwins[place] &= sums.AreTwins[place];
        }
    }

    /// <summary>Whether two strategies have the same cost and effect in every draw.</summary>
    public bool AreTwins(int first, int second) => _areTwins[PlaceOf(Math.Max(first, second), Math.Min(first, second))];

    /// <summary>The standard error of a strategy's mean of <c>costWeight·cost + effectWeight·effect</c>.</summary>
    public double? StandardError(int strategy, double costWeight, double effectWeight) => _alone[strategy].StandardError(costWeight, effectWeight);

    /// <summary>A strategy's mean cost less another's.</summary>
    public PairedDifference OfCost(int strategy, int other) => Difference(strategy, other, 1, 0);

    /// <summary>A strategy's mean effect less another's.</summary>
    public PairedDifference OfEffect(int strategy, int other) => Difference(strategy, other, 0, 1);

    /// <summary>A strategy's mean net monetary benefit less another's.</summary>
    public PairedDifference OfNetBenefit(int strategy, int other, double willingnessToPay) => Difference(strategy, other, -1, willingnessToPay);

    private PairedDifference Difference(int strategy, int other, double costWeight, double effectWeight)
    {
        var moments = _differences[PlaceOf(Math.Max(strategy, other), Math.Min(strategy, other))];
        var mean = costWeight * moments.MeanOfX + effectWeight * moments.MeanOfY;
        return new PairedDifference(strategy > other ? mean : -mean, moments.StandardError(costWeight, effectWeight), _replicates);
    }

    /// <summary>Where the difference between two strategies stands.</summary>
    public static int PlaceOf(int later, int earlier) => later * (later - 1) / 2 + earlier;
}
