using CostSim.Diagnostics;
using CostSim.Models;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <summary>What the author of a scenario intends, so that a check can tell a slip from a choice: the block <c>verify:</c>.</summary>
public sealed record Expectations
{
    public static Expectations None { get; } = new();

    /// <summary>The states of the dead; empty: they are found by their name, or as states that nobody leaves and that earn no life years.</summary>
    public IReadOnlyList<StateFamily> Dead { get; init; } = [];

    /// <summary>States from the best to the worst: each earns no more QALYs per year, and has no lower risk of death, than the one before.</summary>
    public IReadOnlyList<StateFamily> FromBestToWorst { get; init; } = [];

    /// <summary>For a parameter, the only strategies that it may affect.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Only { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What raising a parameter does to an outcome.</summary>
    public IReadOnlyList<ExpectedEffect> Raising { get; init; } = [];

    /// <summary>For an outcome, strategies from the least to the most of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Ascending { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For an outcome, strategies that have equally much of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Equal { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For a state, how long people stay who do not die: they have all left after that time, and not all one cycle earlier.</summary>
    public IReadOnlyDictionary<StateFamily, Duration> Stay { get; init; } = new Dictionary<StateFamily, Duration>();

    /// <summary>For a check that may fail, the reason why that is right.</summary>
    public IReadOnlyDictionary<string, string> Accepted { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the accepted checks are written, for messages about a name that no check has.</summary>
    public IReadOnlyDictionary<string, SourceLocation> AcceptedAt { get; init; } = new Dictionary<string, SourceLocation>();
}

/// <summary>What raising a parameter does.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Direction">1: up, -1: down, 0: nothing, in every strategy that it affects.</param>
public sealed record ExpectedEffect(string Parameter, string Outcome, int Direction);
