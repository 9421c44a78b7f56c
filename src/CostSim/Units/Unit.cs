using System.Text;

namespace CostSim.Units;

/// <summary>What a number counts: a product of base symbols with whole exponents, and how many of the base one of it is.</summary>
/// <remarks>
/// Time is counted in years, a cost in the scenario's currency (<c>money</c>); every other word (points, cells, kg) is a base of its own.
/// A year has 365.25 days and 12 equal months.
/// </remarks>
public sealed partial class Unit : IEquatable<Unit>
{
    internal const string YearSymbol = "year";
    internal const string MoneySymbol = "money";

    /// <summary>Scales are products of 12 and 365.25/7: nearer than this they are the same.</summary>
    private const double ScaleTolerance = 1e-12;

    /// <summary>Sorted by symbol; no exponent is 0.</summary>
    private readonly (string Symbol, int Exponent)[] _factors;

    private Unit((string Symbol, int Exponent)[] factors, double scale, UnitKind kind = UnitKind.Plain) => (_factors, Scale, Kind) = (factors, scale, kind);

    /// <summary>A number without unit.</summary>
    public static Unit None { get; } = new([], 1);

    /// <summary>The unit of time.</summary>
    public static Unit Years { get; } = new([(YearSymbol, 1)], 1);

    /// <summary>The unit of rates.</summary>
    public static Unit PerYear { get; } = new([(YearSymbol, -1)], 1);

    /// <summary>The scenario's currency.</summary>
    public static Unit Money { get; } = new([(MoneySymbol, 1)], 1);

    /// <summary>A number between 0 and 1.</summary>
    public static Unit Probability { get; } = new([], 1, UnitKind.Proportion);

    /// <summary>How many of the base unit one of this is: 1/12 for months.</summary>
    public double Scale { get; }

    /// <summary>What the words of the unit say about the values that make sense.</summary>
    public UnitKind Kind { get; }

    /// <summary>The least value that makes sense for this kind of number; minus infinity if there is none.</summary>
    public double Minimum => Kind is UnitKind.Proportion or UnitKind.Ratio or UnitKind.Count ? 0 : double.NegativeInfinity;

    /// <summary>The greatest value that makes sense for this kind of number; infinity if there is none.</summary>
    public double Maximum => Kind is UnitKind.Proportion or UnitKind.Utility ? 1 : double.PositiveInfinity;

    /// <summary>Whether it has no unit at all (a scale such as "months per year" counts as one).</summary>
    public bool IsDimensionless => _factors.Length == 0 && SameScale(Scale, 1);

    /// <summary>The words that the unit is made of, without their exponents.</summary>
    public IEnumerable<string> Symbols => _factors.Select(factor => factor.Symbol);

    /// <summary>The largest exponent, without its sign; 0 for a plain number.</summary>
    internal int LargestExponent
    {
        get
        {
            var largest = 0;
            foreach (var (_, exponent) in _factors) largest = Math.Max(largest, Math.Abs(exponent));
            return largest;
        }
    }

    /// <summary>The same quantity counted in base units: years for months. Multiply a value by <see cref="Scale"/> to get there.</summary>
    public Unit Base => Scale == 1 ? this : new Unit(_factors, 1, Kind);

    /// <summary>Whether the two count the same thing, perhaps in units of different size: months and years.</summary>
    public bool SameQuantityAs(Unit other) => _factors.AsSpan().SequenceEqual(other._factors);

    public static Unit operator *(Unit left, Unit right) => Product(left, right, sign: 1);

    public static Unit operator /(Unit left, Unit right) => Product(left, right, sign: -1);

    /// <summary>The unit of a power: (points)² for 2.</summary>
    public Unit Power(int exponent) => exponent == 0
        ? None
        : new Unit([.. _factors.Select(factor => (factor.Symbol, checked(factor.Exponent * exponent)))], Math.Pow(Scale, exponent));

    /// <summary>Whether numbers of the two units may be added: the same quantity at the same scale. The <see cref="Kind"/> does not matter.</summary>
    public bool Equals(Unit? other) => other is not null && SameQuantityAs(other) && SameScale(Scale, other.Scale);

    public override bool Equals(object? obj) => Equals(obj as Unit);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var factor in _factors) hash.Add(factor);
        return hash.ToHashCode();   // not the scale: nearly equal scales are equal
    }

    public static bool operator ==(Unit? left, Unit? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Unit? left, Unit? right) => !(left == right);

    /// <summary>As it would be written in a model file: "money per year"; "no unit" for a plain number.</summary>
    public override string ToString()
    {
        if (IsDimensionless) return "no unit";
        var scale = Scale;
        var above = new List<string>();
        var below = new StringBuilder();
        foreach (var (symbol, exponent) in _factors)
        {
            var word = symbol == YearSymbol ? TimeWord(exponent, ref scale) : symbol;
            if (exponent > 0) above.Add(Plural(word) + Superscript(exponent));
            else below.Append(" per ").Append(word).Append(Superscript(-exponent));
        }
        if (!SameScale(scale, 1)) above.Insert(0, scale.ToString("G6"));
        return (string.Join(' ', above) + below).TrimStart();
    }

    /// <summary>Looks for the word whose size explains the scale; what it explains is taken out.</summary>
    private static string TimeWord(int exponent, ref double scale)
    {
        foreach (var (word, years) in TimeWords)
        {
            if (!SameScale(scale, Math.Pow(years, exponent))) continue;
            scale = 1;
            return word;
        }
        return YearSymbol;
    }

    private static Unit Product(Unit left, Unit right, int sign)
    {
        var (factors, l, r) = (new List<(string Symbol, int Exponent)>(left._factors.Length + right._factors.Length), 0, 0);
        while (l < left._factors.Length || r < right._factors.Length)
        {
            var order = l == left._factors.Length ? 1 : r == right._factors.Length ? -1 : string.CompareOrdinal(left._factors[l].Symbol, right._factors[r].Symbol);
            var symbol = order <= 0 ? left._factors[l].Symbol : right._factors[r].Symbol;
            var exponent = checked((order <= 0 ? left._factors[l++].Exponent : 0) + (order >= 0 ? sign * right._factors[r++].Exponent : 0));
            if (exponent != 0) factors.Add((symbol, exponent));
        }
        return new Unit([.. factors], sign > 0 ? left.Scale * right.Scale : left.Scale / right.Scale);
    }

    private static bool SameScale(double a, double b) => Math.Abs(a - b) <= ScaleTolerance * Math.Abs(b);

    private static string Superscript(int exponent) => exponent == 1 ? "" : $"^{exponent}";
}
