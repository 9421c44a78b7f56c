namespace CostSim.Report.Tests;

/// <summary>A test that needs Chromium; where there is none it says so, and fails where no test may be skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.WhyNot;
}

/// <summary>A theory that needs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.WhyNot;
}

/// <summary>The browser of this machine.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Where it is; null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("COSTSIM_CHROMIUM") ?? Find();

    /// <summary>Why tests that need it are not run; null where they are.</summary>
    public static string? WhyNot => Path is null && Environment.GetEnvironmentVariable("COSTSIM_REQUIRE_ALL") != "1" ? "Needs Chromium: none of chromium, chromium-browser and google-chrome is on the PATH, and COSTSIM_CHROMIUM names none." : null;

    private static string? Find() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in Names
        let path = System.IO.Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();
}
