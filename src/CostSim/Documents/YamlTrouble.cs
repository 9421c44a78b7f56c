using CostSim.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostSim.Documents;

/// <summary>Says why a text is no YAML where the parser's own words would send its author to the wrong place.</summary>
internal sealed class YamlTrouble(string file, string text)
{
    /// <param name="exception">What the parser says.</param>
    /// <param name="last">What it read last.</param>
    /// <param name="bracket">Where the innermost bracket opens that was not closed yet.</param>
    public Problem Explain(YamlException exception, ParsingEvent? last, Mark? bracket)
    {
        var (at, reason) = (exception.Start, (exception.InnerException?.Message ?? exception.Message).TrimEnd('.').Replace("While", "while", StringComparison.Ordinal));
        if (reason.Contains("tab", StringComparison.Ordinal) && FirstIndentingTab() is { } tab)
            return Error(tab, "a tab indents this line", "spaces");
        if (reason.Contains("quoted scalar", StringComparison.Ordinal) && (reason.Contains("end of stream", StringComparison.Ordinal) || reason.Contains("indentation", StringComparison.Ordinal)))
            return Error(PlaceOf(at), $"the quotation mark {text[(int)at.Index]} that opens here is not closed", "the same mark where the text ends; of a text of several lines, the further ones indented");
        if (OpeningOf(last, at) is { } opening)
            return Error(PlaceOf(opening), $"the quotation mark {text[opening]} that opens here is closed at {at.Line}:{at.Column - 1}, and more follows", $"a closing one at the end of the text; within the text {(text[opening] == '"' ? "\\\"" : "''")}");
        if (reason.Contains("did not find expected ','", StringComparison.Ordinal) && CharacterAt(at) == '[')
            return Error(PlaceOf(at), "a square bracket within a text between brackets", "quotation marks around an expression that has square brackets");
        if (reason.Contains("did not find expected key", StringComparison.Ordinal) && CharacterAt(at) is ('}' or ']') and var closing)
            return Error(PlaceOf(at), $"a '{closing}' that nothing opens", "a key and a colon before the bracket that opens");
        if (reason.Contains("did not find expected key", StringComparison.Ordinal) && IsFirstOnLine(at))
            return Error(PlaceOf(at), $"a line indented by {at.Column - 1} spaces, as no key before it", "the indentation of the keys that it stands beside");
        if (bracket is { } open && reason.Contains("did not find expected ','", StringComparison.Ordinal))
            return Error(PlaceOf(at), $"{reason}, in the {text[(int)open.Index]} that opens at {open.Line}:{open.Column}");
        return Error(PlaceOf(at), reason);
    }

    private char? CharacterAt(Mark mark) => mark.Index < text.Length ? text[(int)mark.Index] : null;

    private bool IsFirstOnLine(Mark mark) => mark.Column > 1 && text.AsSpan((int)(mark.Index - mark.Column + 1), (int)mark.Column - 1).IndexOfAnyExcept(' ') < 0;

    private static Problem Error(SourceLocation at, string what, string expected = "") => new(Severity.Error, at, $"this is no YAML: {what}", expected);

    private SourceLocation PlaceOf(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

    private SourceLocation PlaceOf(int index) => new(file, text.AsSpan(0, index).Count('\n') + 1, index - text.LastIndexOf('\n', index));

    /// <summary>The parser's own place for a tab is where the mapping around it begins, which may be the first line.</summary>
    private SourceLocation? FirstIndentingTab()
    {
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var blank = line.Length - line.TrimStart(' ', '\t').Length;
            if (blank < line.TrimEnd('\r').Length && line.IndexOf('\t', 0, blank) is >= 0 and var at) return new SourceLocation(file, number + 1, at + 1);
        }
        return null;
    }

    /// <summary>Where the text in quotation marks opens right behind whose end the parser gave up; null where it gave up elsewhere.</summary>
    private int? OpeningOf(ParsingEvent? last, Mark trouble)
    {
        var closing = (int)trouble.Index - 1;
        if (last is null || closing < 0 || closing >= text.Length || text[closing] is not ('"' or '\'')) return null;
        // What the parser has read ends outside of quotation marks, or is the text itself.
        var opening = text.IndexOf(text[closing], (int)(last.End.Index > closing ? last.Start.Index : last.End.Index));
        return opening >= 0 && opening < closing ? opening : null;
    }
}
