namespace CostSim.Cli.Tests;

/// <summary>A test that needs signals, a shell or device files.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = UnixOnly.Reason;
}

/// <summary>A theory that needs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = UnixOnly.Reason;
}

/// <summary>Why such a test is not run; null where it is.</summary>
internal static class UnixOnly
{
    public static string? Reason => OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("COSTSIM_REQUIRE_ALL") != "1" ? "Needs Unix." : null;
}
