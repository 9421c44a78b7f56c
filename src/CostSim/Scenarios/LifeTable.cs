namespace CostSim.Scenarios;

/// <summary>Annual probabilities of death by whole year of age, for one group of people.</summary>
public sealed class LifeTable
{
    private readonly double[] _cumulativeHazard;

    /// <param name="firstAge">The age of the first probability, in years.</param>
    /// <param name="annualProbabilities">Of dying before the next birthday, 0 to 1, for each age from <paramref name="firstAge"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability is outside 0 to 1.</exception>
    public LifeTable(int firstAge, IReadOnlyList<double> annualProbabilities)
    {
        FirstAge = firstAge;
        _cumulativeHazard = new double[annualProbabilities.Count + 1];
        for (var a = 0; a < annualProbabilities.Count; a++)
        {
            if (annualProbabilities[a] is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(annualProbabilities), annualProbabilities[a], $"The probability of death at age {firstAge + a} is not between 0 and 1.");
            _cumulativeHazard[a + 1] = _cumulativeHazard[a] - Math.Log(1 - annualProbabilities[a]);
        }
    }

    private LifeTable(int firstAge, double[] cumulativeHazard) => (FirstAge, _cumulativeHazard) = (firstAge, cumulativeHazard);

    public int FirstAge { get; }

    /// <summary>The age at which the table ends: the last age with a probability, plus one.</summary>
    public int EndAge => FirstAge + _cumulativeHazard.Length - 1;

    /// <summary>The hazard between <see cref="FirstAge"/> and an age: constant within each year of age. NaN outside the table.</summary>
    public double CumulativeHazard(double age)
    {
        if (!(age >= FirstAge && age <= EndAge)) return double.NaN;
        var whole = Math.Min((int)(age - FirstAge), _cumulativeHazard.Length - 2);
        var part = age - FirstAge - whole;
        // A certain death (probability 1, hazard infinite) takes place at once, and stays; 0 · ∞ and ∞ - ∞ would be NaN.
        return part == 0 || double.IsPositiveInfinity(_cumulativeHazard[whole]) ? _cumulativeHazard[whole] : _cumulativeHazard[whole] + part * (_cumulativeHazard[whole + 1] - _cumulativeHazard[whole]);
    }

    /// <summary>The same table with every hazard multiplied.</summary>
    /// <param name="ratio">0 (nobody dies) or above.</param>
    internal LifeTable WithHazardTimes(double ratio) => new(FirstAge, [.. _cumulativeHazard.Select(hazard => ratio == 0 ? 0 : hazard * ratio)]);
}
