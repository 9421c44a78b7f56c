namespace CostSim.Tests.Documentation;

/// <summary>Puts the keys of one YAML text into another, as people do with an editor: mappings are joined two levels deep, everything else is replaced.</summary>
/// <remarks>
/// Works on block style with indents of two spaces, which the examples of the documentation keep to. The items of a list are told apart by their first
/// line, such as <c>- name: death</c>.
/// </remarks>
internal static class YamlText
{
    /// <summary>The keys at the outermost level.</summary>
    public static IReadOnlyList<string> Keys(string text) => [.. Entries(text, indent: 0).Select(entry => entry.Key)];

    public static string Merge(string text, string part) => Merge(text, part, indent: 0);

    private static string Merge(string text, string part, int indent)
    {
        var entries = Entries(text, indent);
        foreach (var (key, own) in Entries(part, indent))
        {
            // The entries of a table stand either under its name or under their own, with a dot.
            entries.RemoveAll(entry => entry.Key.StartsWith($"{key}.", StringComparison.Ordinal) || key.StartsWith($"{entry.Key}.", StringComparison.Ordinal));
            var at = entries.FindIndex(entry => entry.Key == key);
            if (at < 0) entries.Add((key, own));
            else if (indent == 0 && Body(entries[at].Text) is { } old && Body(own) is { } added) entries[at] = (key, $"{key}:\n{Merge(old, added, indent + 2)}");
            else entries[at] = (key, own);
        }
        return string.Concat(entries.Select(entry => entry.Text));
    }

    /// <summary>The lines below a key, when they are a mapping or list in block style.</summary>
    private static string? Body(string entry)
    {
        var end = entry.IndexOf('\n');
        var (first, body) = (entry[..end].Split('#')[0].TrimEnd(), entry[(end + 1)..]);
        return first.EndsWith(':') && body.Length > 0 ? body : null;
    }

    private static List<(string Key, string Text)> Entries(string text, int indent)
    {
        var entries = new List<(string Key, string Text)>();
        foreach (var line in text.TrimEnd('\n').Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')))
        {
            if (line.TakeWhile(c => c == ' ').Count() == indent) entries.Add((KeyOf(line), line + "\n"));
            else entries[^1] = (entries[^1].Key, entries[^1].Text + line + "\n");
        }
        return entries;
    }

    private static string KeyOf(string line) => line.TrimStart().StartsWith('-') ? line.Split('#')[0].Trim() : line[..line.IndexOf(':')].Trim();
}
