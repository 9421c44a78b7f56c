using CostSim.Scenarios.Conventions;

namespace CostSim.Reporting;

/// <summary>When an outcome is counted and from when it is discounted; see <see cref="OutcomeTiming"/>.</summary>
/// <param name="Method">As scenario files name it: "half-cycle".</param>
/// <param name="Compounding">"yearly", "whole-years" or "continuous".</param>
public sealed record ResolvedTiming(string Method, double Discounting, double Events, string Compounding)
{
    internal static ResolvedTiming Of(OutcomeTiming timing) => new(
        CycleCorrections.ByName.First(pair => pair.Value == timing.Correction).Key,
        timing.Discounting,
        timing.Events,
        timing.Compounding switch
        {
            Scenarios.Conventions.Compounding.Yearly => "yearly",
            Scenarios.Conventions.Compounding.WholeYears => "whole-years",
            Scenarios.Conventions.Compounding.Continuous => "continuous",
            _ => throw new ArgumentOutOfRangeException(nameof(timing), timing.Compounding, "Unknown way of compounding."),
        });
}
