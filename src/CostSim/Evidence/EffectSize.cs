using CostSim.Evidence.Studies;
using CostSim.Sampling.Inversions;

namespace CostSim.Evidence;

/// <summary>From what a paper prints to an effect and its standard error.</summary>
public static class EffectSize
{
    /// <summary>Difference of means: <c>√(sd₁²/n₁ + sd₂²/n₂)</c> is its standard error.</summary>
    public static (double Effect, double StandardError) MeanDifference(ArmMean arm, ArmMean control) =>
        (arm.Mean - control.Mean, Math.Sqrt(arm.Variance / arm.Patients + control.Variance / control.Patients));

    /// <summary>Hedges' g: the difference in pooled standard deviations, times <c>J</c> against the bias of small samples.</summary>
    /// <remarks>
    /// <c>J = Γ(m/2) / (√(m/2)·Γ((m − 1)/2))</c>, m = n₁ + n₂ − 2, exactly (Hedges 1981, J Educ Stat 6:107, eq. 6e); variance
    /// <c>1/n₁ + 1/n₂ + g² / (2·(n₁ + n₂))</c> (Hedges &amp; Olkin 1985, p. 86).
    /// </remarks>
    public static (double Effect, double StandardError) HedgesG(ArmMean arm, ArmMean control)
    {
        var m = arm.Patients + control.Patients - 2;
        var pooled = Math.Sqrt(((arm.Patients - 1) * arm.Variance + (control.Patients - 1) * control.Variance) / m);
        var correction = Math.Exp(MathNet.Numerics.SpecialFunctions.GammaLn(m / 2) - MathNet.Numerics.SpecialFunctions.GammaLn((m - 1) / 2)) / Math.Sqrt(m / 2);
        var g = correction * (arm.Mean - control.Mean) / pooled;
        return (g, Math.Sqrt(1 / arm.Patients + 1 / control.Patients + g * g / (2 * (arm.Patients + control.Patients))));
    }

    /// <summary>Logarithm of the ratio of risks; variance <c>1/a − 1/n₁ + 1/c − 1/n₂</c>. Half an event is added to every cell where one is empty.</summary>
    public static (double Effect, double StandardError) LogRiskRatio(EventCounts counts)
    {
        var c = WithoutEmptyCells(counts);
        return (Math.Log(c.Events / c.Total / (c.ControlEvents / c.ControlTotal)), Math.Sqrt(1 / c.Events - 1 / c.Total + 1 / c.ControlEvents - 1 / c.ControlTotal));
    }

    /// <summary>Logarithm of the ratio of odds; variance <c>1/a + 1/b + 1/c + 1/d</c> (Woolf 1955). Half an event is added to every cell where one is empty.</summary>
    public static (double Effect, double StandardError) LogOddsRatio(EventCounts counts)
    {
        var c = WithoutEmptyCells(counts);
        return (Math.Log(c.Events / c.NonEvents / (c.ControlEvents / c.ControlNonEvents)), Math.Sqrt(1 / c.Events + 1 / c.NonEvents + 1 / c.ControlEvents + 1 / c.ControlNonEvents));
    }

    /// <summary>The standard error of a difference, or of a ratio's logarithm, from the ends of its 95% interval: width / 3.92.</summary>
    public static double StandardErrorOf95(double lower, double upper) => (upper - lower) / (2 * NormalTails.HalfWidthOf95);

    /// <summary>Whether the two-by-two table has an empty cell, so that half an event is added to all.</summary>
    public static bool HasEmptyCell(EventCounts counts) => counts.Events == 0 || counts.NonEvents == 0 || counts.ControlEvents == 0 || counts.ControlNonEvents == 0;

    private static EventCounts WithoutEmptyCells(EventCounts counts) => HasEmptyCell(counts)
        ? new EventCounts(counts.Events + 0.5, counts.Total + 1, counts.ControlEvents + 0.5, counts.ControlTotal + 1)
        : counts;
}

/// <summary>Mean of one arm.</summary>
/// <param name="Mean">Of the patients.</param>
/// <param name="StandardDeviation">Of the patients, above 0.</param>
/// <param name="Patients">Two or more.</param>
public sealed record ArmMean(double Mean, double StandardDeviation, double Patients)
{
    public double Variance => StandardDeviation * StandardDeviation;
}
