using System.Numerics;
using System.Runtime.CompilerServices;
using CostSim.Parquet.Encodings;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>Numbers of a fixed width, plain encoded.</summary>
internal sealed class NumberChunkWriter<T>(PhysicalType physicalType, ParquetColumn column, ParquetWriterOptions options, PageBuffers buffers)
    : ColumnChunkWriter(column, options, buffers)
    where T : unmanaged, INumber<T>
{
    private readonly T[] _page = new T[options.PageRows];
    private int _valueCount;
    private NumberBounds<T> _chunkBounds = new();

    protected override PhysicalType PhysicalType => physicalType;

    protected override long PendingBytes => (long)_valueCount * Unsafe.SizeOf<T>();

    public override void Append(ParquetValues values, int start, int count)
    {
        var numbers = values.As<T>().Span.Slice(start, count);
        var validity = values.Validity.IsEmpty ? default : values.Validity.Span.Slice(start, count);
        while (!numbers.IsEmpty)
        {
            var rows = Math.Min(PageRows - PageRowCount, numbers.Length);
            if (validity.IsEmpty)
            {
                numbers[..rows].CopyTo(_page.AsSpan(_valueCount));
                _valueCount += rows;
                AddRows(rows, present: true);
            }
            else
            {
                AppendPresent(numbers[..rows], validity[..rows]);
                validity = validity[rows..];
            }
            numbers = numbers[rows..];
            if (PageRowCount == PageRows)
                ClosePage();
        }
    }

    protected override void ClosePage()
    {
        var values = _page.AsSpan(0, _valueCount);
        var bounds = new NumberBounds<T>();
        bounds.Include(values);
        _chunkBounds.Include(bounds);
        PlainEncoding.Write<T>(values, BeginPage());
        EndPage(PageEncoding.Plain, bounds.ToStatistics(PageRowCount - _valueCount));
        _valueCount = 0;
    }

    protected override ColumnStatistics TakeChunkStatistics(long nullCount)
    {
        var statistics = _chunkBounds.ToStatistics(nullCount);
        _chunkBounds = new();
        return statistics;
    }

    private void AppendPresent(ReadOnlySpan<T> numbers, ReadOnlySpan<bool> validity)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (validity[i])
                _page[_valueCount++] = numbers[i];
            AddRows(1, validity[i]);
        }
    }
}
