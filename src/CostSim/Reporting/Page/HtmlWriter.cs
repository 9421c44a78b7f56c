using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace CostSim.Reporting.Page;

/// <summary>Writes HTML: names of elements and attributes are constants of the program, and every text and value is encoded, so that no text becomes markup.</summary>
internal sealed class HtmlWriter
{
    private const char Replacement = '\uFFFD';

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A line ends behind all others.</summary>
    private static readonly string[] Inline = ["a", "b", "bdi", "button", "code", "em", "h3", "label", "output", "span", "strong", "td", "th", "summary"];

    private readonly StringBuilder _page = new();
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element.</summary>
    public HtmlWriter Open([ConstantExpected] string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        _open.Push(element);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    /// <exception cref="InvalidOperationException">It is another one.</exception>
    public HtmlWriter Close([ConstantExpected] string element)
    {
        if (_open.Count == 0 || _open.Pop() != element) throw new InvalidOperationException($"</{element}> closes another element.");
        _page.Append("</").Append(element).Append('>');
        if (!Inline.Contains(element)) _page.Append('\n');
        return this;
    }

    /// <summary>A whole element that holds a text.</summary>
    public HtmlWriter Element([ConstantExpected] string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(element, attributes).Text(text).Close(element);

    /// <summary>An element that can hold nothing.</summary>
    public HtmlWriter Empty([ConstantExpected] string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        return this;
    }

    /// <summary>A text of anybody's.</summary>
    public HtmlWriter Text(string text)
    {
        _page.Append(Encoder.Encode(Visible(text)));
        return this;
    }

    /// <summary>A <c>script</c> or <c>style</c> of the program's own, in which nothing is encoded.</summary>
    /// <param name="text">Holds nothing that could end the element.</param>
    /// <exception cref="ArgumentException">It does.</exception>
    public HtmlWriter Raw([ConstantExpected] string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        if (Ends(text, element) || text.Contains("<!--", StringComparison.Ordinal))
            throw new ArgumentException($"The text would end its <{element}>.", nameof(text));
        Tag(element, attributes);
        _page.Append(text).Append("</").Append(element).Append(">\n");
        return this;
    }

    /// <remarks>Looks for what is the same in capitals first: to look through a megabyte of scripts without regard to them takes as long as a section of the page.</remarks>
    private static bool Ends(string text, string element)
    {
        const string closing = "</";
        for (var at = 0; (at = text.IndexOf(closing, at, StringComparison.Ordinal)) >= 0; at += closing.Length)
        {
            if (text.AsSpan(at + closing.Length).StartsWith(element, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>The page so far.</summary>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public override string ToString() => _open.Count == 0 ? _page.ToString() : throw new InvalidOperationException($"<{_open.Peek()}> is not closed.");

    /// <summary>
    /// Characters that show nothing and change how others are read give way to a mark: controls, and those that turn the direction of writing,
    /// behind which a text can show another order than it has.
    /// </summary>
    /// <remarks>Boucher &amp; Anderson (2021), Trojan Source, arXiv:2111.00169.</remarks>
    public static string Visible(string text)
    {
        var first = 0;
        while (first < text.Length && !IsInvisible(text[first])) first++;
        return first == text.Length ? text : string.Concat(text.Select(sign => IsInvisible(sign) ? Replacement : sign));
    }

    private static bool IsInvisible(char sign) => (char.IsControl(sign) && sign is not ('\n' or '\t')) || sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private void Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _page.Append('<').Append(element);
        foreach (var (name, value) in attributes) _page.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(Visible(value))).Append('"');
        _page.Append('>');
    }
}
