using System.Runtime.InteropServices;

namespace CostSim.Cohort.Kernels;

/// <summary>Rows of numbers, one for each draw of a block, each beginning at a cache line where the width is a multiple of 8.</summary>
internal sealed class AlignedRows
{
    private const int Line = 8;

    private readonly double[] _values;
    private readonly int _start;
    private readonly int _width;
    private readonly int _length;

    public AlignedRows(int rows, int width)
    {
        (_width, _length) = (width, checked(rows * width));
        // Pinned, so that the alignment lasts.
        _values = GC.AllocateArray<double>(checked(_length + Line), pinned: true);
        _start = (int)((Line - Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0) / sizeof(double) % Line) % Line);
    }

    /// <summary>The first number of the first row.</summary>
    public ref double First => ref _values[_start];

    /// <summary>Where that is; it never moves.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_values, _start);

    public Span<double> this[int row] => _values.AsSpan(_start + row * _width, _width);

    public void Clear() => _values.AsSpan(_start, _length).Clear();
}
