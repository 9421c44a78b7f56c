using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Schemas;

namespace CostSim.Tests.Fuzzing;

/// <summary>
/// Whatever stands in a model or scenario, the readers say what is wrong, or the scenario runs to finite numbers, or the run stops and says why.
/// No exception of another kind gets through, and nothing hangs.
/// </summary>
public sealed class DamagedFilesTests
{
    private const int Draws = 8;

    /// <summary>States × cycles × strategies: what is larger is read and compiled, but not run.</summary>
    private const double LargestRun = 40_000;

    /// <summary>A case takes milliseconds; this is for a machine that does much else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string, int> Files()
    {
        var files = new TheoryData<string, int>();
        foreach (var sample in Sample.Shipped().Where(sample => sample.IsScenario)) files.Add(sample.Name, sample.Scenario()!.Texts.Where(file => file.Key.EndsWith(".yaml", StringComparison.Ordinal)).Sum(file => file.Value.Length) > 10_000 ? 8 : 200);
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Damage_is_told_or_does_no_harm(string name, int cases)
    {
        var sample = Sample.Shipped().First(sample => sample.Name == name);
        var whole = sample.Scenario()!;
        string[] files = [.. whole.Texts.Keys.Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var roots = files.ToDictionary(file => file, file => YamlReader.Read(file, whole.Texts[file], new Problems()));
        var seed = cases + name.Sum(c => c);
        var random = new Random(seed);
        var damage = new Damage(random);
        for (var i = 0; i < cases; i++)
        {
            var file = files[random.Next(files.Length)];
            var text = damage.Of(whole.Texts[file], roots[file]);
            var wrong = await AnswerInTime(name, path => path == file ? TextResult.Of(text) : whole.Texts.TryGetValue(path, out var other) ? TextResult.Of(other) : TextResult.Failed("no such file"));
            Assert.True(wrong is null, $"Case {i} of seed {seed}, {file}: {wrong}\n{text}");
        }
    }

    private static async Task<string?> AnswerInTime(string name, TextSource source)
    {
        try
        {
            return await Task.Run(() => Answer(name, source)).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return "it does not end";
        }
    }

    /// <summary>Null where the program did right, else what it did.</summary>
    private static string? Answer(string name, TextSource source)
    {
        try
        {
            var problems = new Problems();
            var scenario = ScenarioReader.Read(name, source, [], problems);
            var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
            if (scenario is null || plan is null) return problems.HasErrors ? null : "no scenario, and no problem";
            if ((double)scenario.Model.Space.States.Count * scenario.Cycles * scenario.Strategies.Count > LargestRun) return null;
            if (scenario.Parameters.Any(parameter => parameter.Value is SuppliedValue)) return Infinite(ScenarioRun.Deterministic(plan));
            var few = scenario with { Psa = new PsaSettings(Draws, scenario.Psa.Seed, SamplingMethods.Random) };
            if (CohortPlan.Compile(few, problems) is not { } small) return "a plan that is none with fewer draws";
            var result = ScenarioRun.Execute(small, new RunOptions { Threads = 1 }, null, CancellationToken.None);
            return Infinite(result.Deterministic) ?? Infinite(result.Outcomes);
        }
        catch (SimulationException)
        {
            return null;   // the run stopped and says where
        }
#pragma warning disable CA1031 // What is looked for is any exception at all.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            return defect.ToString();
        }
    }

    private static string? Infinite(OutcomeTable table)
    {
        for (var s = 0; s < table.Strategies.Count; s++)
        {
            foreach (var outcome in table.Outcomes)
            {
                foreach (var value in table[s, outcome])
                {
                    if (!double.IsFinite(value)) return $"{value} as {outcome} of {table.Strategies[s]}";
                }
            }
        }
        return null;
    }
}
