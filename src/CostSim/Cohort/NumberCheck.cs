using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>A number that must lie within bounds whenever it is used; NaN does not.</summary>
/// <param name="Node">The number.</param>
/// <param name="Lower">The least value allowed.</param>
/// <param name="Upper">The greatest value allowed.</param>
/// <param name="When">The node of the condition under which it is used; -1 for always.</param>
/// <param name="AtStart">Whether it is used at time zero only.</param>
/// <param name="Strategy">The first strategy that uses it.</param>
/// <param name="What">What it is: "the probability of 'death'".</param>
/// <param name="State">The first state that uses it; null for a start distribution.</param>
/// <param name="Expression">Where it comes from.</param>
internal sealed record NumberCheck(
    int Node, double Lower, double Upper, int When, bool AtStart, int Strategy, string What, HealthState? State, Expression Expression)
{
    /// <summary>Proportions that are sums or differences of others miss 0 and 1 by rounding.</summary>
    public const double Rounding = 1e-12;

    /// <summary>The bounds as messages name them, without the slack for rounding.</summary>
    public string Allowed { get; init; } = Lower > 0 ? "1" : "between 0 and 1";
}
