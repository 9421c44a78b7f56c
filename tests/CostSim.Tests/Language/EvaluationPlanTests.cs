using CostSim.Language;
using CostSim.Language.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Language;

public sealed class EvaluationPlanTests
{
    private const int Parameters = 6;
    private const int Cycles = 3;

    [Fact]
    public void A_plan_equals_the_interpreter_bit_for_bit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var (graph, roots) = RandomGraph.Generate(random, Parameters, operations: random.Next(1, 60));
            double[][] draws = [.. Enumerable.Range(0, 16).Select(_ => RandomGraph.Draw(random, Parameters))];
            var expected = from draw in draws from cycle in Enumerable.Range(0, Cycles + 1) from root in roots select graph.Evaluate(root, cycle, draw);
            return expected.Zip(Evaluate(new EvaluationPlan(graph, roots, Cycles), roots, draws, width: 16, perBlock: 16)).All(pair => HaveSameBits(pair.First, pair.Second));
        }).Check(Config.QuickThrowOnFailure.WithReplay(1UL, 3UL).WithMaxTest(1000));

    [Fact]
    public void Neither_the_width_nor_the_position_changes_a_bit()
    {
        var random = new Random(20_260_101);
        for (var example = 0; example < 20; example++)
        {
            var (graph, roots) = RandomGraph.Generate(random, Parameters, operations: 60);
            var plan = new EvaluationPlan(graph, roots, Cycles);
            double[][] draws = [.. Enumerable.Range(0, 1024).Select(_ => RandomGraph.Draw(random, Parameters))];

            var alone = Evaluate(plan, roots, draws, width: 8, perBlock: 1);

            Assert.Equal(alone, Evaluate(plan, roots, draws, width: 8, perBlock: 8));
            Assert.Equal(alone, Evaluate(plan, roots, draws, width: 24, perBlock: 23));
            Assert.Equal(alone, Evaluate(plan, roots, draws, width: 128, perBlock: 128));
            Assert.Equal(alone, Evaluate(plan, roots, draws, width: 1024, perBlock: 1024));
        }
    }

    [Fact]
    public void Each_part_is_calculated_as_rarely_as_it_can_be()
    {
        var graph = new Graph();
        var (p, cycle) = (graph.Parameter(4), graph.CycleNumber());
        var perRun = graph.Exp(graph.Constant(2));
        var perCycle = graph.Multiply(cycle, graph.Constant(0.25));
        var perBlock = graph.Multiply(graph.Exp(p), perRun);
        var perBlockAndCycle = graph.Multiply(perBlock, perCycle);
        graph.Log(graph.Parameter(2));   // nobody wants it

        var plan = new EvaluationPlan(graph, [perRun, perCycle, perBlock, perBlockAndCycle], Cycles);

        Assert.Equal([4], plan.ParameterColumns);
        Assert.Equal((2, 1), (plan.OperationsPerBlock, plan.OperationsPerCycle));
        Assert.Equal((true, true, false, false), (plan.IsUniform(perRun), plan.IsUniform(perCycle), plan.IsUniform(perBlock), plan.IsUniform(perBlockAndCycle)));
        Assert.Equal((false, true, false, true),
            (plan.DependsOnCycle(perRun), plan.DependsOnCycle(perCycle), plan.DependsOnCycle(perBlock), plan.DependsOnCycle(perBlockAndCycle)));
        Assert.Equal(0.75, plan.Scalar(perCycle, 3));
        Assert.Equal(Math.Exp(2), plan.Scalar(perRun, 0));
        Assert.Throws<ArgumentException>(() => plan.Scalar(perBlock, 0));
        Assert.Throws<ArgumentException>(() => plan.Scalar(p, 0));
        Assert.Throws<ArgumentException>(() => plan.CreateWorkspace(8).Vector(perRun).Length);
    }

    [Fact]
    public void Vectors_that_are_used_up_give_their_slots_to_others()
    {
        var graph = new Graph();
        var node = graph.Parameter(0);
        for (var i = 0; i < 100; i++) node = graph.Exp(graph.Negate(node));

        var plan = new EvaluationPlan(graph, [node], cycles: 0);

        Assert.Equal(200, plan.OperationsPerBlock);
        Assert.Equal(3, plan.Slots);
    }

    [Fact]
    public void Evaluation_allocates_nothing()
    {
        var (graph, roots) = RandomGraph.Generate(new Random(7), Parameters, operations: 200);
        var workspace = new EvaluationPlan(graph, roots, Cycles).CreateWorkspace(64);
        workspace.LoadBlock(64, (_, values) => values.Fill(0.5));
        Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            workspace.EvaluateDraws();
            for (var cycle = 0; cycle <= Cycles; cycle++) workspace.EvaluateCycle(cycle);
        }
    }

    [Fact]
    public void What_has_not_been_loaded_is_no_number()
    {
        var graph = new Graph();
        var root = graph.Add(graph.Parameter(0), graph.Constant(1));
        var workspace = new EvaluationPlan(graph, [root], 0).CreateWorkspace(8);

        workspace.EvaluateDraws();

        Assert.All(workspace.Vector(root).ToArray(), value => Assert.Equal(double.NaN, value));
    }

    [Theory]
    [InlineData(0), InlineData(-8), InlineData(7), InlineData(12)]
    public void A_width_that_leaves_a_tail_is_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationPlan(new Graph(), [], 0).CreateWorkspace(width));

    private static bool HaveSameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>The roots' values by draw, cycle and root.</summary>
    private static double[] Evaluate(EvaluationPlan plan, int[] roots, double[][] draws, int width, int perBlock)
    {
        var workspace = plan.CreateWorkspace(width);
        var values = new double[draws.Length, plan.Cycles + 1, roots.Length];
        for (var first = 0; first < draws.Length; first += perBlock)
        {
            var (start, count) = (first, Math.Min(perBlock, draws.Length - first));
            workspace.LoadBlock(count, (column, block) =>
            {
                for (var d = 0; d < block.Length; d++) block[d] = draws[start + d][column];
            });
            workspace.EvaluateDraws();
            for (var cycle = 0; cycle <= plan.Cycles; cycle++)
            {
                workspace.EvaluateCycle(cycle);
                for (var r = 0; r < roots.Length; r++)
                {
                    for (var d = 0; d < count; d++)
                        values[start + d, cycle, r] = plan.IsUniform(roots[r]) ? plan.Scalar(roots[r], cycle) : workspace.Vector(roots[r])[d];
                }
            }
        }
        return [.. values.Cast<double>()];
    }
}
