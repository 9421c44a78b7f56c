using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Documentation;
using CostSim.Tests.Published;

namespace CostSim.Tests.Schemas;

/// <summary>A model or scenario that the readers take, with the files that it names.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Others">Gives the other files.</param>
internal sealed record Sample(string Name, string Text, bool IsScenario, TextSource Others)
{
    /// <summary>Everything that is shipped, and every example of the documentation; the shortest first.</summary>
    public static IReadOnlyList<Sample> All { get; } = [.. Shipped().Concat(Documented()).OrderBy(sample => sample.Text.Length)];

    /// <summary>Models and scenarios of the folder <c>scenarios/</c>.</summary>
    public static IEnumerable<Sample> Shipped() =>
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let text = File.ReadAllText(path)
        select new Sample(Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), text, !Path.GetDirectoryName(path)!.EndsWith("models", StringComparison.Ordinal), OnDisk);

    private static IEnumerable<Sample> Documented() =>
        MarkdownFile.All().Where(file => file.Blocks.Any(block => block.Language == "yaml")).SelectMany(file =>
        {
            var examples = new DocumentedExamples(file);
            _ = examples.Check();
            return examples.Read;
        });

    /// <summary>Its outermost mapping.</summary>
    public MappingNode Root() => YamlReader.Read(Name, Text, new Problems())!;

    /// <summary>What it says, when it is a scenario.</summary>
    public Scenario? Scenario() => IsScenario ? ScenarioReader.Read(Name, path => path == Name ? TextResult.Of(Text) : Others(path), [], new Problems()) : null;

    /// <summary>What the readers say of another text in its place.</summary>
    public Problems ProblemsOf(string text)
    {
        var problems = new Problems();
        if (IsScenario) _ = ScenarioReader.Read(Name, path => path == Name ? TextResult.Of(text) : Others(path), [], problems);
        else _ = ModelReader.Read(Name, text, problems);
        return problems;
    }

    private static TextResult OnDisk(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        return File.Exists(full) ? TextResult.Of(File.ReadAllText(full)) : TextResult.Failed("no such file");
    }
}
