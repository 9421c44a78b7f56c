using System.Globalization;
using CostSim.Diagnostics;

namespace CostSim.Documents;

/// <summary>Takes a mapping apart by its known keys, and reports each key that is missing, unknown or of the wrong kind.</summary>
/// <param name="mapping">The mapping to read.</param>
/// <param name="what">What it is, for messages: "an event".</param>
/// <param name="problems">Receives what is wrong.</param>
public sealed class Fields(MappingNode mapping, string what, Problems problems)
{
    private readonly List<string> _known = [];

    /// <summary>Where the mapping starts.</summary>
    public SourceLocation At => mapping.At;

    /// <summary>The value of a key that may be absent.</summary>
    public Node? Optional(string name)
    {
        if (!_known.Contains(name)) _known.Add(name);
        return mapping[name];
    }

    /// <summary>The value of a key that must be there; null after a problem.</summary>
    public Node? Required(string name, string meaning)
    {
        var node = Optional(name);
        if (node is null) problems.Error(mapping.At, $"{what} without '{name}'", $"'{name}:' with {meaning}");
        return node;
    }

    /// <summary>Where a key's value stands, or the mapping where there is none.</summary>
    public SourceLocation PlaceOf(string name) => mapping[name]?.At ?? mapping.At;

    /// <summary>A text, or null where the key is absent or no text.</summary>
    public ScalarNode? Scalar(string name, string meaning, bool required = false) => AsScalar(required ? Required(name, meaning) : Optional(name), meaning);

    /// <summary>A list; where a single value stands, a list of that one.</summary>
    public IReadOnlyList<Node> List(string name, string meaning, bool required = false) => (required ? Required(name, meaning) : Optional(name)) switch
    {
        null => [],
        SequenceNode sequence => sequence.Items,
        var single => [single],
    };

    /// <summary>A mapping, or null where the key is absent or no mapping.</summary>
    public MappingNode? Mapping(string name, string meaning, bool required = false)
    {
        var node = required ? Required(name, meaning) : Optional(name);
        if (node is MappingNode or null) return (MappingNode?)node;
        problems.Error(node.At, $"{node.Kind} as '{name}'", meaning);
        return null;
    }

    /// <summary>A finite number, or null where the key is absent or no number.</summary>
    public double? Number(string name, string meaning, bool required = false)
    {
        var scalar = Scalar(name, meaning, required);
        if (scalar is null) return null;
        if (TryNumber(scalar, out var value)) return value;
        problems.Error(scalar.At, $"{scalar.Kind} as '{name}'", meaning);
        return null;
    }

    /// <summary>A whole number within bounds, or null where the key is absent or no such number.</summary>
    public long? Whole(string name, long min, long max, string meaning, bool required = false)
    {
        var scalar = Scalar(name, meaning, required);
        if (scalar is null) return null;
        if (!scalar.Quoted && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;
        problems.Error(scalar.At, $"{scalar.Kind} as '{name}'", $"{meaning}, a whole number from {min} to {max}");
        return null;
    }

    /// <summary>Reports each key that nobody asked for. Call it last.</summary>
    public void RefuseOthers()
    {
        foreach (var entry in mapping.Entries.Where(entry => !_known.Contains(entry.Name)))
            problems.Error(entry.Key.At, $"unknown key '{entry.Name}' in {what}", $"one of {string.Join(", ", _known)}", entry.Name, _known);
    }

    /// <summary>Reads a plain number such as <c>0.5</c>, <c>2e7</c> or <c>3%</c>; infinities and quoted texts are none.</summary>
    public static bool TryNumber(ScalarNode scalar, out double value)
    {
        var text = scalar.Text;
        var percent = text.EndsWith('%');
        var read = double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        // Division by 100 keeps 3% equal to the literal 0.03; a multiplication by 0.01 would not.
        if (percent) value /= 100;
        return read && !scalar.Quoted && double.IsFinite(value);
    }

    private ScalarNode? AsScalar(Node? node, string meaning)
    {
        if (node is ScalarNode { Text.Length: > 0 } or null) return (ScalarNode?)node;
        problems.Error(node.At, node.Kind, meaning);
        return null;
    }
}
