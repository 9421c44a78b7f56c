using CostSim.Scenarios;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Calibration;

/// <summary>What the targets tell of the parameters near a fit: the Fisher information, and where there is none.</summary>
/// <param name="Condition">Greatest by least eigenvalue of the information, each parameter counted in units of its range.</param>
/// <param name="FlatDirections">Eigenvectors along which a standard error is more than half a range.</param>
/// <param name="StandardErrors">By parameter, in its own unit; null where the information is singular.</param>
internal sealed record Identification(double Condition, IReadOnlyList<FlatDirection> FlatDirections, double[]? StandardErrors)
{
    /// <summary>Of the range: large against rounding, small against the curvature of models.</summary>
    private const double Step = 1e-4;

    /// <summary>A standard error above this share of a range says next to nothing.</summary>
    private const double HalfARange = 0.5;

    /// <summary>Eigenvalues below this share of the greatest are rounding.</summary>
    private const double Rounding = 1e-10;

    /// <summary><c>I = Jᵀ W J</c> with J the slopes of what the model says of each target, by central differences, and W the information of each observation.</summary>
    public static Identification Of(double[] point, CalibrationSettings settings, PointModel model)
    {
        var (k, targets) = (settings.Fit.Count, settings.Targets);
        var here = model.At(point)!;
        var slopes = Matrix<double>.Build.Dense(targets.Count, k);
        for (var i = 0; i < k; i++)
        {
            // Where one side cannot be, or is beyond the range, the other tells.
            var (up, above) = Moved(i, +Step);
            var (down, below) = Moved(i, -Step);
            var width = (up - down) / (settings.Fit[i].Maximum - settings.Fit[i].Minimum);
            for (var t = 0; t < targets.Count; t++) slopes[t, i] = width > 0 ? (above[t] - below[t]) / width : 0;
        }
        var weights = Vector<double>.Build.Dense(targets.Count, t => targets[t].Likelihood.Information(here[t]) is var told && double.IsFinite(told) ? told : 0);
        var information = slopes.TransposeThisAndMultiply(Matrix<double>.Build.DenseOfDiagonalVector(weights)).Multiply(slopes);
        var eigen = information.Evd(Symmetricity.Symmetric);
        double[] values = [.. eigen.EigenValues.Select(value => value.Real)];
        var greatest = values.Max();
        var flat = Enumerable.Range(0, k)
            .Where(i => !(values[i] > Rounding * greatest) || 1 / Math.Sqrt(values[i]) > HalfARange)
            .Select(i => new FlatDirection(Turned([.. eigen.EigenVectors.Column(i)]), values[i] > Rounding * greatest ? 1 / Math.Sqrt(values[i]) : double.PositiveInfinity)).ToList();
        var isSingular = values.Any(value => !(value > Rounding * greatest));
        var inverse = isSingular ? null : information.Inverse();
        return new Identification(
            isSingular ? double.PositiveInfinity : greatest / values.Min(),
            flat,
            inverse is null ? null : [.. Enumerable.Range(0, k).Select(i => Math.Sqrt(inverse[i, i]) * (settings.Fit[i].Maximum - settings.Fit[i].Minimum))]);

        (double X, double[] Values) Moved(int parameter, double step)
        {
            var fitted = settings.Fit[parameter];
            double[] moved = [.. point];
            moved[parameter] = Math.Clamp(moved[parameter] + step * (fitted.Maximum - fitted.Minimum), fitted.Minimum, fitted.Maximum);
            return model.At(moved) is { } values ? (moved[parameter], values) : (point[parameter], here);
        }
    }

    /// <summary>With its largest part positive: an eigenvector has no sign of its own.</summary>
    private static double[] Turned(double[] direction) => direction[Array.FindIndex(direction, part => Math.Abs(part) == direction.Max(Math.Abs))] < 0 ? [.. direction.Select(part => -part)] : direction;
}
