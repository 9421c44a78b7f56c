namespace CostSim.Language.Rates;

/// <summary>Competing rates between a few states over one period, as nodes of a <see cref="Graph"/>.</summary>
/// <param name="States">How many states; they are numbered from 0.</param>
/// <param name="Entries">Moves with the node of their rate times the period; each pair of different states once at most.</param>
internal sealed record RateMatrix(int States, IReadOnlyList<RateEntry> Entries)
{
    /// <summary>How many results there are: all transition probabilities, then all times that are spent.</summary>
    public int Results => 2 * States * States;

    /// <summary>The place of the probability to be in <paramref name="to"/> at the period's end, having been in <paramref name="from"/> when it began.</summary>
    public int Transition(int from, int to) => from * States + to;

    /// <summary>The place of the share of the period that is spent in <paramref name="to"/>, having been in <paramref name="from"/> when it began.</summary>
    public int TimeSpent(int from, int to) => States * States + from * States + to;

    /// <summary>Whether a result is a share of time.</summary>
    public bool IsTimeSpent(int result) => result >= States * States;

    /// <summary>The nodes of the rates.</summary>
    public int[] Rates { get; } = [.. Entries.Select(entry => entry.Rate)];

    /// <summary>Equal for matrices that are the same calculation.</summary>
    public string Key => $"{States}:{string.Join(';', Entries.Select(entry => $"{entry.From},{entry.To},{entry.Rate}"))}";
}

/// <summary>A move.</summary>
/// <param name="Rate">The node of the rate times the length of the period; 0 or more.</param>
internal readonly record struct RateEntry(int From, int To, int Rate);
