namespace CostSim.Scenarios;

/// <summary>How parameter sets come about, as scenario files and outputs write it.</summary>
public static class SamplingMethods
{
    /// <summary>Independent draws.</summary>
    public const string Random = "random";

    /// <summary>Each parameter's draws fall one into each of equally likely intervals: McKay, Beckman &amp; Conover (1979).</summary>
    public const string LatinHypercube = "latin-hypercube";

    /// <summary>A Sobol sequence, scrambled after Owen (1995).</summary>
    public const string Sobol = "sobol";

    /// <summary>Taken from a file.</summary>
    public const string Supplied = "supplied";

    /// <summary>Those that a scenario chooses from.</summary>
    public static IReadOnlyList<string> Drawn { get; } = [Random, LatinHypercube, Sobol];

    /// <summary>Whether draws depend on each other, so that errors follow from replicates alone.</summary>
    public static bool IsStratified(string method) => method is LatinHypercube or Sobol;
}
