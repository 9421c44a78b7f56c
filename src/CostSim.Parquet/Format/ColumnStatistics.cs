namespace CostSim.Parquet.Format;

/// <summary>What a page or a column chunk says of its values: plain-encoded bounds, and how many rows are null.</summary>
/// <param name="Min">The least value, or a lower bound of it; null when there is none (no values, or a NaN among them).</param>
/// <param name="Max">The greatest value, or an upper bound of it.</param>
/// <param name="NullCount">Null when the writer did not say.</param>
/// <param name="MinIsExact">False when <paramref name="Min"/> is a bound only: a long text, cut off.</param>
/// <param name="MaxIsExact">The same for <paramref name="Max"/>.</param>
internal sealed record ColumnStatistics(byte[]? Min, byte[]? Max, long? NullCount, bool? MinIsExact, bool? MaxIsExact)
{
    public static void Write(ThriftWriter thrift, ColumnStatistics statistics)
    {
        if (statistics.NullCount is { } nulls)
            thrift.Int64(3, nulls);
        if (statistics.Max is { } max)
            thrift.Binary(5, max);
        if (statistics.Min is { } min)
            thrift.Binary(6, min);
        if (statistics.MaxIsExact is { } maxIsExact)
            thrift.Bool(7, maxIsExact);
        if (statistics.MinIsExact is { } minIsExact)
            thrift.Bool(8, minIsExact);
    }

    public static ColumnStatistics Read(ref ThriftReader thrift)
    {
        byte[]? min = null, max = null;
        long? nulls = null;
        bool? minIsExact = null, maxIsExact = null;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 3: nulls = thrift.Int64(type); break;
                case 5: max = thrift.Binary(type).ToArray(); break;
                case 6: min = thrift.Binary(type).ToArray(); break;
                case 7: maxIsExact = ThriftReader.Bool(type); break;
                case 8: minIsExact = ThriftReader.Bool(type); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return new ColumnStatistics(min, max, nulls, minIsExact, maxIsExact);
    }
}
