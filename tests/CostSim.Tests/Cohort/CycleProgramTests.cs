using CostSim.Cohort;
using CostSim.Tests.Published;

namespace CostSim.Tests.Cohort;

/// <summary>What programs leave out; that they come to the same is tested with every oracle of the engine.</summary>
public class CycleProgramTests
{
    private const int Models = 300;

    private static readonly Lazy<CohortPlan> Knee = new(() => Repository.Compile("scenarios/knee/us-payer.yaml"));

    [Fact]
    public void A_row_is_written_once_a_cycle_unless_people_come()
    {
        foreach (var program in Knee.Value.Programs(isTraced: false))
        {
            foreach (var cycle in program.Cycles.Distinct())
            {
                var written = cycle.Moves.Where(update => update is { Kind: UpdateKind.Occupancy, HasSelf: true, Inflows: 0 }).GroupBy(update => update.State);
                Assert.All(written, state => Assert.Single(state));
            }
        }
    }

    [Fact]
    public void People_who_part_alike_are_added_up_before()
    {
        var program = Knee.Value.Programs(isTraced: false)[2];
        var states = program.Group.Plan.States;
        var entered = program.Cycles[24].Moves.Where(update => update.State < states.Length && update.Inflows > 0 && states[update.State].ToString().StartsWith("replaced", StringComparison.Ordinal)).ToList();

        // From 21 states, by four KL grades of which some part alike.
        Assert.Equal(2, entered.Count);
        Assert.All(entered, update => Assert.InRange(SourcesOf(program.Cycles[24], update), 1, 4));
    }

    [Fact]
    public void What_changes_with_the_cycle_is_little()
    {
        var changes = Knee.Value.Evaluation.ChangesByCycle.Average(instructions => instructions.Length);

        Assert.InRange(changes, 1, 60);
    }

    [Fact]
    public void Random_models_write_rows_late_and_add_up_who_leaves()
    {
        var (late, added) = (0, 0);
        for (var seed = 0; seed < Models; seed++)
        {
            var written = RandomModel.Of(seed);
            var programs = Tests.Scenarios.Written.Plan(Tests.Scenarios.Written.Scenario(written.Model, written.Scenario)).Programs(isTraced: false);
            var updates = programs.SelectMany(program => program.Cycles.SelectMany(cycle => cycle.Moves.Select(update => (Program: program, Cycle: cycle, Update: update)))).ToList();
            if (updates.Exists(item => item.Update.Stay.Count > 1)) late++;
            if (updates.Exists(item => item.Update.Kind == UpdateKind.Occupancy && item.Update.State > item.Program.Group.Plan.States.Length && !IsMerged(item.Cycle, item.Update.State))) added++;
        }

        Assert.True(late >= 100 && added >= 20, $"Of {Models} models {late} write rows late, {added} add up who leaves.");
    }

    private static bool IsMerged(CycleProgram cycle, int row) => cycle.Rewards.Any(update => update.State == row && update.Kind != UpdateKind.Collection);

    private static int SourcesOf(CycleProgram cycle, Update update) => cycle.Inflows.AsSpan(update.FirstInflow, update.Inflows).ToArray().Sum(inflow => inflow.Sources);
}
