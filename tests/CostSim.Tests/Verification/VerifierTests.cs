using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Published;
using CostSim.Verification;

namespace CostSim.Tests.Verification;

/// <summary>A sound model passes; each of the mistakes in Mistakes/ is caught by the check that its file names.</summary>
public sealed class VerifierTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "CostSim.Tests", "Verification");

    public static TheoryData<string> Mistakes => [.. Directory.EnumerateFiles(Path.Combine(Folder, "Mistakes"), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>The knee model takes longest: see <c>VerifyCommandTests</c>.</summary>
    /// <summary>All but those that change some numbers of the knee's base case: each takes half a minute; docs/knee-oa.md tells how to verify them.</summary>
    public static TheoryData<string> ShippedScenarios =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Where(IsScenario).Where(path => !IsOnKneeBase(path)).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_sound_model_passes_every_check_that_applies()
    {
        var results = Verifier.Run(Read(_ => null), CancellationToken.None);

        Assert.Empty(results.Where(result => result.Status is CheckStatus.Fail or CheckStatus.Accepted).Select(result => $"{result.Name}: {result.Why}"));
        Assert.Empty(results.Where(result => result.Status == CheckStatus.NotApplicable).Select(result => result.Name));
    }

    [Fact]
    public void There_are_at_least_twenty_five_checks_and_fifteen_mistakes()
    {
        Assert.True(Verifier.Names.Count >= 25, $"There are {Verifier.Names.Count} checks.");
        Assert.True(Mistakes.Count >= 15, $"There are {Mistakes.Count} mistakes.");
        Assert.Equal(Verifier.Names.Count, Verifier.Names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_caught_by_the_check_that_is_for_it(string name)
    {
        var mistake = YamlReader.Read(name, File.ReadAllText(Path.Combine(Folder, "Mistakes", $"{name}.yaml")), new Problems())!;
        var (file, sound) = (Text("file"), File.ReadAllText(Path.Combine(Folder, Text("file"))));
        var wrong = sound.Replace(Text("replace"), Text("with"), StringComparison.Ordinal);

        var results = Verifier.Run(Read(path => path == file ? wrong : null), CancellationToken.None);

        Assert.NotEqual(sound, wrong);
        Assert.Contains(Text("caught_by"), results.Where(result => result.Status == CheckStatus.Fail).Select(result => result.Name));

        string Text(string key) => ((ScalarNode)mistake[key]!).Text;
    }

    [Theory]
    [MemberData(nameof(ShippedScenarios))]
    public void Every_shipped_scenario_passes(string path)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, path), Repository.Read, [], problems);

        Assert.NotNull(scenario);
        Assert.Empty(Verifier.Run(scenario, CancellationToken.None).Where(result => result.Status == CheckStatus.Fail).Select(result => $"{result.Name}: {result.Why}"));
    }

    [Fact]
    public void A_failure_with_a_reason_is_accepted_and_shows_the_reason()
    {
        var results = Verifier.Run(
            Read(path => path == "sound.yaml" ? File.ReadAllText(Path.Combine(Folder, path)).Replace("cost: 3%", "cost: 0%", StringComparison.Ordinal).Replace("verify:", "verify:\n  accept: { discount-both: as published }", StringComparison.Ordinal) : null),
            CancellationToken.None);

        var result = results.Single(result => result.Name == "discount-both");
        Assert.Equal(CheckStatus.Accepted, result.Status);
        Assert.Contains("accepted: as published", result.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("only: { hr_drag: [drug] }", "unknown parameter 'hr_drag' in 'verify'")]
    [InlineData("only: { hr_drug: [placebo] }", "unknown strategy 'placebo' in 'verify'")]
    [InlineData("raising: { hr_drug: { qualy: up } }", "unknown outcome 'qualy' in 'verify'")]
    [InlineData("raising: { hr_drug: { qaly: sideways } }", "'sideways' in 'verify'")]
    [InlineData("raising: { hr_drug: up }", "'up' in 'verify'")]
    [InlineData("stay: { recovering: 4 weeks }", "'4 weeks' in 'verify'")]
    [InlineData("dead: [ded]", "unknown state 'ded' in 'verify'")]
    [InlineData("dead: [[dead]]", "a list in 'verify'")]
    [InlineData("ascending: { ly: { a: b } }", "a mapping in 'verify'")]
    [InlineData("accept: { discount-both: [] }", "a list in 'verify'")]
    [InlineData("expect: {}", "unknown key 'expect' in 'verify'")]
    public void A_wrong_expectation_is_reported_where_it_stands(string block, string found)
    {
        var problems = new Problems();
        var text = File.ReadAllText(Path.Combine(Folder, "sound.yaml"));
        var changed = $"{text[..text.IndexOf("verify:", StringComparison.Ordinal)]}verify:\n  {block}\n";

        var scenario = ScenarioReader.Read("sound.yaml", path => TextResult.Of(path == "sound.yaml" ? changed : File.ReadAllText(Path.Combine(Folder, path))), [], problems);

        Assert.Null(scenario);
        var problem = Assert.Single(problems);
        Assert.Equal(found, problem.Found);
        Assert.Equal(changed.Split('\n').Length - 1, problem.At.Line);
    }

    [Fact]
    public void A_check_that_there_is_not_is_reported()
    {
        var scenario = Read(path => path == "sound.yaml" ? File.ReadAllText(Path.Combine(Folder, path)).Replace("verify:", "verify:\n  accept: { discount-booth: as published }", StringComparison.Ordinal) : null);
        var problems = new Problems();

        Verifier.CheckNames(scenario, problems);

        Assert.Equal("discount-both", Assert.Single(problems).Nearest);
    }

    private static Scenario Read(Func<string, string?> changed)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read("sound.yaml", path => TextResult.Of(changed(path) ?? File.ReadAllText(Path.Combine(Folder, path))), [], problems);
        return scenario ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static bool IsOnKneeBase(string path) => path.Contains("/knee/", StringComparison.Ordinal) && File.ReadLines(path).Any(line => line.StartsWith("extends:", StringComparison.Ordinal));

    private static bool IsScenario(string path) => File.ReadLines(path).Any(line => line.StartsWith("scenario:", StringComparison.Ordinal));
}
