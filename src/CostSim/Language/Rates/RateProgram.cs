using CostSim.Language.Evaluation;

namespace CostSim.Language.Rates;

/// <summary>How an evaluation plan calculates one <see cref="RateMatrix"/>.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Rates">Where its rates are found, in its order.</param>
/// <param name="Wanted">The results that are used, in the order of their slots.</param>
internal sealed record RateProgram(RateMatrix Matrix, Operand[] Rates, int[] Wanted)
{
    /// <summary>Whether any of them is a share of time.</summary>
    public bool WithTime { get; } = Wanted.Any(Matrix.IsTimeSpent);
}
