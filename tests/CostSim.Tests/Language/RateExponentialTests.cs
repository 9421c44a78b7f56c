using System.Runtime.Intrinsics;
using CostSim.Language;
using CostSim.Language.Evaluation;
using CostSim.Language.Rates;
using CostSim.Tests.Cohort;

namespace CostSim.Tests.Language;

/// <summary>Competing rates against closed forms and against another way to calculate them.</summary>
public class RateExponentialTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData(0.1, 0.02), InlineData(1e-9, 3e-7), InlineData(0, 0.5), InlineData(40, 2), InlineData(0, 0)]
    public void Two_competing_risks_share_those_whom_either_takes(double first, double second)
    {
        var results = Results(3, (0, 1, first), (0, 2, second));

        var sum = first + second;
        Close(Math.Exp(-sum), results[0]);
        Close(sum == 0 ? 0 : first / sum * -Expm1(-sum), results[1]);
        Close(sum == 0 ? 0 : second / sum * -Expm1(-sum), results[2]);
        Close(sum == 0 ? 1 : -Expm1(-sum) / sum, results[9]);   // the share of the period that they spend where they were
    }

    [Theory]
    [InlineData(0.3, 0.7), InlineData(5, 0.01), InlineData(300, 500), InlineData(1e-6, 1e-8)]
    public void Two_states_with_recovery(double falling, double recovering)
    {
        var results = Results(2, (0, 1, falling), (1, 0, recovering));

        var sum = falling + recovering;
        var ill = falling / sum * -Expm1(-sum);
        Close(ill, results[1]);
        Close(1 - ill, results[0]);
        // The closed form would lose its digits for small rates.
        Close(falling / sum * (sum < 1e-3 ? sum / 2 - sum * sum / 6 + sum * sum * sum / 24 : 1 + Expm1(-sum) / sum), results[5]);
    }

    [Fact]
    public void Illness_and_death_with_recovery()
    {
        // Eigenvalues of the transient block ((-a-d1, a), (b, -b-d2)) by hand.
        var (a, b, d1, d2) = (0.4, 0.25, 0.05, 0.3);
        var results = Results(3, (0, 1, a), (1, 0, b), (0, 2, d1), (1, 2, d2));

        var (trace, determinant) = (-(a + d1 + b + d2), (a + d1) * (b + d2) - a * b);
        var root = Math.Sqrt(trace * trace / 4 - determinant);
        var (fast, slow) = (trace / 2 - root, trace / 2 + root);
        var (fastEnd, slowEnd) = (Math.Exp(fast), Math.Exp(slow));
        var healthy = ((-(a + d1) - fast) * slowEnd - (-(a + d1) - slow) * fastEnd) / (slow - fast);
        var ill = a * (slowEnd - fastEnd) / (slow - fast);
        Close(healthy, results[0]);
        Close(ill, results[1]);
        Close(1 - healthy - ill, results[2]);
        Close(a * ((slowEnd - 1) / slow - (fastEnd - 1) / fast) / (slow - fast), results[10]);
    }

    [Fact]
    public void Random_rates_agree_with_the_series_of_the_block_matrix()
    {
        var random = new Random(20_261_126);
        for (var i = 0; i < 300; i++)
        {
            var states = random.Next(2, 7);
            var moves = (from f in Enumerable.Range(0, states) from t in Enumerable.Range(0, states) where f != t && random.Next(3) > 0 select (f, t, Math.Pow(10, random.NextDouble() * 3 - 2))).ToArray();

            var results = Results(states, moves);

            var (probability, years) = OracleExponential.Of(states, moves, 1);
            for (var state = 0; state < states; state++)
            {
                Assert.Equal(probability[state], results[state], 1e-11);
                Assert.Equal(years[state], results[states * states + state], 1e-11);
                Close(1, Enumerable.Range(0, states).Sum(to => results[state * states + to]));
            }
        }
    }

    [Fact]
    public void A_draw_has_the_same_bits_beside_any_other()
    {
        var random = new Random(7);
        var matrix = new RateMatrix(3, [new RateEntry(0, 1, 0), new RateEntry(1, 0, 0), new RateEntry(0, 2, 0)]);
        for (var i = 0; i < 50; i++)
        {
            double[][] lanes = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 3).Select(_ => Math.Pow(10, random.NextDouble() * 6 - 3)).ToArray())];
            lanes[random.Next(8)] = [double.NaN, 1, 1];
            lanes[random.Next(8)] = [double.PositiveInfinity, 1e300, 1];
            Vector512<double>[] rates = [.. Enumerable.Range(0, 3).Select(e => Vector512.Create((ReadOnlySpan<double>)[.. lanes.Select(lane => lane[e])]))];

            var together = RateExponential.Calculate(matrix, rates, withTime: true, new Vector512<double>[RateExponential.ScratchOf(matrix)]);

            for (var lane = 0; lane < 8; lane++)
            {
                var alone = RateExponential.Calculate(matrix, lanes[lane]);
                for (var r = 0; r < matrix.Results; r++) Assert.Equal(BitConverter.DoubleToInt64Bits(alone[r]), BitConverter.DoubleToInt64Bits(together[r][lane]));
            }
        }
    }

    [Fact]
    public void A_graph_gives_the_same_whether_rates_are_constant_or_differ_between_draws_and_cycles()
    {
        var graph = new Graph();
        int[] slow = [graph.Constant(0.25), graph.Parameter(0), graph.Divide(graph.CycleNumber(), graph.Constant(4)), graph.Multiply(graph.Parameter(1), graph.CycleNumber())];
        int[] roots = [.. slow.Select(node => new RateMatrix(3, [new RateEntry(0, 1, node), new RateEntry(1, 2, graph.Constant(0.5))])).SelectMany(matrix => new[] { graph.ResultOf(matrix, 1), graph.ResultOf(matrix, matrix.TimeSpent(0, 1)) })];
        int[] sums = [.. roots.Select(root => graph.Add(root, graph.Parameter(0)))];
        var plan = new EvaluationPlan(graph, sums, cycles: 3);
        var workspace = plan.CreateWorkspace(8);
        workspace.LoadBlock(8, (_, values) => values.Fill(0.25));
        workspace.EvaluateDraws();
        for (var cycle = 0; cycle <= 3; cycle++)
        {
            workspace.EvaluateNextCycle(cycle);
            for (var s = 0; s < sums.Length; s++) Assert.Equal(graph.Evaluate(sums[s], cycle, [0.25, 0.25]), workspace.Vector(sums[s])[3]);
            if (cycle != 1) continue;
            for (var s = 2; s < sums.Length; s++) Assert.Equal(workspace.Vector(sums[s % 2])[0], workspace.Vector(sums[s])[0]);
        }
    }

    private static double[] Results(int states, params (int From, int To, double Rate)[] moves) =>
        RateExponential.Calculate(new RateMatrix(states, [.. moves.Select(move => new RateEntry(move.From, move.To, 0))]), [.. moves.Select(move => move.Rate)]);

    private static void Close(double expected, double actual) => Assert.True(Math.Abs(actual - expected) <= Tolerance * Math.Max(Math.Abs(expected), 1e-300), $"{actual:R}, not {expected:R}");

    /// <summary>e^x - 1, Higham (2002), section 1.14.1.</summary>
    private static double Expm1(double x) => Math.Exp(x) is var u && u == 1 ? x : u == 0 ? -1 : (u - 1) * x / Math.Log(u);
}
