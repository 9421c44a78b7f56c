using CostSim.Language;
using CostSim.Language.Evaluation;

namespace CostSim.Tests.Language;

public class CycleChangesTests
{
    private const int Cycles = 12, Parameters = 4, Draws = 16;

    [Fact]
    public void What_steps_up_once_is_calculated_twice()
    {
        var graph = new Graph();
        var isOld = graph.Less(graph.Constant(4.5), graph.CycleNumber());
        var hazard = graph.Multiply(graph.Parameter(0), graph.Select(isOld, graph.Constant(2), graph.Constant(1)));

        var plan = new EvaluationPlan(graph, [graph.HazardToProbability(hazard)], Cycles);

        Assert.Equal([0, 5], Enumerable.Range(0, Cycles + 1).Where(cycle => plan.ChangesByCycle[cycle].Length > 0));
        Assert.Equal(2, plan.ChangesByCycle[5].Length);
    }

    [Fact]
    public void A_choice_that_depends_on_the_cycle_alone_follows_the_chosen_value()
    {
        var graph = new Graph();
        var isLate = graph.Less(graph.Constant(2.5), graph.CycleNumber());
        var growing = graph.Multiply(graph.Parameter(0), graph.CycleNumber());

        var plan = new EvaluationPlan(graph, [graph.Select(isLate, graph.Parameter(1), growing)], cycles: 5);

        // The product changes with every cycle; what is chosen does so until the third, and then once more.
        Assert.Equal([2, 2, 2, 2, 1, 1], plan.ChangesByCycle.Select(changes => changes.Length));
    }

    [Fact]
    public void Cycles_in_order_give_the_bits_of_cycles_by_themselves()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var (graph, roots) = RandomGraph.Generate(random, Parameters, operations: 120);
            var plan = new EvaluationPlan(graph, roots, Cycles);
            double[][] parameters = [.. Enumerable.Range(0, Parameters).Select(_ => Enumerable.Range(0, Draws).Select(_ => random.NextDouble()).ToArray())];
            Workspace[] workspaces = [plan.CreateWorkspace(Draws), plan.CreateWorkspace(Draws)];
            foreach (var workspace in workspaces)
            {
                workspace.LoadBlock(Draws, (column, values) => parameters[column].CopyTo(values));
                workspace.EvaluateDraws();
            }

            for (var cycle = 0; cycle <= Cycles; cycle++)
            {
                workspaces[0].EvaluateNextCycle(cycle);
                workspaces[1].EvaluateCycle(cycle);
                foreach (var root in roots.Where(root => !plan.IsUniform(root)))
                    Assert.True(Bits(workspaces[0].Vector(root)).SequenceEqual(Bits(workspaces[1].Vector(root))), $"Seed {seed}, cycle {cycle}, root {root}.");
            }
        }

        static long[] Bits(ReadOnlySpan<double> values) => [.. values.ToArray().Select(BitConverter.DoubleToInt64Bits)];
    }
}
