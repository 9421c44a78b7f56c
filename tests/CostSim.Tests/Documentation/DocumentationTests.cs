using CostSim.Language;
using CostSim.Scenarios.Conventions;
using CostSim.Scenarios.Readers;
using CostSim.Units;
using CostSim.Verification;

namespace CostSim.Tests.Documentation;

public sealed class DocumentationTests
{
    private const string Language = "docs/model-language.md";
    private const string Scenarios = "scenarios/README.md";

    [Theory]
    [MemberData(nameof(FilesWithExamples))]
    public void Every_example_is_read_without_problems_and_runs(string document) =>
        AssertNone(new DocumentedExamples(MarkdownFile.Read(document)).Check());

    /// <summary>All Markdown files with YAML in them: an example that nobody runs will rot.</summary>
    public static TheoryData<string> FilesWithExamples() => [.. MarkdownFile.All().Where(file => file.Blocks.Any(block => block.Language == "yaml")).Select(file => file.Path)];

    [Fact]
    public void Every_relative_link_leads_to_a_file_and_a_heading_that_exist()
    {
        var files = MarkdownFile.All().ToDictionary(file => file.Path);
        var broken = files.Values.SelectMany(file => file.RelativeLinks().Where(link => !Leads(link)).Select(link => $"{file.Path}: {link.Path}#{link.Heading}"));

        AssertNone(broken);

        bool Leads((string Path, string Heading) link) => link.Heading.Length > 0
            ? files.TryGetValue(link.Path, out var file) && file.Headings().Contains(link.Heading)
            : Path.Exists(Path.Combine(Published.Repository.Root, link.Path));
    }

    [Fact]
    public void The_table_of_functions_is_that_of_the_language()
    {
        var rows = Functions.All.Select(function => $"| `{function.Signature}` | {function.About} | `{function.Formula.Replace("|", "\\|")}` | {function.Source} |".Replace(" |  |", " | |"));

        AssertNone(rows.Except(MarkdownFile.Read(Language).Text.Split('\n')));
    }

    [Fact]
    public void The_table_of_checks_is_that_of_the_verifier() =>
        AssertNone(Verifier.Claims.Select(check => $"| `{check.Key}` | {check.Value} |").Except(MarkdownFile.Read("docs/validation.md").Text.Split('\n')));

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_the_language_is_explained(string document, string word) => Assert.Contains($"`{word}`", MarkdownFile.Read(document).Text);

    public static TheoryData<string, string> Words()
    {
        var words = new TheoryData<string, string>();
        foreach (var name in DistributionReader.Names.Append("dirichlet").Concat(CycleCorrections.ByName.Keys)) words.Add(Scenarios, name);
        foreach (var name in Unit.DimensionlessWords) words.Add(Language, name);
        return words;
    }

    /// <summary>Unlike Assert.Empty, shows all of each.</summary>
    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));
}
