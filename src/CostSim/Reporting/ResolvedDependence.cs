using CostSim.Evidence;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>Parameters that are drawn together, and how: what a reader must know to defend the spread of the results.</summary>
/// <param name="Parameters">In the order of the scenario.</param>
/// <param name="How">The scenario's word for it: "correlations", "multivariate-normal", "network", "dirichlet", "bootstrap".</param>
/// <param name="Measure">What <paramref name="Correlations"/> are correlations of; empty where there are none.</param>
/// <param name="Correlations">Of pairs; a pair that is not there has 0. Empty for shares, which sum to 1, and for rows, which are drawn whole.</param>
public sealed record ResolvedDependence(IReadOnlyList<string> Parameters, string How, string Measure, IReadOnlyList<GivenCorrelation> Correlations)
{
    /// <summary>Those of a scenario; empty where each parameter is drawn by itself.</summary>
    internal static IReadOnlyList<ResolvedDependence> Of(Scenario scenario) =>
    [
        .. scenario.Parameters.Where(parameter => parameter.Value is JointValue).GroupBy(parameter => ((JointValue)parameter.Value).Group).Select(group => OfGroup([.. group])).OfType<ResolvedDependence>(),
        .. scenario.Correlations.Select(group => new ResolvedDependence(group.Names, "correlations", group.IsOfRanks ? "ranks" : "the normals behind them", group.Given)),
    ];

    /// <summary>Null where the command line has left but one of them.</summary>
    private static ResolvedDependence? OfGroup(ParameterDefinition[] parameters)
    {
        if (parameters.Length < 2) return null;
        var joint = ((JointValue)parameters[0].Value).Joint;
        var (how, measure) = joint switch
        {
            DirichletDistribution => ("dirichlet", ""),
            MultivariateNormalDistribution => ("multivariate-normal", "the numbers on the scale on which they are normal"),
            CorrelatedEffects => ("network", "the effects; of ratios their logarithms"),
            BootstrapRows => ("bootstrap", ""),
            _ => throw new InvalidOperationException($"No word for a {joint.GetType().Name}."),
        };
        Func<int, int, double>? covariance = joint switch
        {
            MultivariateNormalDistribution normal => (i, j) => normal.Covariance[i, j],
            CorrelatedEffects effects => effects.Covariance,
            _ => null,
        };
        return new ResolvedDependence([.. parameters.Select(parameter => parameter.Name)], how, measure, covariance is null ? [] : [.. Pairs(parameters, covariance)]);
    }

    private static IEnumerable<GivenCorrelation> Pairs(ParameterDefinition[] parameters, Func<int, int, double> covariance)
    {
        for (var second = 1; second < parameters.Length; second++)
        {
            for (var first = 0; first < second; first++)
            {
                var (i, j) = (((JointValue)parameters[first].Value).Component, ((JointValue)parameters[second].Value).Component);
                var correlation = covariance(i, j) / Math.Sqrt(covariance(i, i) * covariance(j, j));
                if (correlation != 0) yield return new GivenCorrelation(parameters[first].Name, parameters[second].Name, correlation);
            }
        }
    }
}
