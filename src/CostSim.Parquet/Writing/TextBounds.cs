using System.Text;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>The least and the greatest of texts in the order of their UTF-8 bytes, cut short where they are long.</summary>
internal struct TextBounds
{
    /// <summary>Bytes of a bound; a longer one costs every reader more than it saves.</summary>
    internal const int MostBytes = 64;

    private byte[]? _least;
    private byte[]? _greatest;

    public void Include(ReadOnlySpan<byte> utf8)
    {
        if (_least is null || utf8.SequenceCompareTo(_least) < 0)
            _least = utf8.ToArray();
        if (_greatest is null || utf8.SequenceCompareTo(_greatest) > 0)
            _greatest = utf8.ToArray();
    }

    public void Include(TextBounds other)
    {
        if (other._least is null || other._greatest is null)
            return;
        Include(other._least);
        Include(other._greatest);
    }

    public readonly ColumnStatistics ToStatistics(long nullCount)
    {
        if (_least is null || _greatest is null)
            return new ColumnStatistics(null, null, nullCount, null, null);
        var (least, greatest) = (Prefix(_least), PrefixAbove(_greatest));
        return new ColumnStatistics(
            least, greatest, nullCount, MinIsExact: least.Length == _least.Length, MaxIsExact: ReferenceEquals(greatest, _greatest));
    }

    /// <summary>The first characters of a text: not above it.</summary>
    private static byte[] Prefix(byte[] utf8)
    {
        if (utf8.Length <= MostBytes)
            return utf8;
        var end = MostBytes;
        while ((utf8[end] & 0xC0) == 0x80)   // do not cut a character in two
            end--;
        return utf8[..end];
    }

    /// <summary>The shortest text of whole characters that a prefix gives and that is above the text; the text itself if there is none.</summary>
    private static byte[] PrefixAbove(byte[] utf8)
    {
        if (utf8.Length <= MostBytes)
            return utf8;
        var characters = Encoding.UTF8.GetString(Prefix(utf8)).EnumerateRunes().ToList();
        for (; characters.Count > 0; characters.RemoveAt(characters.Count - 1))
        {
            var next = characters[^1].Value + 1;
            if (next == 0xD800)
                next = 0xE000;   // surrogates are no characters
            if (!Rune.IsValid(next))
                continue;
            characters[^1] = new Rune(next);
            return Encoding.UTF8.GetBytes(string.Concat(characters));
        }
        return utf8;
    }
}
