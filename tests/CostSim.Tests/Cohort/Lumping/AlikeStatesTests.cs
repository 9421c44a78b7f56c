using CostSim.Cohort;
using CostSim.Tests.Published;

namespace CostSim.Tests.Cohort.Lumping;

/// <summary>States that behave alike are moved as one, or each by itself: both must come to the same.</summary>
public class AlikeStatesTests
{
    private const int Models = 300, Draws = 16;

    private const double Tolerance = 1e-12;

    /// <summary>All but models, studies and base files, which are no scenarios.</summary>
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories)
        .Where(path => File.ReadLines(path).Any(line => line.StartsWith("scenario:", StringComparison.Ordinal)))
        .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Shipped_scenarios_come_to_the_same_with_each_state_by_itself(string file) => AssertSameTotals(Repository.Compile(file), file);

    [Fact]
    public void Random_models_come_to_the_same_with_each_state_by_itself()
    {
        var merged = 0;
        for (var seed = 0; seed < Models; seed++)
        {
            var written = RandomModel.Of(seed);
            var plan = Tests.Scenarios.Written.Plan(Tests.Scenarios.Written.Scenario(written.Model, written.Scenario));
            AssertSameTotals(plan, $"Seed {seed}:\n{written}");
            if (plan.Programs(isTraced: false).Any(HasMergers)) merged++;
        }

        Assert.True(merged >= 20, $"Only {merged} of {Models} models have states that behave alike.");
    }

    [Fact]
    public void The_years_after_a_knee_replacement_are_few_states()
    {
        var program = Repository.Compile("scenarios/knee/us-payer.yaml").Programs(isTraced: false)[0];
        var cycle = program.Cycles[^2];

        var written = cycle.Moves.Where(update => update.Kind == UpdateKind.Occupancy).Select(update => update.State).Distinct().Count();

        Assert.True(HasMergers(program));
        Assert.True(written < cycle.Occupied.Count(is1 => is1) / 2, $"{written} of {cycle.Occupied.Count(is1 => is1)} states are moved by themselves.");
    }

    private static bool HasMergers(GroupProgram program) => program.Cycles.Any(cycle => cycle.Rewards.Any(update => update.Kind == UpdateKind.Merger));

    private static void AssertSameTotals(CohortPlan first, string what)
    {
        foreach (var plan in first.Profiles)
        {
            var (merged, alone) = (new CohortSimulation(plan, Draws), new CohortSimulation(plan, Draws, isTraced: false, segments: [], plan.BuildByState()));
            merged.Run(0, Draws);
            alone.Run(0, Draws);
            for (var s = 0; s < plan.Scenario.Strategies.Count; s++)
            {
                for (var o = 0; o < plan.Outcomes.Count; o++)
                {
                    for (var d = 0; d < Draws; d++)
                    {
                        var (one, other) = (merged.Total(s, o)[d], alone.Total(s, o)[d]);
                        Assert.True(Math.Abs(one - other) <= Tolerance * Math.Abs(other) + 1e-13, $"{plan.Outcomes[o]} of strategy {s}, draw {d}: {one:R} and {other:R}. {what}");
                    }
                }
            }
        }
    }
}
