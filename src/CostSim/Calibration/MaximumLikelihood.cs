using CostSim.Diagnostics;
using CostSim.Sampling.Streams;
using CostSim.Scenarios;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace CostSim.Calibration;

/// <summary>The parameters under which the targets are likeliest: the simplex search of Nelder and Mead (1965), from several starts.</summary>
/// <remarks>
/// The search runs on <c>z = ln((x − min) / (max − x))</c>, so that it cannot leave the range. Each search begins again at its end with a new simplex, since
/// one may collapse before it has arrived. The first start is the scenario's; the others are functions of (seed, parameter name, number of the start).
/// </remarks>
public static class MaximumLikelihood
{
    private const double Tolerance = 1e-12;
    private const int MaximumIterations = 2_000;
    private const double FirstStep = 0.5;
    private const double SecondStep = 0.05;

    /// <summary>Starts keep this share of the range from its ends.</summary>
    private const double Margin = 0.02;

    /// <summary>Two searches whose log-likelihoods differ by less have found equally good fits…</summary>
    private const double SameFit = 1e-3;

    /// <summary>…and if they lie further apart than this share of a range, they have found two.</summary>
    private const double OtherPlace = 0.02;

    /// <summary>Searches.</summary>
    /// <param name="scenario">Read without errors.</param>
    /// <param name="settings">With targets and parameters to find.</param>
    /// <param name="problems">Receives what cannot be compiled.</param>
    /// <param name="cancel">Stops between two points.</param>
    /// <returns>The best fit, or null after a problem.</returns>
    /// <exception cref="CalibrationException">Every point that was tried gave numbers that cannot be.</exception>
    public static FitResult? Find(Scenario scenario, CalibrationSettings settings, Problems problems, CancellationToken cancel)
    {
        if (PointModel.Compile(scenario, settings, problems) is not { } model) return null;
        var searches = Enumerable.Range(0, settings.Starts).Select(start => SearchFrom(StartOf(start, settings, scenario.Psa.Seed), settings, model, cancel)).ToList();
        var best = searches.Where(search => search.LogLikelihood is not null).MaxBy(search => search.LogLikelihood)
            ?? throw new CalibrationException("No point that the searches tried gives possible numbers and targets that can be.");
        var information = Identification.Of(best.End, settings, model);
        var values = model.At(best.End)!;
        var fitted = settings.Fit.Select((parameter, i) => new FittedValue(parameter, best.End[i], information.StandardErrors?[i], IsAtBound(parameter, best.End[i]))).ToList();
        return new FitResult(
            fitted,
            [.. settings.Targets.Select((target, t) => new TargetFit(target, values[t], target.Likelihood.Misfit(values[t])))],
            best.LogLikelihood!.Value,
            searches,
            information.Condition,
            information.FlatDirections,
            [.. Warnings(settings, searches, best, fitted, information)]);
    }

    private static double[] StartOf(int start, CalibrationSettings settings, ulong seed) =>
        [.. settings.Fit.Select(fitted => start == 0 ? fitted.Start : fitted.Minimum + (fitted.Maximum - fitted.Minimum) * (Margin + (1 - 2 * Margin) * new UniformStream(seed, $"calibration.start.{fitted.Name}")[start]))];

    private static Search SearchFrom(double[] start, CalibrationSettings settings, PointModel model, CancellationToken cancel)
    {
        var before = model.Evaluations;
        var best = (Point: start, LogLikelihood: double.NegativeInfinity);
        var objective = ObjectiveFunction.Value(z =>
        {
            cancel.ThrowIfCancellationRequested();
            double[] point = [.. z.Select((value, i) => FromReal(settings.Fit[i], value))];
            var logLikelihood = model.LogLikelihood(point);
            if (logLikelihood > best.LogLikelihood) best = (point, logLikelihood);
            return -2 * logLikelihood;
        });
        var hasConverged = Descend(FirstStep) && Descend(SecondStep);
        return new Search(start, best.Point, double.IsNegativeInfinity(best.LogLikelihood) ? null : best.LogLikelihood, model.Evaluations - before, hasConverged);

        bool Descend(double step)
        {
            try
            {
                var from = Vector<double>.Build.Dense(best.Point.Length, i => ToReal(settings.Fit[i], best.Point[i]));
                _ = new NelderMeadSimplex(Tolerance, MaximumIterations).FindMinimum(objective, from, Vector<double>.Build.Dense(from.Count, step));
                return true;
            }
            catch (MaximumIterationsException)
            {
                return false;   // told with the search: what it found stands
            }
        }
    }

    private static double FromReal(FittedParameter fitted, double z)
    {
        var share = 1 / (1 + Math.Exp(-z));
        return Math.Clamp(fitted.Minimum + (fitted.Maximum - fitted.Minimum) * share, fitted.Minimum, fitted.Maximum);   // rounding may step over an end
    }

    private static double ToReal(FittedParameter fitted, double x)
    {
        // An end itself is at infinity: a simplex cannot begin there.
        const double Nearest = 1e-9;
        var share = Math.Clamp((x - fitted.Minimum) / (fitted.Maximum - fitted.Minimum), Nearest, 1 - Nearest);
        return Math.Log(share / (1 - share));
    }

    private static bool IsAtBound(FittedParameter fitted, double value)
    {
        var share = (value - fitted.Minimum) / (fitted.Maximum - fitted.Minimum);
        return share is < 1e-3 or > 1 - 1e-3;
    }

    private static IEnumerable<string> Warnings(CalibrationSettings settings, List<Search> searches, Search best, List<FittedValue> fitted, Identification information)
    {
        if (!best.HasConverged) yield return $"The best search had not come to its end after {MaximumIterations:N0} steps.";
        foreach (var value in fitted.Where(value => value.IsAtBound)) yield return $"'{value.Parameter.Name}' lies at an end of its range: a wider one may fit better, or the model cannot meet the targets.";
        foreach (var flat in information.FlatDirections)
        {
            var parts = settings.Fit.Select((parameter, i) => (parameter.Name, Share: flat.Direction[i])).Where(part => Math.Abs(part.Share) >= 0.1).Select(part => $"{part.Share:+0.00;-0.00} {part.Name}");
            yield return $"The targets do not identify {string.Join(" ", parts)} (in units of each range): other values fit about as well.";
        }
        var others = searches.Where(search => search.LogLikelihood > best.LogLikelihood - SameFit && settings.Fit.Index().Any(fit => Math.Abs(search.End[fit.Index] - best.End[fit.Index]) > OtherPlace * (fit.Item.Maximum - fit.Item.Minimum))).ToList();
        if (others.Count > 0 && information.FlatDirections.Count == 0)
            yield return $"{others.Count} of {searches.Count} searches found an equally good fit elsewhere: {string.Join(", ", settings.Fit.Select((parameter, i) => $"{parameter.Name} = {others[0].End[i]:G4}"))}.";
    }
}

/// <summary>A calibration that cannot go on; the message says why.</summary>
public sealed class CalibrationException(string message) : Exception(message);
