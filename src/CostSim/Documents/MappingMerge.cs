namespace CostSim.Documents;

/// <summary>Puts one mapping over another: what stands in the upper one counts.</summary>
/// <remarks>
/// Mappings merge key by key; a list or a text replaces what is below it; <c>~</c> or <c>null</c> takes a key away. Every piece keeps the place where it
/// is written, so that a message names the right one of the two files.
/// </remarks>
public static class MappingMerge
{
    /// <summary>Merges two values of one key.</summary>
    /// <param name="names">The keys on the way to the value, outermost first.</param>
    /// <param name="upper">The value that counts.</param>
    /// <param name="lower">The value below.</param>
    /// <returns>The value that results, or null: merge as usual.</returns>
    public delegate Node? Rule(IReadOnlyList<string> names, Node upper, Node lower);

    /// <summary>The upper mapping, with what it leaves out filled from the lower one.</summary>
    /// <param name="upper">What counts. Its keys come after those of the lower one, which keep their order.</param>
    /// <param name="lower">What is below.</param>
    /// <param name="rule">Tells of values that do not merge as usual.</param>
    public static MappingNode Over(MappingNode upper, MappingNode lower, Rule rule) => Merge(upper, lower, rule, []);

    /// <summary>Takes away keys whose value is <c>~</c> or <c>null</c>, at every depth: there is nothing below that they could remove.</summary>
    public static MappingNode WithoutRemovals(MappingNode mapping) => mapping with
    {
        Entries = [.. mapping.Entries.Where(entry => !IsRemoval(entry.Value)).Select(entry => entry.Value is MappingNode inner ? entry with { Value = WithoutRemovals(inner) } : entry)],
    };

    private static MappingNode Merge(MappingNode upper, MappingNode lower, Rule rule, IReadOnlyList<string> names)
    {
        var entries = new List<Entry>();
        foreach (var below in lower.Entries)
        {
            var above = upper.Entries.FirstOrDefault(entry => entry.Name == below.Name);
            if (above is null) entries.Add(below);
            else if (!IsRemoval(above.Value)) entries.Add(above with { Value = Merge(above.Value, below.Value, rule, [.. names, above.Name]) });
        }
        entries.AddRange(upper.Entries.Where(entry => lower[entry.Name] is null && !IsRemoval(entry.Value)).Select(entry => entry.Value is MappingNode inner ? entry with { Value = WithoutRemovals(inner) } : entry));
        return upper with { Entries = entries };
    }

    private static Node Merge(Node upper, Node lower, Rule rule, IReadOnlyList<string> names) => rule(names, upper, lower) ?? (upper, lower) switch
    {
        (MappingNode above, MappingNode below) => Merge(above, below, rule, names),
        (MappingNode above, _) => WithoutRemovals(above),
        _ => upper,
    };

    private static bool IsRemoval(Node node) => node is ScalarNode { Quoted: false, Text: "~" or "null" };
}
