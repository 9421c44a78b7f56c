using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Evidence.Networks;

/// <summary>Generalised least squares over the studies of a connected network, at one τ².</summary>
internal sealed class NetworkFit
{
    /// <param name="studies">Connected.</param>
    /// <param name="treatments">The first is the reference.</param>
    /// <param name="tauSquared">0 or above.</param>
    public NetworkFit(IReadOnlyList<NetworkStudy> studies, IReadOnlyList<string> treatments, double tauSquared)
    {
        var place = treatments.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i - 1);
        var size = treatments.Count - 1;
        var information = Matrix<double>.Build.Dense(size, size);
        var right = Vector<double>.Build.Dense(size);
        var (squares, logDeterminants, contrasts) = (0.0, 0.0, 0);
        var traces = new List<(Matrix<double> Design, Matrix<double> Weights)>();
        foreach (var study in studies)
        {
            var (weights, logDeterminant) = study.Weigh(tauSquared);
            var design = Design(study, place, size);
            var effects = Vector<double>.Build.DenseOfEnumerable(study.Effects);
            var weighted = design.TransposeThisAndMultiply(weights);
            information += weighted * design;
            right += weighted * effects;
            squares += effects * (weights * effects);
            logDeterminants += logDeterminant;
            contrasts += study.Effects.Count;
            traces.Add((design, weights));
        }
        var cholesky = information.Cholesky();
        Effects = cholesky.Solve(right);
        Covariance = cholesky.Solve(Matrix<double>.Build.DenseIdentity(size));
        Q = Math.Max(0, squares - right * Effects);
        DegreesOfFreedom = contrasts - size;
        LogLikelihood = -0.5 * (logDeterminants + Q);
        RestrictedLogLikelihood = LogLikelihood - 0.5 * cholesky.DeterminantLn;
        // tr(P·B), P = W − W·X·(X′WX)⁻¹·X′·W
        ExpectedShare = traces.Zip(studies, (term, study) =>
        {
            var between = NetworkStudy.Between(study.Effects.Count);
            var weighted = term.Design.TransposeThisAndMultiply(term.Weights);
            return (term.Weights * between).Trace() - (Covariance * weighted * between * weighted.Transpose()).Trace();
        }).Sum();
    }

    /// <summary>Against the reference; of the second and further treatments.</summary>
    public Vector<double> Effects { get; }

    /// <summary>Of <see cref="Effects"/>.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>Squared deviations of the studies from the network.</summary>
    public double Q { get; }

    /// <summary>Contrasts less effects.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>By how much the expectation of Q grows with τ²: from this the estimator of moments follows.</summary>
    public double ExpectedShare { get; }

    public double LogLikelihood { get; }

    public double RestrictedLogLikelihood { get; }

    private static Matrix<double> Design(NetworkStudy study, Dictionary<string, int> place, int size)
    {
        var design = Matrix<double>.Build.Dense(study.Effects.Count, size);
        for (var row = 0; row < study.Effects.Count; row++)
        {
            if (place[study.Arms[row + 1]] is >= 0 and var treatment) design[row, treatment] = 1;
            if (place[study.Arms[0]] is >= 0 and var control) design[row, control] = -1;
        }
        return design;
    }
}
