using CostSim.Reporting;

namespace CostSim.Cli.Tests.Figures;

/// <summary>What a payer may meet, each as a small run.</summary>
internal static class Situation
{
    private const int Draws = 40;

    private static readonly Dictionary<string, Func<RunRecord>> All = new()
    {
        ["dominant"] = () => SmallRun.Of(Draws, "en-GB", new("usual care", 8_000, 6.1), new("new drug", 7_200, 6.4)),
        ["dominated"] = () => SmallRun.Of(Draws, "en-GB", new("usual care", 8_000, 6.1), new("new drug", 9_500, 6.0)),
        ["extended-dominance"] = () => SmallRun.Of(Draws, "en-US", new("usual care", 8_000, 6.1), new("old drug", 12_000, 6.2), new("new drug", 14_000, 6.6)),
        ["saves-but-worse"] = () => SmallRun.Of(Draws, "de-DE", new("hospital", 12_000, 6.1), new("home", 5_500, 6.05)),
        ["tie"] = () => SmallRun.Of(Draws, "fr-FR", new("usual care", 8_000, 6.1, 0, 0), new("same care", 8_000, 6.1, 0, 0), new("new drug", 20_000, 6.15)),
        ["one-strategy"] = () => SmallRun.Of(Draws, "nl-NL", new SmallRun.Arm("usual care", 8_000, 6.1)),
        ["undecided"] = () => SmallRun.Of(Draws, "es-ES", new("usual care", 8_000, 6.1), new("new drug", 8_430, 6.1085, 3_000, 0.2)),
        ["no-price-will-do"] = () => SmallRun.Of(Draws, "en-US", new("usual care", 3_000, 6.1), new("injection", 4_000, 6.2), new("patch", 4_500, 6.15), new("surgery", 9_000, 7.4)),
    };

    /// <summary>Those that take many draws to tell apart.</summary>
    private static readonly Dictionary<string, Func<RunRecord>> Large = new()
    {
        ["likely-is-not-best"] = () => SmallRun.Of(2_000, "en-US", new("usual care", 8_000, 6.1, 200, 0.5), new("gamble", 8_000, 6.1, 200, 0.5), new("new drug", 8_000, 6.17, 100, 0.002)),
    };

    public static IReadOnlyCollection<string> Small => All.Keys;

    public static TheoryData<string> Names => [.. All.Keys];

    public static TheoryData<string> AllNames => [.. All.Keys, .. Large.Keys];

    public static RunRecord Run(string name) => (All.GetValueOrDefault(name) ?? Large[name])();
}
