using System.Runtime.InteropServices;

namespace CostSim.Analysis;

/// <summary>How the results settled as draws were added: at about four points for each doubling of the draws.</summary>
/// <param name="WillingnessToPay">At which net benefit and probability are taken: the middle one of the thresholds (the lower of two), or the middle of the grid.</param>
/// <param name="Points">By draws, and within them by strategy.</param>
public sealed record Convergence(double WillingnessToPay, IReadOnlyList<ConvergencePoint> Points);

/// <summary>What the first draws said of one strategy.</summary>
/// <param name="Draws">How many draws it rests on.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Cost">Mean cost.</param>
/// <param name="Qaly">Mean QALYs.</param>
/// <param name="NetBenefit">Mean net monetary benefit.</param>
/// <param name="ProbabilityBest">Share of draws in which it has the highest net benefit.</param>
public sealed record ConvergencePoint(long Draws, string Strategy, RunningMean Cost, RunningMean Qaly, RunningMean NetBenefit, RunningMean ProbabilityBest);

/// <summary>A mean while draws are still being added.</summary>
/// <param name="StandardError">Its Monte Carlo standard error; null for too few draws.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunningMean(double Mean, double? StandardError);
