using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Language.Evaluation;

/// <summary>An operand of a kernel: a vector, or one number for all of its elements.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct VectorOrNumber
{
    private readonly ReadOnlySpan<double> _values;
    private readonly double _number;   // not as a vector, whose size is not known ahead of time: no code that has such a struct would be compiled then

    public VectorOrNumber(ReadOnlySpan<double> values) => _values = values;

    public VectorOrNumber(double number) => _number = number;

    /// <summary>One element.</summary>
    public double this[int index] => _values.IsEmpty ? _number : _values[index];

    /// <summary>The elements from <paramref name="start"/> on.</summary>
    public Vector<double> At(int start) => _values.IsEmpty ? new Vector<double>(_number) : new Vector<double>(_values[start..]);
}
