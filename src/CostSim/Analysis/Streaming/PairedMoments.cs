using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis.Streaming;

/// <summary>Means, variances and covariance of two quantities, such as cost and effect, of draws that pass by once.</summary>
/// <remarks>
/// Deviations are taken from the first draw, so that what does not vary has a variance of exactly zero, and sums carry their rounding error along
/// (<see cref="StableSum"/>): by Samuelson's inequality the shift costs at most a factor n of the 10⁻³² that such sums are good for.
/// </remarks>
/// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
internal sealed class PairedMoments(int replicates)
{
    private readonly ReplicateSums? _xByReplicate = replicates > 1 ? new ReplicateSums(replicates) : null;
    private readonly ReplicateSums? _yByReplicate = replicates > 1 ? new ReplicateSums(replicates) : null;
    private StableSum _x;
    private StableSum _y;
    private StableSum _dx;
    private StableSum _dy;
    private StableSum _dxx;
    private StableSum _dyy;
    private StableSum _dxy;
    private double _firstX;
    private double _firstY;
    private long _draws;

    /// <summary>The sum of the first quantity.</summary>
    public StableSum SumOfX => _x;

    /// <summary>The sum of the second quantity.</summary>
    public StableSum SumOfY => _y;

    /// <summary>The mean of the first quantity.</summary>
    public double MeanOfX => _x.Total / _draws;

    /// <summary>The mean of the second quantity.</summary>
    public double MeanOfY => _y.Total / _draws;

    /// <summary>Adds consecutive draws.</summary>
    /// <param name="firstDraw">A multiple of 64, as all but the last call have a multiple of 64 draws.</param>
    /// <param name="x">The first quantity; [draws].</param>
    /// <param name="y">The second; [draws].</param>
    public void Add(long firstDraw, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (_draws == 0) (_firstX, _firstY) = (x[0], y[0]);
        _draws += x.Length;
        _x.Add(x);
        _y.Add(y);
        _xByReplicate?.Add(firstDraw, x, _firstX);
        _yByReplicate?.Add(firstDraw, y, _firstY);

        var (dxs, dys, dxx, dyy, dxy) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (centreX, centreY) = (Vector512.Create(_firstX), Vector512.Create(_firstY));
        ref var xs = ref MemoryMarshal.GetReference(x);
        ref var ys = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count) Take(Vector512.LoadUnsafe(ref xs, (nuint)i), Vector512.LoadUnsafe(ref ys, (nuint)i));
        if (i < x.Length) Take(Padded(x[i..], _firstX), Padded(y[i..], _firstY));
        _dx.Add(dxs);
        _dy.Add(dys);
        _dxx.Add(dxx);
        _dyy.Add(dyy);
        _dxy.Add(dxy);

        void Take(Vector512<double> valueX, Vector512<double> valueY)
        {
            var (dx, dy) = (valueX - centreX, valueY - centreY);
            (dxs, dys) = (dxs + dx, dys + dy);
            (dxx, dyy, dxy) = (Vector512.FusedMultiplyAdd(dx, dx, dxx), Vector512.FusedMultiplyAdd(dy, dy, dyy), Vector512.FusedMultiplyAdd(dx, dy, dxy));
        }
    }

    /// <summary>The Monte Carlo standard error of the mean of <c>a·x + b·y</c>; null where the draws are too few to have one.</summary>
    public double? StandardError(double a, double b)
    {
        if (_xByReplicate is { } byReplicate) return ReplicateSums.StandardErrorOf(byReplicate, a, _yByReplicate!, b);
        if (_draws < 2) return null;
        var (dx, dy) = (_dx.Total, _dy.Total);
        var squares = a * a * Squares(_dxx.Total, dx, dx) + b * b * Squares(_dyy.Total, dy, dy) + 2 * a * b * Squares(_dxy.Total, dx, dy);
        // A sum of squares; where x and y cancel, rounding can leave it a little below zero.
        return Math.Sqrt(Math.Max(0, squares) / (_draws - 1) / _draws);
    }

    private double Squares(double products, double first, double second) => products - first * second / _draws;

    private static Vector512<double> Padded(ReadOnlySpan<double> values, double padding)
    {
        Span<double> eight = stackalloc double[Vector512<double>.Count];
        eight.Fill(padding);
        values.CopyTo(eight);
        return Vector512.Create<double>(eight);
    }
}
