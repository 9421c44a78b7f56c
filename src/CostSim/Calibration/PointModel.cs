using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Language.Evaluation;
using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>What a model says of its targets when some parameters have given values, and all others their base values. Not to be shared between threads.</summary>
internal sealed class PointModel
{
    private readonly double[][] _columns;
    private readonly TargetSimulation _simulation;
    private readonly TargetModel _model;

    private PointModel(TargetModel model, double[][] columns) => (_model, _columns, _simulation) = (model, columns, new TargetSimulation(model, Workspace.Lane));

    /// <summary>Compiles once; a point changes numbers only.</summary>
    /// <returns>The model, or null after a problem.</returns>
    public static PointModel? Compile(Scenario scenario, CalibrationSettings settings, Problems problems)
    {
        double[][] columns = [.. settings.Fit.Select(fitted => new[] { fitted.Start })];
        var fixedOnes = scenario.Parameters.Select(parameter =>
        {
            var place = settings.Fit.ToList().FindIndex(fitted => fitted.Name == parameter.Name);
            if (place >= 0) return parameter with { Value = new SuppliedValue(columns[place], settings.Fit[place].Start, "calibration") };
            return parameter.Value.BaseValue is { } value ? parameter with { Value = new FixedValue(value) } : parameter;
        });
        var at = scenario with { Parameters = [.. fixedOnes], Psa = new PsaSettings(2, scenario.Psa.Seed, SamplingMethods.Supplied) };
        return TargetModel.Compile(at, settings.Targets, problems) is { } model ? new PointModel(model, columns) : null;
    }

    /// <summary>How many points were tried.</summary>
    public int Evaluations { get; private set; }

    /// <summary>What the model says of each target at a point; null where a number cannot be.</summary>
    /// <param name="point">Values of the parameters to find.</param>
    public double[]? At(ReadOnlySpan<double> point)
    {
        Evaluations++;
        for (var i = 0; i < point.Length; i++) _columns[i][0] = point[i];
        try
        {
            _simulation.Run(0, 1);
        }
        catch (SimulationException)
        {
            // Told to the caller as a point that cannot be: a search may try one, and goes elsewhere.
            return null;
        }
        var values = new double[_model.Targets.Count];
        for (var t = 0; t < values.Length; t++) values[t] = _simulation[t][0];
        return values;
    }

    /// <summary>The log-likelihood of all targets; −∞ where the model's numbers, or the observations with it, cannot be.</summary>
    public double LogLikelihood(ReadOnlySpan<double> point)
    {
        if (At(point) is not { } values) return double.NegativeInfinity;
        var sum = 0.0;
        for (var t = 0; t < values.Length; t++) sum += _model.Targets[t].Likelihood.Log(values[t]);
        return double.IsNaN(sum) ? double.NegativeInfinity : sum;
    }
}
