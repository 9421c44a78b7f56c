using CostSim.Sampling;

namespace CostSim.Scenarios;

/// <summary>Parameters with distributions of their own, whose ranks are correlated.</summary>
/// <param name="Names">In the order of the scenario's parameters.</param>
/// <param name="Copula">How; in the order of the names.</param>
public sealed record CorrelatedGroup(IReadOnlyList<string> Names, GaussianCopula Copula)
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
