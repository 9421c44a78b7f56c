using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>Why a run with a rule for stopping stopped.</summary>
/// <param name="Rule">What was asked for.</param>
/// <param name="Draws">After how many draws.</param>
/// <param name="Limit">The most that there could have been.</param>
/// <param name="IsKnown">Whether all that was asked for held; else the limit was reached.</param>
/// <param name="LargestSe">The largest standard error of an incremental net benefit against the reference, over strategies and thresholds; money.</param>
/// <param name="Decision">A lower bound of the probability that the choice is right at every threshold, with all looks accounted for; 0 to 1.</param>
public sealed record StopReport(StopRule Rule, long Draws, long Limit, bool IsKnown, double LargestSe, double Decision)
{
    /// <summary>A sentence that says so.</summary>
    public string Words
    {
        get
        {
            var asked = new List<string>();
            if (Rule.SeIncrementalNetBenefit is { } se) asked.Add($"the largest standard error of an incremental net benefit is {LargestSe:G4} (wanted: {se:G4})");
            if (Rule.Decision is { } decision) asked.Add($"the choices are right with a probability of at least {Decision:P2} (wanted: {decision:P2})");
            var why = string.Join(", and ", asked);
            return IsKnown ? $"Stopped after {Draws:N0} of at most {Limit:N0} draws: {why}." : $"Reached the limit of {Limit:N0} draws before enough was known: {why}.";
        }
    }
}
