using System.Globalization;

namespace CostSim.Sampling.Streams;

/// <summary>The direction numbers of the Sobol sequence of Joe and Kuo.</summary>
/// <remarks>
/// Primitive polynomials and first direction numbers as published: Joe &amp; Kuo (2008), "Constructing Sobol sequences with better two-dimensional
/// projections", SIAM Journal on Scientific Computing 30:2635 (criterion D(6), file new-joe-kuo-6.21201), as far as degree 13. The others follow by
/// Bratley &amp; Fox (1988), ACM TOMS 14:88, eq. 2. Low dimensions are the better ones: their plane projections were optimised first.
/// </remarks>
internal static class SobolDirections
{
    /// <summary>How many dimensions there are: all polynomials up to degree 13.</summary>
    public const int Dimensions = 1111;

    /// <summary>Binary digits of an index, and of an unscrambled coordinate.</summary>
    public const int Bits = 32;

    private static readonly Lazy<string[]> Lines = new(ReadLines);

    /// <summary>What each binary digit of an index adds to a coordinate (exclusive or), as 32-bit fractions; the lowest digit first.</summary>
    /// <param name="dimension">From 0.</param>
    public static uint[] Of(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dimension, Dimensions);
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            // Van der Corput's sequence: the digits in reverse.
            for (var k = 0; k < Bits; k++) directions[k] = 1u << (Bits - 1 - k);
            return directions;
        }

        var numbers = Lines.Value[dimension - 1].Split(' ').Select(number => uint.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        var (degree, polynomial, first) = ((int)numbers[1], numbers[2], numbers[3..]);
        for (var k = 0; k < Bits; k++)
        {
            if (k < degree)
            {
                directions[k] = first[k] << (Bits - 1 - k);
                continue;
            }
            directions[k] = directions[k - degree] ^ (directions[k - degree] >> degree);
            for (var i = 1; i < degree; i++)
            {
                if (((polynomial >> (degree - 1 - i)) & 1) != 0) directions[k] ^= directions[k - i];
            }
        }
        return directions;
    }

    private static string[] ReadLines()
    {
        using var stream = typeof(SobolDirections).Assembly.GetManifestResourceStream("joe-kuo-6.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }
}
