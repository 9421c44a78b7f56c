using CostSim.Outcomes;

namespace CostSim.Reporting.Answers;

/// <summary>What a run says at one willingness to pay: which strategy is the best, and by how much.</summary>
/// <param name="run">The run.</param>
/// <param name="point">A place of its grid of willingness to pay.</param>
internal sealed class Decision(RunRecord run, int point)
{
    private readonly double?[] _gapErrors = new double?[run.Strategies.Count];
    private List<int>? _others;
    private IReadOnlyList<int>? _rivals;

    /// <summary>Beyond so many standard errors, a difference is not chance.</summary>
    private const double StandardErrorsOfADecision = 1.96;

    public RunRecord Run => run;

    public double WillingnessToPay => run.Curves.WillingnessToPay[point];

    /// <summary>Place of the strategy with the highest mean net benefit.</summary>
    public int Best => run.Curves.Best[point];

    public int Reference => Enumerable.Range(0, run.Strategies.Count).First(s => run.Strategies[s].Name == run.Scenario.Reference);

    /// <summary>The others, from the smallest gap to the largest.</summary>
    public IReadOnlyList<int> Others => _others ??= ByGap();

    /// <summary>Those of the others that may be as good as the best, as far as the draws can tell.</summary>
    public IReadOnlyList<int> Rivals => _rivals ??= [.. Others.Where(IsTie)];

    public string Name(int strategy) => run.Strategies[strategy].Name;

    public double Probability(int strategy) => run.Curves.ProbabilityBest[strategy][point];

    /// <summary>The place of the strategy that is the best in the most draws.</summary>
    public int MostProbable => Enumerable.Range(0, run.Strategies.Count).MaxBy(Probability);

    /// <summary>Mean net benefit; money per person.</summary>
    public double NetBenefit(int strategy) => run.Curves.MeanNetBenefit[strategy][point];

    /// <summary>How far a strategy's mean net benefit is below the highest: by so much its mean cost per person would have to fall to be as good.</summary>
    public double Gap(int strategy) => NetBenefit(Best) - NetBenefit(strategy);

    /// <summary>What would still be missing if the strategy cost nothing at all; negative if there is a price at which it is the best.</summary>
    public double GapWithoutCost(int strategy) => Gap(strategy) - run.Strategies[strategy].Cost.Mean;

    /// <summary>Monte Carlo standard error of <see cref="Gap"/>, from the draws that the record keeps.</summary>
    /// <remarks>As if draws were independent: too large for designs that spread them evenly, so digits and ties are on the careful side.</remarks>
    public double GapStandardError(int strategy) => _gapErrors[strategy] ??= StandardErrorOfGap(strategy);

    private double StandardErrorOfGap(int strategy)
    {
        var sample = run.Sample.Outcomes;
        if (sample.Draws < 2) return 0;
        var cost = sample[strategy, OutcomeTable.Cost];
        var qaly = sample[strategy, OutcomeTable.Qaly];
        var bestCost = sample[Best, OutcomeTable.Cost];
        var bestQaly = sample[Best, OutcomeTable.Qaly];
        var gaps = new double[sample.Draws];
        var threshold = WillingnessToPay;
        for (var draw = 0; draw < gaps.Length; draw++) gaps[draw] = threshold * (bestQaly[draw] - qaly[draw]) - (bestCost[draw] - cost[draw]);
        // Plain loops: the page asks this for every place of its slider and every strategy.
        var (sum, squares) = (0.0, 0.0);
        foreach (var gap in gaps) sum += gap;
        var mean = sum / gaps.Length;
        foreach (var gap in gaps) squares += (gap - mean) * (gap - mean);
        return Math.Sqrt(squares / (gaps.Length - 1) / run.Draws);
    }

    private bool IsTie(int strategy) => Gap(strategy) <= StandardErrorsOfADecision * GapStandardError(strategy);

    /// <summary>Those of equal gaps stay in their order.</summary>
    private List<int> ByGap()
    {
        var others = new List<int>();
        for (var strategy = 0; strategy < run.Strategies.Count; strategy++)
        {
            if (strategy == Best) continue;
            var place = others.Count;
            while (place > 0 && Gap(others[place - 1]) > Gap(strategy)) place--;
            others.Insert(place, strategy);
        }
        return others;
    }
}
