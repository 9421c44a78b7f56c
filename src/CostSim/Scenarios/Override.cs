namespace CostSim.Scenarios;

/// <summary>A value that the command line puts in the place of the scenario's own.</summary>
/// <param name="Name">A parameter, <c>psa.draws</c> or <c>psa.seed</c>.</param>
/// <param name="Value">A number; for a parameter also an expression of others.</param>
public sealed record Override(string Name, string Value)
{
    public const string Draws = "psa.draws";

    public const string Seed = "psa.seed";

    /// <summary>What messages name instead of a file.</summary>
    public string Origin => $"--set {Name}={Value}";
}
