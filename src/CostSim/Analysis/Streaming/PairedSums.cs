using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Runs;
using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>What consecutive draws of two quantities come to, for <see cref="PairedMoments"/>; filled on any thread, and used again for other draws.</summary>
internal sealed class PairedSums
{
    /// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
    public PairedSums(int replicates)
    {
        var blocks = replicates > 1 ? DrawChunk.MaximumDraws / Replicates.BlockDraws : 0;
        (XByBlock, YByBlock) = (new double[blocks], new double[blocks]);
    }

    public long FirstDraw { get; private set; }

    public int Draws { get; private set; }

    /// <summary>The sum of the first quantity.</summary>
    public StableSum X { get; private set; }

    /// <summary>The sum of the second quantity.</summary>
    public StableSum Y { get; private set; }

    /// <summary>Deviations of the first quantity from its centre, summed in eight lanes.</summary>
    public Vector512<double> Dx { get; private set; }

    /// <summary>The same of the second quantity.</summary>
    public Vector512<double> Dy { get; private set; }

    /// <summary>Their squares and products.</summary>
    public Vector512<double> Dxx { get; private set; }

    public Vector512<double> Dyy { get; private set; }

    public Vector512<double> Dxy { get; private set; }

    /// <summary>Deviations of the first quantity, summed block by block; empty for independent draws.</summary>
    public double[] XByBlock { get; }

    /// <summary>The same of the second quantity.</summary>
    public double[] YByBlock { get; }

    /// <summary>Adds the draws up.</summary>
    /// <param name="firstDraw">A multiple of 64, if the draws are in replicates.</param>
    /// <param name="x">The first quantity; [draws].</param>
    /// <param name="y">The second; [draws].</param>
    /// <param name="centreX">What deviations of the first are taken from.</param>
    /// <param name="centreY">The same for the second.</param>
    public void Fill(long firstDraw, ReadOnlySpan<double> x, ReadOnlySpan<double> y, double centreX, double centreY)
    {
        (FirstDraw, Draws) = (firstDraw, x.Length);
        var (sumX, sumY) = (new StableSum(), new StableSum());
        sumX.Add(x);
        sumY.Add(y);
        (X, Y) = (sumX, sumY);
        if (XByBlock.Length > 0)
        {
            SumBlocks(x, centreX, XByBlock);
            SumBlocks(y, centreY, YByBlock);
        }

        var (dxs, dys, dxx, dyy, dxy) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (centresX, centresY) = (Vector512.Create(centreX), Vector512.Create(centreY));
        ref var xs = ref MemoryMarshal.GetReference(x);
        ref var ys = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count) Take(Vector512.LoadUnsafe(ref xs, (nuint)i), Vector512.LoadUnsafe(ref ys, (nuint)i));
        if (i < x.Length) Take(Padded(x[i..], centreX), Padded(y[i..], centreY));
        (Dx, Dy, Dxx, Dyy, Dxy) = (dxs, dys, dxx, dyy, dxy);

        void Take(Vector512<double> valueX, Vector512<double> valueY)
        {
            var (dx, dy) = (valueX - centresX, valueY - centresY);
            (dxs, dys) = (dxs + dx, dys + dy);
            (dxx, dyy, dxy) = (Vector512.FusedMultiplyAdd(dx, dx, dxx), Vector512.FusedMultiplyAdd(dy, dy, dyy), Vector512.FusedMultiplyAdd(dx, dy, dxy));
        }
    }

    private static void SumBlocks(ReadOnlySpan<double> values, double centre, double[] sums)
    {
        for (var i = 0; i < values.Length; i += Replicates.BlockDraws)
        {
            var sum = 0.0;
            foreach (var value in values.Slice(i, Math.Min(Replicates.BlockDraws, values.Length - i))) sum += value - centre;
            sums[i / Replicates.BlockDraws] = sum;
        }
    }

    private static Vector512<double> Padded(ReadOnlySpan<double> values, double padding)
    {
        Span<double> eight = stackalloc double[Vector512<double>.Count];
        eight.Fill(padding);
        values.CopyTo(eight);
        return Vector512.Create<double>(eight);
    }
}
