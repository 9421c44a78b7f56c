using System.Numerics;
using CostSim.Parquet.Encodings;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>The least and the greatest of numbers, as Parquet's statistics want them.</summary>
/// <remarks>
/// parquet.thrift, ColumnOrder: NaN is never a bound; a least zero is written −0.0 and a greatest zero +0.0, since a reader that orders
/// the two must find both within the bounds. Numbers among which there is a NaN get no bounds at all: to readers that order NaN above
/// everything, as DuckDB does, bounds of the others would hide it.
/// </remarks>
internal struct NumberBounds<T>()
    where T : unmanaged, INumber<T>
{
    // Infinities, or the ends of an integer's range: crossed as long as no number has come.
    private T _least = T.CreateSaturating(double.PositiveInfinity);
    private T _greatest = T.CreateSaturating(double.NegativeInfinity);
    private bool _hasNaN;

    public void Include(ReadOnlySpan<T> values)
    {
        var (least, greatest, hasNaN) = (_least, _greatest, _hasNaN);
        foreach (var value in values)
        {
            if (value < least)
                least = value;
            if (value > greatest)
                greatest = value;
            hasNaN |= T.IsNaN(value);
        }
        (_least, _greatest, _hasNaN) = (least, greatest, hasNaN);
    }

    public void Include(NumberBounds<T> other)
    {
        (_least, _greatest) = (T.Min(_least, other._least), T.Max(_greatest, other._greatest));
        _hasNaN |= other._hasNaN;
    }

    public readonly ColumnStatistics ToStatistics(long nullCount) => _hasNaN || _least > _greatest
        ? new ColumnStatistics(null, null, nullCount, null, null)
        : new ColumnStatistics(
            PlainEncoding.Bytes(T.IsZero(_least) ? -T.Zero : _least),
            PlainEncoding.Bytes(T.IsZero(_greatest) ? T.Zero : _greatest),
            nullCount,
            MinIsExact: true,
            MaxIsExact: true);
}
