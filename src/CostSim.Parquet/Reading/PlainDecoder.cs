using System.Text;
using CostSim.Parquet.Encodings;

namespace CostSim.Parquet.Reading;

/// <summary>Fills a span with plain-encoded values, all of which must be there.</summary>
internal delegate void PlainReading<T>(ReadOnlySpan<byte> bytes, Span<T> values);

/// <summary>How plain-encoded values of a physical type become values of a column.</summary>
/// <param name="LeastBytes">What a value takes at least: bounds how many a page can hold.</param>
/// <param name="Read">Does it.</param>
internal sealed record PlainDecoder<T>(int LeastBytes, PlainReading<T> Read);

internal static class PlainDecoders
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static PlainDecoder<int> Int32 { get; } = new(sizeof(int), PlainEncoding.Read);

    public static PlainDecoder<long> Int64 { get; } = new(sizeof(long), PlainEncoding.Read);

    public static PlainDecoder<double> Double { get; } = new(sizeof(double), PlainEncoding.Read);

    /// <summary>Single precision, widened; every value is kept.</summary>
    public static PlainDecoder<double> Float { get; } = new(sizeof(float), ReadFloats);

    public static PlainDecoder<string?> Text { get; } = new(sizeof(int), ReadTexts);

    private static void ReadFloats(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        var floats = new float[values.Length];
        PlainEncoding.Read<float>(bytes, floats);
        for (var i = 0; i < floats.Length; i++)
            values[i] = floats[i];
    }

    private static void ReadTexts(ReadOnlySpan<byte> bytes, Span<string?> values)
    {
        try
        {
            foreach (ref var value in values)
                value = s_strictUtf8.GetString(PlainEncoding.TakeText(ref bytes));
        }
        catch (DecoderFallbackException e)
        {
            throw new ParquetException("A text is not UTF-8.", e);
        }
    }
}
