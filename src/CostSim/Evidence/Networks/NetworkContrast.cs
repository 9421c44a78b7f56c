using CostSim.Diagnostics;

namespace CostSim.Evidence.Networks;

/// <summary>One comparison of one study; a study with three arms has three.</summary>
/// <param name="Study">Its name; contrasts of one name share patients.</param>
/// <param name="Treatment">First arm.</param>
/// <param name="Control">Second arm.</param>
/// <param name="Effect">First against second.</param>
/// <param name="StandardError">Above 0.</param>
public sealed record NetworkContrast(string Study, string Treatment, string Control, double Effect, double StandardError, SourceLocation At = default);
