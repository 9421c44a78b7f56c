namespace CostSim.Scenarios.Conventions;

/// <summary>What a discount rate of <c>r</c> per year makes of one unit at <c>t</c> years.</summary>
public enum Compounding
{
    /// <summary><c>(1 + r)^-t</c>, also within a year (Briggs, Claxton &amp; Sculpher 2006, ch. 2).</summary>
    Yearly,

    /// <summary><c>(1 + r)^-⌊t⌋</c>: the same factor all through a year, 1 in the first.</summary>
    WholeYears,

    /// <summary><c>exp(-r t)</c>: the rate is compounded at every moment.</summary>
    Continuous,
}
