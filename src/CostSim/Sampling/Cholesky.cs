using System.Numerics;

namespace CostSim.Sampling;

/// <summary>The triangular factor that makes independent normals depend on each other: first one, then each given those before it.</summary>
internal static class Cholesky
{
    /// <summary>A pivot that rounding leaves of nothing, as a share of the diagonal.</summary>
    private const double Nothing = 1e-12;

    /// <summary>The lower factor of a symmetric matrix; null where it is not positive definite.</summary>
    /// <param name="matrix">[row, column]; what stands above the diagonal is not read.</param>
    /// <param name="impossible">The first row that does not go with those before it; −1 where all do.</param>
    public static double[,]? Factor(double[,] matrix, out int impossible)
    {
        var count = matrix.GetLength(0);
        var factor = new double[count, count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i, j];
                for (var k = 0; k < j; k++) rest -= factor[i, k] * factor[j, k];
                if (j < i)
                {
                    factor[i, j] = rest / factor[j, j];
                    continue;
                }
                if (!(rest > Nothing * matrix[i, i]))
                {
                    impossible = i;
                    return null;
                }
                factor[i, i] = Math.Sqrt(rest);
            }
        }
        impossible = -1;
        return factor;
    }

    /// <summary>The factor times independent normals, row by row.</summary>
    /// <remarks>Multiply then add, never fused, so the tail and every vector width give the same bits.</remarks>
    /// <param name="factor">[row, column].</param>
    /// <param name="normals">[column × draws].</param>
    /// <param name="sums">[row × draws]; overwritten from row <paramref name="from"/> on.</param>
    public static void Multiply(double[,] factor, ReadOnlySpan<double> normals, Span<double> sums, int draws, int from)
    {
        for (var i = from; i < factor.GetLength(0); i++)
        {
            var d = 0;
            for (; d <= draws - Vector<double>.Count; d += Vector<double>.Count)
            {
                var sum = Vector<double>.Zero;
                for (var j = 0; j <= i; j++) sum += new Vector<double>(normals[(j * draws + d)..]) * factor[i, j];
                sum.CopyTo(sums[(i * draws + d)..]);
            }
            for (; d < draws; d++)
            {
                var sum = 0.0;
                for (var j = 0; j <= i; j++) sum += normals[j * draws + d] * factor[i, j];
                sums[i * draws + d] = sum;
            }
        }
    }
}
