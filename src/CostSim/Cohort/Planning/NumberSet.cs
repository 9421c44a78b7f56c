using System.Numerics;

namespace CostSim.Cohort.Planning;

/// <summary>A set of small numbers that gives its least one quickly. To be used again and again.</summary>
internal sealed class NumberSet
{
    private const int Bits = 64;

    private ulong[] _words = [];
    private int _used;

    /// <summary>Empties the set.</summary>
    /// <param name="size">All numbers will be below it.</param>
    public void Begin(int size)
    {
        _used = (size + Bits - 1) / Bits;
        if (_used > _words.Length) _words = new ulong[_used];
        else Array.Clear(_words, 0, _used);
    }

    public bool Contains(int number) => (_words[number / Bits] >> (number % Bits) & 1) != 0;

    public void Add(int number) => _words[number / Bits] |= 1UL << (number % Bits);

    public void Remove(int number) => _words[number / Bits] &= ~(1UL << (number % Bits));

    /// <summary>The least number; -1 of an empty set.</summary>
    public int First()
    {
        for (var w = 0; w < _used; w++)
        {
            if (_words[w] != 0) return w * Bits + BitOperations.TrailingZeroCount(_words[w]);
        }
        return -1;
    }
}
