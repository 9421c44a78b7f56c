using CostSim.Analysis;
using CostSim.Analysis.Frontiers;

namespace CostSim.Reporting;

/// <summary>Everything that a run's folder says: what figures and the report are made of.</summary>
/// <remarks>Made by reading the folder's files, also at the end of a run, so that what is made from it can be made again from the files to the same bytes.</remarks>
public sealed record RunRecord
{
    public required ResolvedScenario Scenario { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>How many parameter sets the results rest on.</summary>
    public required long Draws { get; init; }

    /// <summary>In the order of the scenario.</summary>
    public required IReadOnlyList<StrategyResult> Strategies { get; init; }

    /// <summary>With every parameter at its base value; in the order of the scenario.</summary>
    public required IReadOnlyList<DeterministicResult> Deterministic { get; init; }

    /// <summary>By ascending mean cost.</summary>
    public required IReadOnlyList<FrontierEntry> Frontier { get; init; }

    /// <summary>Every other strategy against the reference, in the order of the scenario.</summary>
    public required IReadOnlyList<Increment> Increments { get; init; }

    /// <summary>How cost and effect vary together, of each of <see cref="Increments"/>.</summary>
    public required IReadOnlyList<IncrementSpread> IncrementSpreads { get; init; }

    /// <summary>Expected value of perfect information per person, at each threshold.</summary>
    public required IReadOnlyList<ValueAtWillingnessToPay> Evpi { get; init; }

    /// <summary>Over the grid of willingness to pay.</summary>
    public required AcceptabilityCurves Curves { get; init; }

    /// <summary>How means and their errors settled as draws were added.</summary>
    public required Convergence Convergence { get; init; }

    /// <summary>Who is in which state when; of each strategy, in the order of the scenario.</summary>
    public required IReadOnlyList<StrategyTrace> Traces { get; init; }

    /// <summary>How often counted events have happened until when; of each strategy, in the order of the scenario. Empty where the model counts none.</summary>
    public IReadOnlyList<StrategyEvents> Events { get; init; } = [];

    /// <summary>What parameters rest on that are pooled from studies, in the order of the scenario; empty where none is.</summary>
    public IReadOnlyList<EvidenceRecord> Evidence { get; init; } = [];

    /// <summary>Some of the draws.</summary>
    public required DrawSample Sample { get; init; }

    /// <summary>The same for each part of the population; empty where it has none.</summary>
    public IReadOnlyList<ProfileResult> Profiles { get; init; } = [];

    /// <summary>What to know before these numbers are quoted; a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What checks of the model found; null where the run was not asked for them.</summary>
    public IReadOnlyList<ModelCheck>? Checks { get; init; }

    /// <summary>
    /// The point of the grid that answer, table and figures speak of until a reader chooses another: the nearest to the middle one of the scenario's
    /// thresholds (the lower of two in the middle), or the middle of the grid where it has none.
    /// </summary>
    public int DefaultPoint
    {
        get
        {
            double[] thresholds = [.. Scenario.Thresholds.Order()];
            var grid = Curves.WillingnessToPay;
            if (thresholds.Length == 0) return (grid.Length - 1) / 2;
            var middle = thresholds[(thresholds.Length - 1) / 2];
            return Enumerable.Range(0, grid.Length).MinBy(point => Math.Abs(grid[point] - middle));
        }
    }

    /// <summary>The willingness to pay at <see cref="DefaultPoint"/>; money per QALY.</summary>
    public double DefaultThreshold => Curves.WillingnessToPay[DefaultPoint];
}

/// <summary>What a run found for one part of the population, per person of it.</summary>
/// <param name="Weight">Its share of the population; mean of the draws.</param>
/// <param name="Strategies">In the order of the scenario.</param>
/// <param name="Increments">Every other strategy against the reference.</param>
/// <param name="Curves">Over the grid of willingness to pay.</param>
public sealed record ProfileResult(
    string Name, string About, double Weight, IReadOnlyList<StrategyResult> Strategies, IReadOnlyList<Increment> Increments, AcceptabilityCurves Curves);

/// <summary>A check of the model from outside.</summary>
/// <param name="Claim">What must hold.</param>
/// <param name="Status">"pass", "fail", "not applicable", or "accepted" where the scenario gives a reason for a failure.</param>
/// <param name="Why">What was found.</param>
public sealed record ModelCheck(string Name, string Claim, string Status, string Why);

/// <summary>One strategy with every parameter at its base value.</summary>
/// <param name="LifeYears">Null where the model counts none.</param>
/// <param name="OtherOutcomes">By name.</param>
public sealed record DeterministicResult(string Name, double Cost, double Qaly, double? LifeYears, IReadOnlyDictionary<string, double> OtherOutcomes);
