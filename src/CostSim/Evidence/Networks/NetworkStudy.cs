using CostSim.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Evidence.Networks;

/// <summary>A study of two arms or more, as contrasts of the others with its first arm, with their covariance.</summary>
internal sealed class NetworkStudy
{
    /// <summary>Effects of three arms that add up worse than this share of their smallest standard error are more than rounded.</summary>
    private const double Rounding = 0.25;

    private readonly Matrix<double> _covariance;

    private NetworkStudy(string name, string[] arms, double[] effects, Matrix<double> covariance) => (Name, Arms, Effects, _covariance) = (name, arms, effects, covariance);

    public string Name { get; }

    /// <summary>The first is what the others are compared with.</summary>
    public IReadOnlyList<string> Arms { get; }

    /// <summary>Of the second and further arms against the first.</summary>
    public IReadOnlyList<double> Effects { get; }

    /// <summary>Groups contrasts by study and checks those with several arms.</summary>
    public static IReadOnlyList<NetworkStudy> Group(IReadOnlyList<NetworkContrast> contrasts, Problems problems)
    {
        foreach (var same in contrasts.Where(contrast => contrast.Treatment == contrast.Control))
            problems.Error(same.At, $"'{same.Treatment}' against itself in '{same.Study}'", "two different arms");
        return problems.HasErrors ? [] : [.. contrasts.GroupBy(contrast => contrast.Study).Select(group => Read(group.Key, [.. group], problems)).OfType<NetworkStudy>()];
    }

    /// <summary>The inverse of <c>V + τ²·(½ + ½·I)</c>: settings differ by τ² in every contrast, and contrasts with one arm in common by half of it together.</summary>
    public (Matrix<double> Weights, double LogDeterminant) Weigh(double tauSquared)
    {
        var total = _covariance + Between(Effects.Count) * tauSquared;
        var cholesky = total.Cholesky();
        return (cholesky.Solve(Matrix<double>.Build.DenseIdentity(total.RowCount)), cholesky.DeterminantLn);
    }

    /// <summary>1 on the diagonal, ½ beside it (Higgins &amp; Whitehead 1996).</summary>
    public static Matrix<double> Between(int contrasts) => Matrix<double>.Build.Dense(contrasts, contrasts, (i, j) => i == j ? 1 : 0.5);

    /// <summary>First arm of a pair against the second, and the variance; null where the study does not hold both.</summary>
    public (double Effect, double Variance)? Contrast(string treatment, string control)
    {
        var (a, b) = (Place(treatment), Place(control));
        if (a < 0 || b < 0) return null;
        var (first, second) = (a == 0 ? 0 : Effects[a - 1], b == 0 ? 0 : Effects[b - 1]);
        return (first - second, Covariance(a, a) + Covariance(b, b) - 2 * Covariance(a, b));
    }

    private double Covariance(int a, int b) => a == 0 || b == 0 ? 0 : _covariance[a - 1, b - 1];

    private int Place(string arm)
    {
        for (var a = 0; a < Arms.Count; a++)
        {
            if (Arms[a] == arm) return a;
        }
        return -1;
    }

    private static NetworkStudy? Read(string name, NetworkContrast[] contrasts, Problems problems)
    {
        string[] arms = [.. contrasts.SelectMany(contrast => (string[])[contrast.Control, contrast.Treatment]).Distinct()];
        var pairs = arms.Length * (arms.Length - 1) / 2;
        if (contrasts.Select(contrast => string.CompareOrdinal(contrast.Treatment, contrast.Control) < 0 ? (contrast.Treatment, contrast.Control) : (contrast.Control, contrast.Treatment)).Distinct().Count() < contrasts.Length)
        {
            problems.Error(contrasts[^1].At, $"a comparison of '{name}' that stands twice", "each comparison of a study once");
            return null;
        }
        if (contrasts.Length != pairs)
        {
            problems.Error(contrasts[^1].At, $"{contrasts.Length} comparisons of the {arms.Length} arms of '{name}'", $"all {pairs}, because their standard errors tell how they are correlated");
            return null;
        }

        var size = arms.Length - 1;
        var effects = arms.Skip(1).Select(arm => Find(contrasts, arm, arms[0]).Effect).ToArray();
        // Var(d_j − d_l) = V_jj + V_ll − 2·V_jl
        var covariance = Matrix<double>.Build.Dense(size, size, (j, l) =>
            j == l ? Square(Find(contrasts, arms[j + 1], arms[0]).Error)
            : (Square(Find(contrasts, arms[j + 1], arms[0]).Error) + Square(Find(contrasts, arms[l + 1], arms[0]).Error) - Square(Find(contrasts, arms[j + 1], arms[l + 1]).Error)) / 2);
        var smallest = contrasts.Min(contrast => contrast.StandardError);
        for (var j = 0; j < size; j++)
        {
            for (var l = 0; l < j; l++)
            {
                var gap = effects[j] - effects[l] - Find(contrasts, arms[j + 1], arms[l + 1]).Effect;
                if (Math.Abs(gap) > Rounding * smallest)
                    problems.Error(contrasts[0].At, $"the comparisons of '{name}' do not add up: '{arms[j + 1]} vs {arms[l + 1]}' is {gap:G3} away from what the other two give", "effects of one study that agree");
            }
        }
        if (covariance.Evd(Symmetricity.Symmetric).EigenValues.Any(value => value.Real <= 0))
        {
            problems.Error(contrasts[0].At, $"standard errors of '{name}' that no three arms can have", "each below the sum of the other two");
            return null;
        }
        return new NetworkStudy(name, arms, effects, covariance);
    }

    private static (double Effect, double Error) Find(NetworkContrast[] contrasts, string treatment, string control)
    {
        var found = Array.Find(contrasts, contrast => contrast.Treatment == treatment && contrast.Control == control);
        if (found is not null) return (found.Effect, found.StandardError);
        found = Array.Find(contrasts, contrast => contrast.Treatment == control && contrast.Control == treatment)!;
        return (-found.Effect, found.StandardError);
    }

    private static double Square(double value) => value * value;
}
