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
    private long _draws;
    private bool _hasBegun;

    /// <summary>The sum of the first quantity.</summary>
    public StableSum SumOfX => _x;

    /// <summary>The sum of the second quantity.</summary>
    public StableSum SumOfY => _y;

    /// <summary>The mean of the first quantity.</summary>
    public double MeanOfX => _x.Total / _draws;

    /// <summary>The mean of the second quantity.</summary>
    public double MeanOfY => _y.Total / _draws;

    /// <summary>What deviations are taken from; zero before the first draw.</summary>
    public (double X, double Y) Centre { get; private set; }

    /// <summary>Adds the next draws, after <see cref="Begin"/>.</summary>
    /// <param name="sums">Of deviations from <see cref="Centre"/>.</param>
    public void Add(PairedSums sums)
    {
        _draws += sums.Draws;
        _x.Add(sums.X);
        _y.Add(sums.Y);
        _xByReplicate?.Add(sums.FirstDraw, sums.XByBlock, sums.Draws);
        _yByReplicate?.Add(sums.FirstDraw, sums.YByBlock, sums.Draws);
        _dx.Add(sums.Dx);
        _dy.Add(sums.Dy);
        _dxx.Add(sums.Dxx);
        _dyy.Add(sums.Dyy);
        _dxy.Add(sums.Dxy);
    }

    /// <summary>Says, before any draw is added, what deviations are to be taken from.</summary>
    public void Begin(double x, double y)
    {
        Centre = (x, y);
        Volatile.Write(ref _hasBegun, true);
    }

    /// <summary>Whether the centre is known: then draws can be added up on any thread.</summary>
    public bool HasBegun => Volatile.Read(ref _hasBegun);

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
}
