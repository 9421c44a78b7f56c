using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>Parameters with distributions of their own, whose ranks are correlated.</summary>
/// <param name="Names">In the order of the scenario's parameters.</param>
/// <param name="Copula">How; in the order of the names.</param>
/// <param name="IsOfRanks">Whether <paramref name="Given"/> are Spearman's correlations, rather than those of the normals behind.</param>
/// <param name="Given">As the scenario gives them; pairs that it does not give are 0.</param>
public sealed record CorrelatedGroup(IReadOnlyList<string> Names, GaussianCopula Copula, bool IsOfRanks, IReadOnlyList<GivenCorrelation> Given)
{
    /// <summary>The place of a parameter; −1 where it is none of these.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name) return i;
        }
        return -1;
    }
}

/// <summary>A correlation as a scenario gives it.</summary>
/// <param name="First">A parameter.</param>
/// <param name="Second">Another.</param>
/// <param name="Value">Above −1 and below 1.</param>
public sealed record GivenCorrelation(string First, string Second, double Value);
