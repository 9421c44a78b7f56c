using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>What programs multiply by, as one number: the slot of a vector, or, when negative, the complement of a place among the numbers of the cycle.</summary>
internal static class Factor
{
    /// <summary>The number 1.</summary>
    public const int One = ~0;

    public static int Of(Operand place, int constants) => place.IsVector ? place.Index : ~(place.Index < 0 ? 1 + ~place.Index : 1 + constants + place.Index);

    /// <summary>The numbers of a cycle in the order that factors count them: 1, the constants, what changes with the cycle.</summary>
    public static double[] Numbers(EvaluationPlan plan, int cycle) => [1, .. plan.Constants, .. plan.NumbersOf(cycle)];
}
