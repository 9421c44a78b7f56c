using System.Numerics;

namespace CostSim.Numerics;

/// <summary>Sequences of whole numbers, each kept once and known by its number: 0 for the first that was added, 1 for the next that differs, and so on.</summary>
/// <remarks>All lie in one list, so that none needs an array of its own to be looked up by.</remarks>
internal sealed class DistinctSequences
{
    private int[] _numbers = new int[64];
    private int[] _ends = new int[16];
    private uint[] _hashes = new uint[16];

    /// <summary>By hash, where it is free from there on: the complement of a sequence's number; 0 where there is none.</summary>
    private int[] _table = new int[32];

    /// <summary>How many differ.</summary>
    public int Count { get; private set; }

    /// <summary>A sequence, until another is added.</summary>
    public ReadOnlySpan<int> this[int number] => _numbers.AsSpan(StartOf(number).._ends[number]);

    /// <summary>The number of a sequence, which is added if no equal one is there.</summary>
    public int Add(ReadOnlySpan<int> sequence)
    {
        var hash = HashOf(sequence);
        var place = (int)(hash & (uint)(_table.Length - 1));
        for (; _table[place] != 0; place = (place + 1) & (_table.Length - 1))
        {
            var known = ~_table[place];
            if (_hashes[known] == hash && this[known].SequenceEqual(sequence)) return known;
        }
        Append(sequence, hash);
        _table[place] = ~(Count - 1);
        if (2 * Count > _table.Length) Rehash();
        return Count - 1;
    }

    /// <summary>Forgets all sequences, and keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(_table);
        Count = 0;
    }

    private int StartOf(int number) => number == 0 ? 0 : _ends[number - 1];

    private void Append(ReadOnlySpan<int> sequence, uint hash)
    {
        var start = StartOf(Count);
        if (start + sequence.Length > _numbers.Length) Array.Resize(ref _numbers, Math.Max(2 * _numbers.Length, start + sequence.Length));
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, 2 * Count);
            Array.Resize(ref _hashes, 2 * Count);
        }
        sequence.CopyTo(_numbers.AsSpan(start));
        (_ends[Count], _hashes[Count]) = (start + sequence.Length, hash);
        Count++;
    }

    private void Rehash()
    {
        _table = new int[2 * _table.Length];
        for (var number = 0; number < Count; number++)
        {
            var place = (int)(_hashes[number] & (uint)(_table.Length - 1));
            while (_table[place] != 0) place = (place + 1) & (_table.Length - 1);
            _table[place] = ~number;
        }
    }

    /// <summary>FxHash, as the Rust compiler uses it, with the high bits brought down in the end.</summary>
    private static uint HashOf(ReadOnlySpan<int> sequence)
    {
        var hash = (ulong)sequence.Length;
        foreach (var number in sequence) hash = (BitOperations.RotateLeft(hash, 5) ^ (uint)number) * 0x517CC1B727220A95;
        return (uint)(hash >> 32);
    }
}
