using System.Runtime.InteropServices;
using CostSim.Numerics;

namespace CostSim.Cohort.Planning;

/// <summary>Who leaves which row in an event, and how those who leave part: to other states, and among those who earn something by it.</summary>
/// <remarks>To be used again and again.</remarks>
/// <param name="group">What belongs to all cycles.</param>
/// <param name="isFollowed">Which states matter.</param>
internal sealed class Departures(GroupProgramBuilder group, bool[] isFollowed)
{
    /// <summary>Ways to part, each as <see cref="Part"/>s in a row.</summary>
    private readonly DistinctSequences _partings = new();
    private readonly List<Departure> _departures = [];
    private readonly List<int> _probabilities = [];
    private readonly List<int> _parting = [];
    private readonly List<int> _sizes = [];

    /// <summary>In the order in which they were added.</summary>
    public ReadOnlySpan<Departure> All => CollectionsMarshal.AsSpan(_departures);

    /// <summary>Ways to part that differ.</summary>
    public int Partings => _partings.Count;

    /// <summary>Begins an event.</summary>
    public void Begin()
    {
        _partings.Clear();
        _departures.Clear();
        _sizes.Clear();
    }

    /// <summary>Adds the people of a row who leave it.</summary>
    /// <param name="origin">What they do.</param>
    /// <param name="row">The row.</param>
    /// <param name="cycle">The cycle.</param>
    public void Add(in Origin origin, int row, int cycle)
    {
        _probabilities.Clear();
        foreach (var move in origin.Moves) AddProbability(group.FactorOf(move.Probability, cycle), cycle);
        foreach (var flow in origin.PaidFlows) AddProbability(group.FactorOf(flow.Probability, cycle), cycle);
        foreach (var probability in _probabilities)
        {
            _parting.Clear();
            foreach (var (target, node, share) in origin.Moves)
            {
                // Who returns stays.
                if (target != origin.State && isFollowed[target] && group.FactorOf(node, cycle) == probability) AddPart(isPaid: false, target, share, cycle);
            }
            foreach (var (payment, node, share) in origin.PaidFlows)
            {
                if (group.FactorOf(node, cycle) == probability) AddPart(isPaid: true, payment, share, cycle);
            }
            if (_parting.Count == 0) continue;
            var parting = _partings.Add(CollectionsMarshal.AsSpan(_parting));
            if (parting == _sizes.Count) _sizes.Add(0);
            _sizes[parting]++;
            _departures.Add(new Departure(row, probability, parting));
        }
    }

    /// <summary>Whether it is less work to add up those who part in a way before they do: where several rows are read several times.</summary>
    public bool IsWorthAdding(int parting) => _sizes[parting] > 1 && Parts(parting).Length > 1;

    /// <summary>How those who leave part.</summary>
    /// <param name="parting">A way to.</param>
    public ReadOnlySpan<Part> Parts(int parting) => MemoryMarshal.Cast<int, Part>(_partings[parting]);

    private void AddProbability(int probability, int cycle)
    {
        if (!group.IsZero(probability, cycle) && !_probabilities.Contains(probability)) _probabilities.Add(probability);
    }

    private void AddPart(bool isPaid, int key, int node, int cycle)
    {
        var share = group.ShareOf(node, cycle);
        if (group.IsZero(share, cycle)) return;
        _parting.Add(isPaid ? 1 : 0);
        _parting.Add(key);
        _parting.Add(share);
    }
}

/// <summary>People who leave a row by one probability.</summary>
/// <param name="Row">The row.</param>
/// <param name="Probability">As a <see cref="Factor"/>.</param>
/// <param name="Parting">How they part, as a number.</param>
internal readonly record struct Departure(int Row, int Probability, int Parting);

/// <summary>Some of those who leave.</summary>
/// <param name="Paid">1 where they earn something, 0 where they go to another state.</param>
/// <param name="Key">What, or where: a payment's or a state's place.</param>
/// <param name="Share">Which share of those who leave, as a <see cref="Factor"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Part(int Paid, int Key, int Share)
{
    public bool IsPaid => Paid != 0;
}
