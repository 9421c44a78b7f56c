using CostSim.Cohort;
using CostSim.Cohort.Kernels;

namespace CostSim.Tests.Cohort;

public class GatherKernelsTests
{
    private const int States = 7, Slots = 5, Rows = 4, Cycle = 1;

    private static readonly double[] Numbers = [1, 0.25, 0.6];
    private static readonly double[][] Weights = [[1, 1], [0.5, 0.97]];

    // From state 4 by slot 0; from states 0, 6 and 2 by the number 0.25 and slot 1; from state 5 all.
    private static readonly int[] Factors = [0, ~1, 1, 2, ~2, 4];
    private static readonly Inflow[] Inflows = [new(new(0, 1), 0, 1), new(new(1, 2), 1, 3), new(default, 4, 1)];
    private static readonly int[] Sources = [4, 0, 6, 2, 5];
    private static readonly Deposit[] Deposits = [new(0, 3, 1), new(2, Factor.One, 1), new(3, ~2, 0)];

    private static readonly CycleProgram Program = new()
    {
        Occupied = [], Rewards = [], Moves = [], Clocks = [], Waiting = [], Inflows = Inflows, Sources = Sources, Factors = Factors, Deposits = Deposits,
    };

    private readonly Random _random = new(20_260_101);

    [Theory]
    [InlineData(8, true, 3, 1), InlineData(8, false, 0, 0), InlineData(32, true, 3, 1), InlineData(40, true, 4, 1), InlineData(104, true, 0, 0), InlineData(64, false, 0, 0)]
    [InlineData(8, true, 3, 3), InlineData(72, true, 3, 2)]
    public void Occupancy_equals_the_plain_loop_bit_for_bit(int width, bool hasSelf, int firstFactor, int factors)
    {
        var stay = new Product(firstFactor, factors);
        var (people, slots) = (Uniform(States * width), Uniform(Slots * width));
        int[] rowOf = [3, 0, 1, 2, 4, 6, 5];
        var update = new Update(UpdateKind.Occupancy, 1, hasSelf, stay, -1, 0, Inflows.Length, 0, 0);
        double[] expected = [.. Enumerable.Range(0, width).Select(d => (hasSelf ? Times(people[rowOf[1] * width + d], stay, slots, width, d) : 0) + 0)];
        for (var d = 0; d < width; d++) expected[d] = AddInflows(expected[d], people, slots, rowOf, width, d);

        double[] plain = [.. people];
        GatherKernels.Occupancy(Memory(people, [0], slots, rowOf, width), update, rowOf[1], rowOf[1]);
        PlainKernels.Occupancy(Memory(plain, [0], slots, rowOf, width), update, rowOf[1], rowOf[1]);

        Assert.Equal(expected, people.AsSpan(rowOf[1] * width, width).ToArray());
        Assert.Equal(people, plain);
    }

    [Theory]
    [InlineData(8), InlineData(32), InlineData(72)]
    public void Deposit_equals_the_plain_loop_bit_for_bit(int width)
    {
        var (sum, slots, accumulators) = (Uniform(width), Uniform(Slots * width), Uniform(Rows * width));
        double[] expected = [.. accumulators];
        for (var d = 0; d < width; d++)
        {
            foreach (var deposit in Deposits) expected[deposit.Row * width + d] += sum[d] * (Weights[deposit.Series][Cycle] * Value(deposit.Amount, slots, width, d));
        }

        double[] plain = [.. accumulators];
        var update = new Update(UpdateKind.Collection, 0, false, default, -1, 0, 0, 0, Deposits.Length);
        GatherKernels.Deposit(Memory(sum, accumulators, slots, [0], width), update, earning: 0);
        PlainKernels.Deposit(Memory(sum, plain, slots, [0], width), update, earning: 0);

        Assert.Equal(expected, accumulators);
        Assert.Equal(expected, plain);
    }

    [Theory]
    [InlineData(8, 1), InlineData(32, 2), InlineData(72, 3), InlineData(104, 2)]
    public void SumAndScale_equals_the_plain_loop_bit_for_bit(int width, int factors)
    {
        var stay = new Product(3, factors);
        var (people, slots) = (Uniform(States * width), Uniform(Slots * width));
        int[] rowOf = [3, 0, 1, 2, 4, 6, 5];
        var update = new Update(UpdateKind.Merger, 1, false, stay, -1, 1, 1, 0, 0);   // of states 0, 6 and 2
        double[] expected = [.. people];
        for (var d = 0; d < width; d++)
        {
            var share = Times(1, stay, slots, width, d);
            expected[rowOf[1] * width + d] = new[] { 0, 6, 2 }.Aggregate(0.0, (sum, state) => sum + people[rowOf[state] * width + d]);
            foreach (var state in new[] { 0, 6, 2 }) expected[rowOf[state] * width + d] *= share;
        }

        double[] plain = [.. people];
        GatherKernels.SumAndScale(Memory(people, [0], slots, rowOf, width), update, rowOf[1]);
        PlainKernels.SumAndScale(Memory(plain, [0], slots, rowOf, width), update, rowOf[1]);

        Assert.Equal(expected, people);
        Assert.Equal(expected, plain);
    }

    [Theory]
    [InlineData(8), InlineData(32), InlineData(72)]
    public void Sum_equals_the_plain_loop_bit_for_bit(int width)
    {
        var (people, sum) = (Uniform(States * width), new double[width]);
        int[] rows = [5, 0, 3];

        GatherKernels.Sum(ref people[0], rows, width, ref sum[0]);

        Assert.Equal([.. Enumerable.Range(0, width).Select(d => rows.Aggregate(0.0, (total, row) => total + people[row * width + d]))], sum);
    }

    [Fact]
    public void Only_shares_that_are_nobody_are_forgotten()
    {
        double[] people = [0.5, 1e-249, 9e-251, 1e-310, -1e-300, double.NaN, double.PositiveInfinity, -1e-9];

        CohortKernels.Forget(people);

        Assert.Equal([0.5, 1e-249, 0, 0, 0, double.NaN, double.PositiveInfinity, -1e-9], people);
    }

    private static BlockMemory Memory(double[] people, double[] accumulators, double[] slots, int[] rowOf, int width) =>
        new(Program, ref people[0], ref accumulators[0], ref slots[0], Numbers, Weights, Cycle, rowOf, width);

    private static double AddInflows(double sum, double[] people, double[] slots, int[] rowOf, int width, int d)
    {
        foreach (var inflow in Inflows)
        {
            var together = 0.0;
            for (var s = 0; s < inflow.Sources; s++) together += people[rowOf[Sources[inflow.FirstSource + s]] * width + d];
            sum += Times(together, inflow.Probability, slots, width, d);
        }
        return sum;
    }

    private static double Times(double value, Product product, double[] slots, int width, int d)
    {
        for (var k = 0; k < product.Count; k++) value *= Value(Factors[product.First + k], slots, width, d);
        return value;
    }

    private static double Value(int factor, double[] slots, int width, int d) => factor >= 0 ? slots[factor * width + d] : Numbers[~factor];

    private double[] Uniform(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextDouble())];
}
