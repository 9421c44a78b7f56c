using CostSim.Documents;

namespace CostSim.Scenarios.Readers;

/// <content>When enough is known to stop drawing.</content>
public sealed partial class ScenarioReader
{
    private const string Until = "until";
    private const string SeIncrementalNetBenefit = "se_inmb";
    private const string Decision = "decision";

    /// <summary>The rule for stopping; null where there is none, or after a problem.</summary>
    /// <param name="psa">Of the mapping in which it stands.</param>
    /// <param name="sampling">How draws come about.</param>
    private StopRule? ReadUntil(Fields psa, string sampling)
    {
        if (psa.Mapping(Until, "what is to be known, such as { se_inmb: 50, decision: 99% }") is not { } mapping) return null;
        if (sampling is SamplingMethods.Supplied or SamplingMethods.LatinHypercube)
        {
            var (found, expected) = sampling == SamplingMethods.Supplied
                ? ("'until' beside a sample", "none: every row of the sample is used once")
                : ("'until' with a Latin hypercube, which is one only when all of its draws are there", $"'until' with 'sampling: {SamplingMethods.Random}' or 'sampling: {SamplingMethods.Sobol}'");
            _problems.Error(mapping.At, found, expected);
            return null;
        }

        var fields = new Fields(mapping, $"'{Until}'", _problems);
        var se = fields.Number(SeIncrementalNetBenefit, "the most that the standard error of incremental net benefit may be, in money");
        var decision = fields.Number(Decision, "the least probability that the choice is right, such as 99%");
        fields.RefuseOthers();
        if (se is <= 0) _problems.Error(fields.PlaceOf(SeIncrementalNetBenefit), $"{se} as '{SeIncrementalNetBenefit}'", "a number above 0");
        if (decision is <= 0.5 or >= 1) _problems.Error(fields.PlaceOf(Decision), $"{decision} as '{Decision}'", "a probability above 50% and below 100%");
        if (se is null && decision is null && mapping.Entries.Count == 0)
            _problems.Error(mapping.At, $"'{Until}' without anything to wait for", $"'{SeIncrementalNetBenefit}', '{Decision}', or both");
        return new StopRule(se, decision);
    }
}
