using System.Buffers;
using System.Text;
using CostSim.Parquet.Encodings;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>
/// Texts as numbers of a dictionary; once a row group's dictionary is full, the rest of the row group in full.
/// </summary>
internal sealed class TextChunkWriter(ParquetColumn column, ParquetWriterOptions options, PageBuffers buffers)
    : ColumnChunkWriter(column, options, buffers)
{
    /// <summary>Bytes of plain texts at which a page is closed, however few its rows.</summary>
    private const int PlainPageBytes = 1024 * 1024;

    /// <summary>UTF-8 bytes of the longest text that is written: what keeps memory bounded.</summary>
    private const int LongestText = 1024 * 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly TextDictionary _dictionary = new(options.DictionaryBytes);
    private readonly List<int> _pageOfCode = [];   // the last page in which a code was met: its text is in that page's bounds
    private readonly int[] _codes = new int[options.PageRows];
    private readonly ArrayBufferWriter<byte> _plain = new();
    private byte[] _utf8 = new byte[256];
    private bool _inFull;
    private int _valueCount;
    private int _page;
    private TextBounds _pageBounds;
    private TextBounds _chunkBounds;

    protected override PhysicalType PhysicalType => PhysicalType.ByteArray;

    protected override long PendingBytes => _plain.WrittenCount + _dictionary.Entries.Length + (_inFull ? 0 : _valueCount * sizeof(int));

    public override void Append(ParquetValues values, int start, int count)
    {
        foreach (var text in values.As<string?>().Span.Slice(start, count))
        {
            if (text is not null)
                Append(text);
            AddRows(1, present: text is not null);
            if (PageRowCount == PageRows || _plain.WrittenCount >= PlainPageBytes)
                ClosePage();
        }
    }

    protected override void ClosePage()
    {
        var body = BeginPage();
        var nulls = PageRowCount - _valueCount;
        if (_inFull || _valueCount == 0)
        {
            body.Write(_plain.WrittenSpan);
            EndPage(PageEncoding.Plain, _pageBounds.ToStatistics(nulls));
        }
        else
        {
            var bitWidth = RleHybridEncoder.BitWidth(_dictionary.Count - 1);
            body.Write([(byte)bitWidth]);
            RleHybridEncoder.Write(_codes.AsSpan(0, _valueCount), bitWidth, body);
            EndPage(PageEncoding.RleDictionary, _pageBounds.ToStatistics(nulls));
        }
        _chunkBounds.Include(_pageBounds);
        _pageBounds = default;
        _plain.ResetWrittenCount();
        _valueCount = 0;
        _page++;
    }

    protected override ColumnStatistics TakeChunkStatistics(long nullCount)
    {
        var statistics = _chunkBounds.ToStatistics(nullCount);
        _chunkBounds = default;
        return statistics;
    }

    protected override int TakeDictionary(ArrayBufferWriter<byte> destination)
    {
        destination.Write(_dictionary.Entries);
        var count = _dictionary.Count;
        _dictionary.Clear();
        _pageOfCode.Clear();
        (_inFull, _page) = (false, 0);
        return count;
    }

    private void Append(string text)
    {
        if (_inFull)
        {
            AppendInFull(Encode(text));
            return;
        }
        if (!_dictionary.TryFind(text, out var code))
        {
            var utf8 = Encode(text);
            if (!_dictionary.TryAdd(text, utf8, out code))
            {
                if (PageRowCount > 0)
                    ClosePage();
                _inFull = true;
                AppendInFull(utf8);
                return;
            }
            _pageOfCode.Add(-1);
        }
        if (_pageOfCode[code] != _page)
        {
            _pageOfCode[code] = _page;
            _pageBounds.Include(_dictionary[code]);
        }
        _codes[_valueCount++] = code;
    }

    private void AppendInFull(ReadOnlySpan<byte> utf8)
    {
        PlainEncoding.WriteText(utf8, _plain);
        _pageBounds.Include(utf8);
        _valueCount++;
    }

    private ReadOnlySpan<byte> Encode(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(Math.Min(text.Length, LongestText));
        if (_utf8.Length < most)
            _utf8 = new byte[most];
        try
        {
            if (text.Length <= LongestText && s_strictUtf8.GetBytes(text, _utf8) is var length && length <= LongestText)
                return _utf8.AsSpan(0, length);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"A text of column '{ColumnName}' has half a surrogate pair at position {e.Index}.", nameof(text), e);
        }
        throw new ArgumentException($"A text of column '{ColumnName}' is longer than {LongestText} bytes of UTF-8.", nameof(text));
    }
}
