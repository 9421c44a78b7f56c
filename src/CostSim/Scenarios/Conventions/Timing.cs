namespace CostSim.Scenarios.Conventions;

/// <summary>When each outcome is counted, paid and discounted.</summary>
/// <param name="Default">Of the outcomes that are not named.</param>
/// <param name="ByOutcome">Of those that are, by name.</param>
public sealed record Timing(OutcomeTiming Default, IReadOnlyDictionary<string, OutcomeTiming> ByOutcome)
{
    /// <summary>The same convention for all outcomes.</summary>
    public static Timing Of(OutcomeTiming timing) => new(timing, new Dictionary<string, OutcomeTiming>());

    /// <summary>The same correction for all outcomes, with the times that go with it.</summary>
    public static Timing Of(CycleCorrection correction) => Of(OutcomeTiming.Of(correction));

    /// <summary>The timing of an outcome.</summary>
    public OutcomeTiming this[string outcome] => ByOutcome.GetValueOrDefault(outcome, Default);
}
