namespace CostSim.Scenarios;

/// <summary>When enough is known to stop drawing: as soon as everything that is asked for holds at every threshold.</summary>
/// <param name="SeIncrementalNetBenefit">
/// The most that the standard error of each strategy's incremental net benefit against the reference may be; money, above 0; null where it is not asked for.
/// </param>
/// <param name="Decision">
/// The least probability that the strategies of the highest mean net benefit are truly the best at all thresholds, however often was looked; above ½ and
/// below 1; null where it is not asked for.
/// </param>
public sealed record StopRule(double? SeIncrementalNetBenefit, double? Decision);
