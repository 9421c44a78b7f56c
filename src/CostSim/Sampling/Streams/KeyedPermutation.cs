using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Streams;

/// <summary>A random order of 0 to n − 1, of which any part can be told without the rest.</summary>
/// <remarks>
/// The number is written as a row and a column of a table of n places; in turn, each is shifted cyclically by a hash of the other. Every step can
/// be undone, so the whole is a permutation: a Feistel network with modular addition (Bellare, Ristenpart, Rogaway &amp; Stegers 2009,
/// "Format-preserving encryption", section 4, scheme FE1). n is a multiple of 64, so that both sides of the table are 8 or more.
/// </remarks>
internal sealed class KeyedPermutation
{
    /// <summary>Times that each side is shifted. Four sides make a network that no efficient test tells from random order; small tables want more.</summary>
    private const int Rounds = 4;

    private const ulong Factor1 = 0xBF58476D1CE4E5B9;
    private const ulong Factor2 = 0x94D049BB133111EB;

    private readonly ulong[] _keys = new ulong[2 * Rounds];
    private readonly ulong _rows;
    private readonly ulong _columns;

    /// <param name="length">n; a multiple of 64, below 2³¹.</param>
    /// <param name="key">Gives 64 random bits for each of the steps.</param>
    public KeyedPermutation(long length, Func<int, ulong> key)
    {
        if (length is <= 0 or > int.MaxValue || length % Replicates.BlockDraws != 0)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A multiple of {Replicates.BlockDraws} below 2^31.");
        _rows = (ulong)Math.Sqrt(length);
        while ((ulong)length % _rows != 0) _rows--;
        _columns = (ulong)length / _rows;
        for (var step = 0; step < _keys.Length; step++) _keys[step] = key(step);
    }

    /// <summary>Where consecutive numbers go.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="places">Filled whole: the place of each, 0 to n − 1; [numbers], a multiple of 32.</param>
    /// <param name="scratch">As long.</param>
    public void Fill(long first, Span<ulong> places, Span<ulong> scratch)
    {
        var (row, column) = Math.DivRem((ulong)first, _columns);
        if (Avx512F.IsSupported)
        {
            Shift512(row, column, places);
            return;
        }
        for (var i = 0; i < places.Length; i++)
        {
            (places[i], scratch[i]) = (row, column);
            if (++column == _columns) (row, column) = (row + 1, 0);
        }
        Shift(places, scratch);
    }

    /// <param name="rows">Becomes the place.</param>
    private void Shift(Span<ulong> rows, ReadOnlySpan<ulong> columns)
    {
        var (rowCount, columnCount) = (new Vector<ulong>(_rows), new Vector<ulong>(_columns));
        for (var i = 0; i < rows.Length; i += Vector<ulong>.Count)
        {
            var (row, column) = (new Vector<ulong>(rows[i..]), new Vector<ulong>(columns[i..]));
            for (var step = 0; step < _keys.Length; step += 2)
            {
                column = Shifted(column, row, _keys[step], columnCount);
                row = Shifted(row, column, _keys[step + 1], rowCount);
            }
            (row * columnCount + column).CopyTo(rows[i..]);
        }

        static Vector<ulong> Shifted(Vector<ulong> side, Vector<ulong> other, ulong key, Vector<ulong> count)
        {
            var hash = (other + new Vector<ulong>(key)) * Factor1;
            hash = (hash ^ (hash >>> 32)) * Factor2;
            // The upper half as a fraction of 2³², times the count.
            side += ((hash >>> 32) * count) >>> 32;
            return Vector.ConditionalSelect(Vector.LessThan(side, count), side, side - count);
        }
    }

    /// <summary>As <see cref="Shift"/>, thirty-two at a time in four chains, since each step waits for the one before.</summary>
    private void Shift512(ulong row, ulong column, Span<ulong> places)
    {
        var (rowCount, columnCount) = (Vector512.Create(_rows), Vector512.Create(_columns));
        ref var to = ref MemoryMarshal.GetReference(places);
        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        for (var i = 0u; i < places.Length; i += 32)
        {
            var (row1, column1) = Next(ref row, ref column);
            var (row2, column2) = Next(ref row, ref column);
            var (row3, column3) = Next(ref row, ref column);
            var (row4, column4) = Next(ref row, ref column);
            for (var step = 0; step < 2 * Rounds; step += 2)
            {
                var (key, key2) = (Vector512.Create(Unsafe.Add(ref keys, step)), Vector512.Create(Unsafe.Add(ref keys, step + 1)));
                column1 = Shifted(column1, row1, key, columnCount);
                column2 = Shifted(column2, row2, key, columnCount);
                column3 = Shifted(column3, row3, key, columnCount);
                column4 = Shifted(column4, row4, key, columnCount);
                row1 = Shifted(row1, column1, key2, rowCount);
                row2 = Shifted(row2, column2, key2, rowCount);
                row3 = Shifted(row3, column3, key2, rowCount);
                row4 = Shifted(row4, column4, key2, rowCount);
            }
            (row1 * columnCount + column1).StoreUnsafe(ref to, i);
            (row2 * columnCount + column2).StoreUnsafe(ref to, i + 8);
            (row3 * columnCount + column3).StoreUnsafe(ref to, i + 16);
            (row4 * columnCount + column4).StoreUnsafe(ref to, i + 24);
        }

        // A row has eight columns or more, so that eight numbers in a row pass its end once at most.
        (Vector512<ulong> Rows, Vector512<ulong> Columns) Next(ref ulong row, ref ulong column)
        {
            var columns = Vector512.Create(column) + Vector512<ulong>.Indices;
            var isNext = Vector512.GreaterThanOrEqual(columns, columnCount);
            var rows = Vector512.Create(row) - isNext;   // true is -1
            columns -= isNext & columnCount;
            column += 8;
            if (column >= _columns) (row, column) = (row + 1, column - _columns);
            return (rows, columns);
        }

        static Vector512<ulong> Shifted(Vector512<ulong> side, Vector512<ulong> other, Vector512<ulong> key, Vector512<ulong> count)
        {
            var hash = (other + key) * Factor1;
            hash = (hash ^ (hash >>> 32)) * Factor2;
            // Both factors have 32 bits: a multiplication that takes a third of the time of the whole one.
            var share = Avx512F.IsSupported ? Avx512F.Multiply((hash >>> 32).AsUInt32(), count.AsUInt32()) : (hash >>> 32) * count;
            side += share >>> 32;
            return Vector512.Min(side, side - count);   // below 0 is above all
        }
    }
}
