using System.Numerics;
using System.Runtime.InteropServices;

namespace CostSim.Language.Evaluation;

/// <summary>An operand of a kernel: a vector, or one number for all of its elements.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct VectorOrNumber
{
    private readonly ReadOnlySpan<double> _values;
    private readonly Vector<double> _number;

    public VectorOrNumber(ReadOnlySpan<double> values) => _values = values;

    public VectorOrNumber(double number) => _number = new Vector<double>(number);

    /// <summary>The elements from <paramref name="start"/> on.</summary>
    public Vector<double> At(int start) => _values.IsEmpty ? _number : new Vector<double>(_values[start..]);
}
