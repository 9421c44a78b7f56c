using CostSim.Cli.Files;
using CostSim.Schemas;

namespace CostSim.Cli.Tests.Commands;

public sealed class NewCommandTests
{
    public static TheoryData<string> Names => [.. Template.ByName.Keys];

    [Fact]
    public void Without_a_name_the_templates_are_listed()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "new");

        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Error));
        Assert.Equal(Template.ByName.Keys, answer.Out.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_valid_and_runs(string name)
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "new", name, "-o", "mine");

        Assert.Equal((ExitCode.Done, ""), (answer.ExitCode, answer.Error));
        var scenario = answer.Out.Split('\n')[0];
        var validated = CostSimProgram.Run(folder.Path, "validate", scenario);
        Assert.True(validated.ExitCode == ExitCode.Done, validated.Error);
        Assert.DoesNotContain("without a source", validated.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(folder.Path, "run", scenario, "--draws", "64").ExitCode);
    }

    /// <summary>The knee model is verified where it is shipped; what is written here differs in numbers only.</summary>
    [Theory]
    [InlineData("three-state")]
    [InlineData("survival")]
    public void What_is_written_passes_every_check(string name)
    {
        using var folder = new TemporaryFolder();
        _ = CostSimProgram.Run(folder.Path, "new", name);

        var answer = CostSimProgram.Run(folder.Path, "verify", $"{name}/scenario.yaml");

        Assert.True(answer.ExitCode == ExitCode.Done, answer.Out + answer.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_file_names_its_schema_which_is_beside_it(string name)
    {
        using var folder = new TemporaryFolder();

        _ = CostSimProgram.Run(folder.Path, "new", name);

        var files = Directory.EnumerateFiles(folder.PathOf(name), "*.yaml", SearchOption.AllDirectories).ToList();
        Assert.True(files.Count >= 2);
        foreach (var file in files)
        {
            const string Start = "# yaml-language-server: $schema=";
            var first = File.ReadLines(file).First();
            Assert.StartsWith(Start, first, StringComparison.Ordinal);
            var isModel = File.ReadLines(file).Any(line => line.StartsWith("states:", StringComparison.Ordinal));
            Assert.Equal(isModel ? JsonSchemas.OfModels() : JsonSchemas.OfScenarios(), File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, first[Start.Length..])));
        }
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        using var folder = new TemporaryFolder();
        _ = CostSimProgram.Run(folder.Path, "new", "three-state");
        folder.Write("three-state/model.yaml", "mine");

        var answer = CostSimProgram.Run(folder.Path, "new", "three-state");

        Assert.Equal(new Answer(ExitCode.BadInput, "", "-o three-state:1:1: error: 'three-state' exists; expected the name of a new folder: nothing is overwritten\n1 problem\n"), answer);
        Assert.Equal("mine", folder.Read("three-state/model.yaml"));
    }

    [Fact]
    public void An_unknown_template_is_refused_with_the_nearest()
    {
        var answer = CostSimProgram.Run("/", "new", "nee");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("found 'nee'; expected one of three-state, survival, knee; did you mean 'knee'?", answer.Error, StringComparison.Ordinal);
    }
}
