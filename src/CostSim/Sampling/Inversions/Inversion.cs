namespace CostSim.Sampling.Inversions;

/// <summary>The quantile function of one smooth distribution: exactly, and as the power series from which its table is made.</summary>
/// <remarks>Derived from parameters that the distribution's record compares itself, so any two count as equal here.</remarks>
internal abstract class Inversion
{
    /// <summary>A quantile near one end may follow from the probability below it, and then knows that above it to no more than this.</summary>
    internal const double TailRounding = 4e-15;

    private readonly Lazy<QuantileTable?> _table;
    private readonly Lazy<(InterpolatedTable Table, bool IsScaled)> _finerTable;

    protected Inversion()
    {
        _table = new Lazy<QuantileTable?>(() => QuantileTable.TryBuild(this));
        _finerTable = new Lazy<(InterpolatedTable, bool)>(() =>
        {
            // Values themselves are interpolated where all of them can be.
            var ofValues = new InterpolatedTable((tail, upper) => TailQuantile(tail, upper), lastPlaces: 0);
            return ofValues.Size.Exact == 0 ? (ofValues, false) : (new InterpolatedTable(ScaledQuantile, lastPlaces: 0, TailRounding), true);
        });
    }

    /// <summary>Whether values come from the quicker of two tables, of power series; if not, from one of interpolants, as for gammas and betas with a shape below some 0.05.</summary>
    public bool HasTable => _table.Value is not null;

    /// <summary>The value beyond which, upwards or downwards, lies a given probability.</summary>
    /// <param name="tail">Above 0, below 1; exact to the last digits where it is up to ½.</param>
    /// <param name="near">A value in the neighbourhood, where one is known: it saves time.</param>
    public abstract double TailQuantile(double tail, bool upper, double near = double.NaN);

    /// <summary>The probability below or above x, with full relative accuracy where it is small.</summary>
    public abstract double Tail(double x, bool upper);

    /// <summary>The power series of the quantile in r, where the tail's probability is <c>tail + octave·r</c>.</summary>
    /// <param name="tail">Above 0, below ½.</param>
    /// <param name="octave">The power of 2 at or below it.</param>
    /// <param name="near">A value in the neighbourhood, or NaN.</param>
    /// <param name="series">Filled; coefficient 0 is the quantile itself.</param>
    public abstract void Expand(double tail, double octave, bool upper, double near, Span<double> series);

    /// <summary>The quantile on the scale on which it is interpolated where values themselves cannot be: as it is, unless small shapes bend less on another.</summary>
    /// <param name="tail">Above 0, up to ½.</param>
    public virtual double ScaledQuantile(double tail, bool upper) => TailQuantile(tail, upper);

    /// <summary>From that scale to values, in place; each by itself, to the bit.</summary>
    public virtual void FromScale(Span<double> values)
    {
    }

    /// <summary>A value for each uniform: from the table, which the first call builds.</summary>
    public void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        if (_table.Value is { } table)
        {
            table.Invert(uniforms, values, this);
            return;
        }
        var (finer, isScaled) = _finerTable.Value;
        finer.Invert(uniforms, values);
        if (isScaled) FromScale(values);
    }

    /// <summary>As <see cref="Invert"/> without a table: its oracle.</summary>
    public void InvertExactly(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        for (var d = 0; d < uniforms.Length; d++)
        {
            values[d] = Exact(uniforms[d]);
        }
    }

    /// <summary>One value, without the table.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The uniform is outside (0, 1).</exception>
    public double Exact(double uniform)
    {
        Distribution.RequireInsideUnitInterval(uniform);
        return uniform < 0.5 ? TailQuantile(uniform, upper: false) : TailQuantile(1 - uniform, upper: true);
    }

    public sealed override bool Equals(object? obj) => obj?.GetType() == GetType();

    public sealed override int GetHashCode() => 0;
}
