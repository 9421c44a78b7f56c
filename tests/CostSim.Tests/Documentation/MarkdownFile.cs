using System.Text.RegularExpressions;
using CostSim.Tests.Published;

namespace CostSim.Tests.Documentation;

/// <summary>A Markdown file of the repository: its fenced blocks, links and headings.</summary>
internal sealed partial class MarkdownFile
{
    private readonly string[] _lines;

    private MarkdownFile(string path)
    {
        Path = path;
        _lines = File.ReadAllLines(System.IO.Path.Combine(Repository.Root, path));
        Blocks = ReadBlocks();
    }

    /// <summary>Relative to the repository.</summary>
    public string Path { get; }

    /// <summary>The fenced blocks, in order.</summary>
    public IReadOnlyList<FencedBlock> Blocks { get; }

    public string Text => string.Join('\n', _lines);

    public static MarkdownFile Read(string path) => new(path);

    /// <summary>Every Markdown file that belongs to the project: no package's, no build's.</summary>
    public static IEnumerable<MarkdownFile> All()
    {
        string[] foreign = ["bin", "obj", "node_modules", "results"];
        return Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part.StartsWith('.') || foreign.Contains(part)))
            .Order(StringComparer.Ordinal).Select(Read);
    }

    /// <summary>Where links lead, outside fenced blocks and code: a path relative to the repository, and a heading or nothing.</summary>
    public IEnumerable<(string Path, string Heading)> RelativeLinks()
    {
        foreach (Match link in Link().Matches(InlineCode().Replace(Prose(), "")))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://") || target.StartsWith("mailto:", StringComparison.Ordinal)) continue;
            var parts = target.Split('#', 2);
            var folder = System.IO.Path.GetDirectoryName(Path)!;
            var path = parts[0].Length == 0 ? Path : System.IO.Path.GetRelativePath(Repository.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, folder, parts[0])));
            yield return (path, parts.Length == 2 ? parts[1] : "");
        }
    }

    /// <summary>The names of its headings in links, as GitHub makes them.</summary>
    public HashSet<string> Headings() =>
        [.. Prose().Split('\n').Where(line => line.StartsWith('#')).Select(line => NoSlug().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    private string Prose()
    {
        var fenced = Blocks.SelectMany(block => Enumerable.Range(block.Line - 1, block.Lines + 2)).ToHashSet();
        return string.Join('\n', _lines.Where((_, line) => !fenced.Contains(line)));
    }

    private List<FencedBlock> ReadBlocks()
    {
        const string Fence = "```";
        var blocks = new List<FencedBlock>();
        for (var line = 0; line < _lines.Length; line++)
        {
            if (!_lines[line].StartsWith(Fence, StringComparison.Ordinal)) continue;
            var end = Array.FindIndex(_lines, line + 1, later => later == Fence);
            if (end < 0) throw new InvalidDataException($"{Path}:{line + 1}: a fenced block that does not end.");
            var words = _lines[line][Fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            blocks.Add(new FencedBlock(words.ElementAtOrDefault(0) ?? "", string.Join(' ', words.Skip(1)), string.Join('\n', _lines[(line + 1)..end]) + "\n", line + 1, end - line - 1));
            line = end;
        }
        return blocks;
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`", RegexOptions.NonBacktracking)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.NonBacktracking)]
    private static partial Regex NoSlug();
}

/// <summary>A fenced block.</summary>
/// <param name="Language">The first word after the fence: "yaml".</param>
/// <param name="Kind">The other words.</param>
/// <param name="Line">Of the opening fence, 1-based.</param>
/// <param name="Lines">Of the text.</param>
internal sealed record FencedBlock(string Language, string Kind, string Text, int Line, int Lines);
