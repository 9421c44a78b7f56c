using CostSim.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostSim.Documents;

/// <summary>Reads a YAML text into nodes that know their places.</summary>
/// <remarks>
/// A file from a stranger is safe to read: texts over <see cref="MaximumCharacters"/>, nesting over <see cref="MaximumDepth"/>, anchors and aliases
/// (the means of a "YAML bomb") and tags are refused.
/// </remarks>
public static class YamlReader
{
    /// <summary>No scenario that a person wrote comes near to this.</summary>
    public const int MaximumCharacters = 4 * 1024 * 1024;

    /// <summary>Mappings within mappings.</summary>
    public const int MaximumDepth = 32;

    /// <summary>Reads one document whose top level is a mapping.</summary>
    /// <param name="file">The name to use in messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The mapping, or null when the text is no YAML or no mapping.</returns>
    public static MappingNode? Read(string file, string text, Problems problems)
    {
        if (text.Length > MaximumCharacters)
        {
            problems.Error(SourceLocation.StartOf(file), $"a file of {text.Length:N0} characters", $"at most {MaximumCharacters:N0}; large tables belong in CSV files");
            return null;
        }

        var events = new Parser(new StringReader(text));
        var reader = new Reading(file, text, events, problems);
        try
        {
            events.Consume<StreamStart>();
            if (events.Accept<StreamEnd>(out _))
            {
                problems.Error(SourceLocation.StartOf(file), "an empty file", "a mapping of keys to values");
                return null;
            }
            events.Consume<DocumentStart>();
            var root = reader.ReadNode(depth: 0);
            events.Consume<DocumentEnd>();
            if (events.Accept<DocumentStart>(out var second))
                problems.Error(reader.Place(second!.Start), "a second document ('---')", "one document in a file");
            else if (root is MappingNode mapping)
                return reader.HasCutExpressions ? null : mapping;
            else
                problems.Error(root.At, root.Kind, "a mapping of keys to values");
        }
        catch (YamlException exception)
        {
            problems.AddRange([new YamlTrouble(file, text).Explain(exception, events.Current, reader.OpenBracket)]);
        }
        catch (InvalidOperationException)
        {
            // The parser's own words for a text that ends inside brackets: "Operation is not valid due to the current state of the object."
            var mark = reader.OpenBracket ?? events.Current?.End ?? Mark.Empty;
            problems.Error(reader.Place(mark), "this is no YAML: the bracket that opens here is not closed");
        }
        return null;
    }

    private sealed class Reading(string file, string text, Parser events, Problems problems)
    {
        /// <summary>Whether a comma has cut an expression in two; what follows from that is not worth reporting.</summary>
        public bool HasCutExpressions { get; private set; }

        /// <summary>The flow mappings and sequences that are being read, by where they open.</summary>
        private readonly Stack<Mark> _brackets = [];

        /// <summary>Where the innermost bracket opens that is not closed yet; null outside of brackets.</summary>
        public Mark? OpenBracket => _brackets.TryPeek(out var mark) ? mark : null;

        public SourceLocation Place(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);

        public Node ReadNode(int depth)
        {
            var current = events.Current ?? throw new YamlException("the text ends too early");
            if (depth > MaximumDepth) throw new YamlException(current.Start, current.End, $"more than {MaximumDepth} levels of nesting");
            if (current is AnchorAlias alias)
                throw new YamlException(current.Start, current.End, $"the alias '*{alias.Value}' is not supported: write the value out");
            if (current is NodeEvent node)
            {
                if (!node.Anchor.IsEmpty)
                    throw new YamlException(current.Start, current.End, $"the anchor '&{node.Anchor.Value}' is not supported: write the value out where it is used");
                if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific)
                    throw new YamlException(current.Start, current.End, $"the tag '{node.Tag.Value}' is not supported");
            }

            if (events.TryConsume<Scalar>(out var scalar)) return Scalar(scalar);
            if (events.TryConsume<SequenceStart>(out var sequence))
            {
                var items = new List<Node>();
                if (sequence.Style == SequenceStyle.Flow) _brackets.Push(sequence.Start);
                while (!events.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
                if (sequence.Style == SequenceStyle.Flow) _brackets.Pop();
                return new SequenceNode(Place(sequence.Start), items);
            }

            var start = events.Consume<MappingStart>();
            var entries = new List<Entry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            var bare = start.Style == MappingStyle.Flow ? new HashSet<Node>(ReferenceEqualityComparer.Instance) : null;
            if (start.Style == MappingStyle.Flow) _brackets.Push(start.Start);
            while (!events.TryConsume<MappingEnd>(out _))
            {
                var keyEnd = events.Current!.End.Index;
                var key = ReadNode(depth + 1);
                if (bare is not null && IsBare(keyEnd)) bare.Add(key);
                var value = ReadNode(depth + 1);
                if (key is not ScalarNode name)
                    problems.Error(key.At, $"{key.Kind} as a key", "a name");
                else if (!names.Add(name.Text))
                    problems.Error(name.At, $"the key '{name.Text}' a second time", "each key once");
                else
                    entries.Add(new Entry(name, value));
            }
            if (bare is not null)
            {
                _brackets.Pop();
                FindCutTexts(entries, bare);
            }
            return new MappingNode(Place(start.Start), entries);
        }

        /// <summary>Whether what comes next is an empty value, and no colon says that one was meant.</summary>
        private bool IsBare(long keyEnd) => events.Current is Scalar { Value: "", Style: ScalarStyle.Plain } next && !text.AsSpan((int)keyEnd, (int)(next.Start.Index - keyEnd)).Contains(':');

        /// <summary>Within braces YAML cuts <c>cost: max(a, b)</c> at its comma: <c>max(a</c>, and a key <c>b)</c> without value. So it does with a sentence.</summary>
        /// <param name="entries">Of a mapping between braces; what is left of a cut sentence is taken out.</param>
        /// <param name="bare">Keys with neither colon nor value.</param>
        private void FindCutTexts(List<Entry> entries, HashSet<Node> bare)
        {
            for (var e = 0; e < entries.Count; e++)
            {
                if (bare.Contains(entries[e].Key) || entries[e].Value is not ScalarNode { Quoted: false, Text.Length: > 0 } scalar) continue;
                var pieces = entries.Skip(e + 1).TakeWhile(entry => bare.Contains(entry.Key)).Count();
                if (pieces == 0) continue;
                var isExpression = scalar.Text.Count(c => c is '(') > scalar.Text.Count(c => c is ')');
                problems.Error(scalar.At, $"'{scalar.Text}', cut off at a comma", $"quotation marks around {(isExpression ? "an expression" : "a text")} with commas between braces");
                HasCutExpressions |= isExpression;
                entries.RemoveRange(e + 1, pieces);
            }
        }

        private ScalarNode Scalar(Scalar scalar)
        {
            // They would steer the terminal that prints them.
            if (scalar.Value.Any(c => char.IsControl(c) && c is not ('\n' or '\t'))) problems.Error(Place(scalar.Start), "a control character in a text", "printable characters");
            return new(Place(scalar.Start), scalar.Value, scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted);
        }
    }
}
