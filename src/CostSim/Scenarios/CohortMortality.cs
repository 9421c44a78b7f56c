namespace CostSim.Scenarios;

/// <summary>The death rate of a cohort of women and men of one age, from the life table of each.</summary>
/// <remarks>
/// Men die earlier, so the share of women grows: the rate at an age is that of the survivors. With shares <c>w_s</c> at the start and survival
/// <c>S_s(a)</c> from it, the rate over a cycle of length <c>c</c> is <c>-ln(Σ w_s·S_s(a + c) / Σ w_s·S_s(a)) / c</c>, which is exact when the
/// life tables are the only cause of death (Vaupel &amp; Yashin 1985, The American Statistician 39:176-185, on mixtures).
/// </remarks>
public sealed class CohortMortality
{
    private readonly (double Share, LifeTable Table)[] _groups;
    private readonly double _startAge;
    private readonly double _cycleYears;

    /// <param name="groups">Shares at the start, which sum to one, and life tables.</param>
    /// <param name="startAge">In years.</param>
    /// <param name="cycleYears">The length of a cycle, in years.</param>
    public CohortMortality(IReadOnlyList<(double Share, LifeTable Table)> groups, double startAge, double cycleYears) =>
        (_groups, _startAge, _cycleYears) = ([.. groups], startAge, cycleYears);

    /// <summary>The first age that every group's table has.</summary>
    public int FirstAge => _groups.Max(group => group.Table.FirstAge);

    /// <summary>The age at which the first of the tables ends.</summary>
    public int EndAge => _groups.Min(group => group.Table.EndAge);

    /// <summary>The death rate per year during the cycle that begins at an age; NaN where a table has no such age, +∞ where all die.</summary>
    public double Rate(double age)
    {
        var (before, after) = (0.0, 0.0);
        foreach (var (share, table) in _groups)
        {
            if (share == 0) continue;
            var atStart = table.CumulativeHazard(_startAge);
            before += share * Math.Exp(atStart - table.CumulativeHazard(age));
            after += share * Math.Exp(atStart - table.CumulativeHazard(age + _cycleYears));
        }
        // Within a year that nobody survives all have died in its first cycle; 0 / 0 would be NaN.
        return before == 0 ? double.PositiveInfinity : -Math.Log(after / before) / _cycleYears;
    }

    /// <summary>The death rates of the same cohort with every hazard multiplied: for checks of a model.</summary>
    /// <param name="ratio">0 (nobody dies) or above.</param>
    internal CohortMortality WithHazardTimes(double ratio) => new([.. _groups.Select(group => (group.Share, group.Table.WithHazardTimes(ratio)))], _startAge, _cycleYears);
}
