namespace CostSim.Sampling;

/// <summary>Sets of numbers from a bootstrap or a posterior sample, of which each draw takes one whole, all equally likely: what belongs together stays together.</summary>
/// <remarks>Efron &amp; Tibshirani (1993), "An Introduction to the Bootstrap", chapter 6; drawn with replacement, by one uniform: row <c>⌊u·n⌋</c>.</remarks>
public sealed class BootstrapRows : JointDistribution
{
    private readonly double[][] _columns;

    /// <param name="columns">Equally long, at least one row; [column][row].</param>
    public BootstrapRows(double[][] columns)
    {
        if (columns.Length == 0 || columns[0].Length == 0 || columns.Any(column => column.Length != columns[0].Length))
            throw new ArgumentException("Expected columns of equal length, with one row at least.", nameof(columns));
        _columns = columns;
    }

    public override int Count => _columns.Length;

    /// <summary>1: it chooses the row.</summary>
    public override int Dimensions => 1;

    /// <summary>How many sets.</summary>
    public int Rows => _columns[0].Length;

    /// <summary>The mean of a column.</summary>
    public double Mean(int column) => _columns[column].Average();

    /// <inheritdoc/>
    public override void Fill(Span<double> uniforms, Span<double> values, int draws)
    {
        Require(uniforms, values, draws);
        for (var d = 0; d < draws; d++)
        {
            // A uniform just below 1 times the rows may round to their number.
            var row = Math.Min((int)(uniforms[d] * Rows), Rows - 1);
            for (var c = 0; c < _columns.Length; c++) values[c * draws + d] = _columns[c][row];
        }
    }
}
