namespace CostSim.Cli.Tests;

/// <summary>Whatever a file holds, the program answers with messages: no exception gets through, and nothing hangs.</summary>
public sealed class DamagedScenarioTests
{
    private const int Cases = 1_500;
    private const string Characters = "{}[]:,-#'\"&*!|>%@ \n\t().0123456789abeinstyz=<>+^~\\\u00e9\u4e2d\0";

    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Theory]
    [InlineData("illness.yaml", 20_260_101)]
    [InlineData("illness-model.yaml", 20_260_102)]
    [InlineData("life-table.csv", 20_260_103)]
    public void Damage_to_a_file_is_told_or_does_no_harm(string damaged, int seed)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Scenarios)) folder.Write(Path.GetFileName(file), File.ReadAllText(file));
        var text = File.ReadAllText(Path.Combine(Scenarios, damaged));
        var random = new Random(seed);

        for (var i = 0; i < Cases; i++)
        {
            var written = Damage(text, random);
            folder.Write(damaged, written);

            var answer = CostSimProgram.Run(folder.Path, "validate", "illness.yaml");

            Assert.True(answer.ExitCode is ExitCode.Done or ExitCode.BadInput, $"Case {i} of seed {seed}: {answer.Error}\n{written}");
            Assert.True(answer.ExitCode == ExitCode.Done || answer.Error.EndsWith("problem\n", StringComparison.Ordinal) || answer.Error.EndsWith("problems\n", StringComparison.Ordinal), answer.Error);
        }
    }

    /// <summary>One to three small changes: characters put in, taken out, replaced, lines swapped, the end cut off.</summary>
    private static string Damage(string text, Random random)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(text.Length);
            var length = Math.Min(random.Next(1, 12), text.Length - at);
            text = random.Next(6) switch
            {
                0 => text.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
                1 => text.Remove(at, length),
                2 => text.Remove(at, 1).Insert(at, Characters[random.Next(Characters.Length)].ToString()),
                3 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
                4 when changes == 1 => text[..Math.Max(1, at)],
                _ => SwapLines(text, random),
            };
            if (text.Length == 0) text = "x";
        }
        return text;
    }

    private static string SwapLines(string text, Random random)
    {
        var lines = text.Split('\n');
        var (a, b) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[a], lines[b]) = (lines[b], lines[a]);
        return string.Join('\n', lines);
    }
}
