using CostSim.Diagnostics;

namespace CostSim.Documents;

/// <summary>A piece of a YAML text, with its place.</summary>
/// <param name="At">Where the piece starts.</param>
public abstract record Node(SourceLocation At)
{
    /// <summary>"a text", "a list", "a mapping": for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>A text, number or truth value: YAML does not tell them apart until somebody asks.</summary>
/// <param name="At">Where it starts; for a quoted text, its opening quote.</param>
/// <param name="Text">Without quotes.</param>
/// <param name="Quoted">Whether it stood in quotes: then it is a text even if it looks like a number.</param>
public sealed record ScalarNode(SourceLocation At, string Text, bool Quoted) : Node(At)
{
    /// <summary>What stands in a message need not be whole: the place tells the rest.</summary>
    private const int LongestQuote = 80;

    /// <summary>Where the first character of <see cref="Text"/> stands.</summary>
    public SourceLocation TextAt => Quoted ? At.Right(1) : At;

    public override string Kind => Text.Length switch
    {
        0 => "nothing",
        > LongestQuote => $"'{Text[..LongestQuote].ReplaceLineEndings(" ")}…'",
        _ => $"'{Text}'",
    };
}

/// <summary>A list.</summary>
public sealed record SequenceNode(SourceLocation At, IReadOnlyList<Node> Items) : Node(At)
{
    public override string Kind => "a list";
}

/// <summary>One <c>key: value</c> of a mapping.</summary>
public sealed record Entry(ScalarNode Key, Node Value)
{
    public string Name => Key.Text;
}

/// <summary>A mapping, its entries in the order they were written; no key occurs twice.</summary>
public sealed record MappingNode(SourceLocation At, IReadOnlyList<Entry> Entries) : Node(At)
{
    public override string Kind => "a mapping";

    /// <summary>The value of a key, or null.</summary>
    public Node? this[string name] => Entries.FirstOrDefault(entry => entry.Name == name)?.Value;
}
