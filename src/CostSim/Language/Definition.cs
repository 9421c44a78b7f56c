using CostSim.Diagnostics;

namespace CostSim.Language;

/// <summary>A named expression of a model: one entry of <c>let</c>.</summary>
/// <param name="At">Where the name stands.</param>
public sealed record Definition(string Name, SourceLocation At, Expression Value);
