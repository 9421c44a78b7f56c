using System.Runtime.InteropServices;

namespace CostSim.Cohort;

/// <summary>What happens at one cycle boundary and in the cycle after it, as flat lists: who may be where is known before, so nothing is asked while simulating.</summary>
/// <remarks>Cycles in which the same states are occupied and the same rules are in force share one program.</remarks>
internal sealed record CycleProgram
{
    /// <summary>Which states anybody may be in at the boundary.</summary>
    public required bool[] Occupied { get; init; }

    /// <summary>What people earn by being where they are at the boundary.</summary>
    public required Update[] Rewards { get; init; }

    /// <summary>The events in order: what moves earn, and where people are afterwards.</summary>
    public required Update[] Moves { get; init; }

    /// <summary>The clocks that move anybody on, as places among the plan's chains.</summary>
    public required ClockStep[] Clocks { get; init; }

    /// <summary>Where clocks move anybody on, the states in which people stay when a clock has run down; see <see cref="Kernels.CohortKernels.Forget"/>.</summary>
    public required int[] Waiting { get; init; }

    public required Inflow[] Inflows { get; init; }

    public required int[] Sources { get; init; }

    /// <summary>What <see cref="Product"/>s multiply, each as a <see cref="Factor"/>.</summary>
    public required int[] Factors { get; init; }

    public required Deposit[] Deposits { get; init; }
}

internal enum UpdateKind
{
    /// <summary><c>state = state · stay + Σ probability · Σ sources</c></summary>
    Occupancy,

    /// <summary><c>state = Σ members</c>, and then each <c>member *= stay</c>, of the one inflow's sources; see <see cref="Lumping.AlikeStates"/>.</summary>
    Merger,

    /// <summary>For each deposit <c>row += state · amount · weight</c>.</summary>
    Collection,

    /// <summary>An event is over: a state that others still had to read takes the spare row with its new occupancy.</summary>
    Exchange,
}

/// <summary>One operation of a program, over all draws of a block.</summary>
/// <param name="State">The state whose occupancy is written, or who earn: one of the plan's, or one of <see cref="GroupProgram.SumRows"/> after them.</param>
/// <param name="HasSelf">Whether part of its own people stay.</param>
/// <param name="Stay">Which part; in a merger of each member.</param>
/// <param name="Spare">The spare row that is written instead of the state's own; -1 for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Update(UpdateKind Kind, int State, bool HasSelf, Product Stay, int Spare, int FirstInflow, int Inflows, int FirstDeposit, int Deposits);

/// <summary>People who move from several states with one probability; in a merger its members.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Inflow(Product Probability, int FirstSource, int Sources);

/// <summary>Some of <see cref="CycleProgram.Factors"/>, multiplied in their order; of none of them 1.</summary>
/// <param name="First">The place of the first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Product(int First, int Count);

/// <summary>Where earnings go.</summary>
/// <param name="Row">The accumulator.</param>
/// <param name="Amount">What each person earns, as a <see cref="Factor"/>: <see cref="Factor.One"/> where the accumulator is multiplied by it in the end.</param>
/// <param name="Series">Whose weight counts, of <see cref="GroupProgram.Weights"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Deposit(int Row, int Amount, int Series);

/// <summary>A clock that moves people on.</summary>
/// <param name="Chain">Its place among the plan's chains.</param>
/// <param name="ReachesLast">Whether anybody reaches the last reading, where people stay.</param>
/// <param name="JoinsLast">Whether they find others there.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClockStep(int Chain, bool ReachesLast, bool JoinsLast);
