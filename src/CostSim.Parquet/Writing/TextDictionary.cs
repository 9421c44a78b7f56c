using System.Buffers;
using CostSim.Parquet.Encodings;

namespace CostSim.Parquet.Writing;

/// <summary>The distinct texts of a column chunk, numbered as they come, up to a number of bytes.</summary>
internal sealed class TextDictionary(int mostBytes)
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _entries = new();
    private readonly List<Range> _texts = [];
    private string? _lastText;
    private int _lastCode;

    public int Count => _texts.Count;

    /// <summary>The dictionary page: all texts, plain encoded.</summary>
    public ReadOnlySpan<byte> Entries => _entries.WrittenSpan;

    /// <summary>The UTF-8 of a text.</summary>
    public ReadOnlySpan<byte> this[int code] => _entries.WrittenSpan[_texts[code]];

    /// <summary>The number of a text that is in the dictionary.</summary>
    public bool TryFind(string text, out int code)
    {
        // Tables repeat the very object, row after row; that needs no hash.
        if (ReferenceEquals(text, _lastText))
        {
            code = _lastCode;
            return true;
        }
        if (!_codes.TryGetValue(text, out code))
            return false;
        (_lastText, _lastCode) = (text, code);
        return true;
    }

    /// <summary>Adds a text that is not there; false if there is no room.</summary>
    public bool TryAdd(string text, ReadOnlySpan<byte> utf8, out int code)
    {
        code = _texts.Count;
        if ((long)_entries.WrittenCount + sizeof(int) + utf8.Length > mostBytes)
            return false;
        PlainEncoding.WriteText(utf8, _entries);
        _texts.Add((_entries.WrittenCount - utf8.Length).._entries.WrittenCount);
        _codes.Add(text, code);
        return true;
    }

    public void Clear()
    {
        _codes.Clear();
        _entries.ResetWrittenCount();
        _texts.Clear();
        _lastText = null;
    }
}
