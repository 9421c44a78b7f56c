using System.Runtime.ExceptionServices;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;
using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>What the targets leave of the parameters' uncertainty, by sampling-importance-resampling (Rubin 1987; Menzies et al. 2017, section 3).</summary>
/// <remarks>
/// Draws come from the scenario's own distributions, weights are the likelihood of the targets, and the sets that are kept are a systematic resample: one
/// uniform, then equal steps through the cumulated weights. All is a function of the seed; threads change nothing.
/// </remarks>
public static class ImportanceResampling
{
    /// <summary>Fewer effective draws leave the ends of 95% intervals to a handful of sets.</summary>
    private const int FewEffectiveDraws = 500;

    /// <summary>One set that is as heavy as this carries the result.</summary>
    private const double HeavyWeight = 0.05;

    /// <summary>Draws that are simulated side by side, where options do not say how many.</summary>
    private const int BlockDraws = 256;

    /// <summary>The scenario with the priors that its <c>fit:</c> gives: a distribution, or the range where a parameter has none.</summary>
    public static Scenario WithPriors(Scenario scenario, CalibrationSettings settings)
    {
        var fitted = settings.Fit.ToDictionary(fit => fit.Name);
        return scenario with
        {
            Parameters = [.. scenario.Parameters.Select(parameter => fitted.TryGetValue(parameter.Name, out var fit) && Prior(parameter, fit) is { } prior ? parameter with { Value = new SampledValue(prior, fit.Start, "prior") } : parameter)],
        };

        static Distribution? Prior(ParameterDefinition parameter, FittedParameter fit) =>
            fit.Prior ?? (parameter.Value is FixedValue ? new UniformDistribution(fit.Minimum, fit.Maximum) : null);
    }

    /// <summary>Draws, weighs and resamples.</summary>
    /// <param name="scenario">Read without errors.</param>
    /// <param name="settings">With targets.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="problems">Receives what cannot be compiled, and a scenario without uncertainty.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>The posterior, or null after a problem.</returns>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    /// <exception cref="CalibrationException">No draw agrees with the targets at all.</exception>
    public static PosteriorResult? Find(Scenario scenario, CalibrationSettings settings, RunOptions options, Problems problems, CancellationToken cancel)
    {
        var prior = WithPriors(scenario, settings);
        int[] uncertain = [.. prior.Parameters.Index().Where(parameter => parameter.Item.Value is SampledValue or JointValue or SuppliedValue).Select(parameter => parameter.Index)];
        if (uncertain.Length == 0)
        {
            problems.Error(settings.Targets[0].At, "targets, but no parameter that is uncertain", "a distribution, or 'fit:' with a range or a 'prior', for those that the targets are to tell of");
            return null;
        }
        if (TargetModel.Compile(prior, settings.Targets, problems) is not { } model) return null;
        var (parameters, values) = Simulate(model, uncertain, options, cancel);
        var draws = prior.Psa.Draws;
        var weights = Weights(settings, values);
        var (sum, squares, greatest) = (weights.Sum(), weights.Sum(weight => weight * weight), weights.Max());
        var effective = sum * sum / squares;
        var kept = Resample(weights, settings.Keep, new UniformStream(prior.Psa.Seed, "calibration.resample")[0]);
        double[] equal = [.. Enumerable.Repeat(1.0, draws)];
        var distinct = kept.Distinct().Count();
        return new PosteriorResult(
            draws,
            effective,
            greatest / sum,
            distinct,
            [.. uncertain.Select((parameter, u) => new UpdatedValue(prior.Parameters[parameter], Spread.Of(parameters[u], equal), Spread.Of(parameters[u], weights)))],
            [.. settings.Targets.Select((target, t) => new UpdatedTarget(target, Spread.Of(values[t], equal), Spread.Of(values[t], weights)))],
            [.. parameters.Select(column => kept.Select(draw => column[draw]).ToArray())],
            kept,
            [.. Warnings(settings, draws, effective, greatest / sum, values, weights)]);
    }

    private static (double[][] Parameters, double[][] Values) Simulate(TargetModel model, int[] uncertain, RunOptions options, CancellationToken cancel)
    {
        var draws = model.Scenario.Psa.Draws;
        double[][] parameters = [.. uncertain.Select(_ => new double[draws])];
        double[][] values = [.. model.Targets.Select(_ => new double[draws])];
        var width = options.BlockDraws ?? BlockDraws;
        var blocks = (draws + width - 1) / width;
        var failures = new SimulationException?[blocks];
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, () => new TargetSimulation(model, width), (block, _, simulation) =>
        {
            var first = block * width;
            var count = Math.Min(width, draws - first);
            try
            {
                simulation.Run(first, count);
            }
            catch (SimulationException exception)
            {
                failures[block] = exception;   // told below, the one of the lowest draw
                return simulation;
            }
            for (var u = 0; u < uncertain.Length; u++) simulation.CopyParameter(uncertain[u], parameters[u].AsSpan(first, count));
            for (var t = 0; t < values.Length; t++) simulation[t][..count].CopyTo(values[t].AsSpan(first));
            return simulation;
        }, _ => { });
        if (Array.Find(failures, failure => failure is not null) is { } lowest) ExceptionDispatchInfo.Throw(lowest);
        return (parameters, values);
    }

    /// <summary>The likelihood of the targets in each draw, the greatest being 1.</summary>
    private static double[] Weights(CalibrationSettings settings, double[][] values)
    {
        double[] logs = [.. Enumerable.Range(0, values[0].Length).Select(d => settings.Targets.Select((target, t) => target.Likelihood.Log(values[t][d])).Sum())];
        var greatest = logs.Max();
        if (double.IsNegativeInfinity(greatest) || double.IsNaN(greatest))
            throw new CalibrationException("No draw agrees with the targets at all: what is known of the parameters and the targets exclude each other.");
        return [.. logs.Select(log => Math.Exp(log - greatest))];
    }

    /// <summary>Systematic resampling: draws in proportion to their weights, each as often as it must be or once more (Kitagawa 1996).</summary>
    internal static long[] Resample(double[] weights, int keep, double uniform)
    {
        var kept = new long[keep];
        var (total, sum, draw) = (weights.Sum(), 0.0, -1);
        for (var i = 0; i < keep; i++)
        {
            var at = (i + uniform) / keep * total;
            while ((sum <= at || draw < 0) && draw < weights.Length - 1) sum += weights[++draw];
            kept[i] = draw;
        }
        return kept;
    }

    private static IEnumerable<string> Warnings(CalibrationSettings settings, int draws, double effective, double greatest, double[][] values, double[] weights)
    {
        if (effective < FewEffectiveDraws)
            yield return $"The targets leave {effective:N0} effective draws of {draws:N0}: fewer than {FewEffectiveDraws} say little of intervals. Draw more, or state priors that are nearer to the targets.";
        if (greatest > HeavyWeight) yield return $"One draw carries {100 * greatest:N0}% of the weight.";
        for (var t = 0; t < values.Length; t++)
        {
            var target = settings.Targets[t];
            var misfit = target.Likelihood.Misfit(Spread.Of(values[t], weights).Mean);
            if (Math.Abs(misfit) > 2) yield return $"The posterior mean of '{target.Name}' lies {Math.Abs(misfit):N1} standard errors {(misfit > 0 ? "above" : "below")} what was observed: the model, the priors and the targets do not agree.";
        }
    }
}
