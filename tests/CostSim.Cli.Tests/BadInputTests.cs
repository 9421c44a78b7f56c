namespace CostSim.Cli.Tests;

/// <summary>
/// Every <c>BadInputs/NAME.expected.txt</c> is what <c>costsim run NAME.yaml</c> says on the error stream in that folder. <c>NAME.args</c>, where
/// there is one, holds further words of the command line, one a line.
/// </summary>
public sealed class BadInputTests
{
    private static readonly string Folder = Repository.PathOf("tests", "CostSim.Cli.Tests", "BadInputs");

    public static TheoryData<string> Names => [.. NamesOf(".yaml")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mistake_is_named_with_its_place_and_nothing_is_written(string name)
    {
        using var folder = new TemporaryFolder();
        var output = folder.PathOf("out");
        var args = Path.Combine(Folder, $"{name}.args");

        var answer = CostSimProgram.Run(Folder, ["run", $"{name}.yaml", "-o", output, .. File.Exists(args) ? File.ReadAllLines(args) : []]);

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Golden.EqualFile(Path.Combine(Folder, $"{name}.expected.txt"), answer.Error);
        Assert.Empty(answer.Out);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void There_are_at_least_forty_and_every_expectation_has_its_input()
    {
        var expected = NamesOf(".expected.txt");

        Assert.Equal(NamesOf(".yaml"), expected);
        Assert.True(expected.Length >= 40, $"There are {expected.Length}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Validate_says_the_same_as_run(string name)
    {
        if (File.Exists(Path.Combine(Folder, $"{name}.args"))) return;   // validate takes no overrides

        var answer = CostSimProgram.Run(Folder, "validate", $"{name}.yaml");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, $"{name}.expected.txt")), answer.Error);
    }

    private static string[] NamesOf(string ending) =>
        [.. Directory.EnumerateFiles(Folder, $"*{ending}").Select(path => Path.GetFileName(path)[..^ending.Length]).Order(StringComparer.Ordinal)];
}
