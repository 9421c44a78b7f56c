using CostSim.Documents;

namespace CostSim.Tests.Schemas;

/// <summary>A document with one thing changed.</summary>
internal static class Change
{
    /// <summary>The same document with another node in the place of one.</summary>
    public static Node Replace(Node root, Node old, Node? with) => ReferenceEquals(root, old) ? with! : root switch
    {
        MappingNode mapping => mapping with
        {
            Entries = [.. mapping.Entries.Where(entry => with is not null || !ReferenceEquals(entry.Value, old)).Select(entry => entry with { Value = Replace(entry.Value, old, with) })],
        },
        SequenceNode sequence => sequence with { Items = [.. sequence.Items.Where(item => with is not null || !ReferenceEquals(item, old)).Select(item => Replace(item, old, with))] },
        _ => root,
    };

    public static MappingNode WithKey(MappingNode mapping, string key, string value) =>
        mapping with { Entries = [.. mapping.Entries, new Entry(Word(mapping, key), Word(mapping, value))] };

    public static ScalarNode Word(Node place, string text) => new(place.At, text, Quoted: false);
}
