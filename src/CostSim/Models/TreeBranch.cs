using CostSim.Diagnostics;
using CostSim.Language;

namespace CostSim.Models;

/// <summary>A branch of a decision tree in front of the model: what chance decides at time zero, and what it costs and gains.</summary>
/// <param name="Name">Of the branch; no other branch of the same node has it.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Probability">Of taking it, having come to its node, 0 to 1; null: of taking none of the others.</param>
/// <param name="Earns">What everybody earns who takes it, once and undiscounted.</param>
/// <param name="To">The state in which it ends; null where it divides further.</param>
/// <param name="Then">The branches into which it divides; their probabilities sum to one.</param>
public sealed record TreeBranch(string Name, SourceLocation At, Expression? Probability, IReadOnlyList<TreeEarning> Earns, Target? To, IReadOnlyList<TreeBranch> Then);

/// <summary>What a branch of a tree costs or gains.</summary>
/// <param name="Outcome">The name of an outcome.</param>
/// <param name="Amount">In its unit.</param>
public sealed record TreeEarning(string Outcome, Expression Amount);
