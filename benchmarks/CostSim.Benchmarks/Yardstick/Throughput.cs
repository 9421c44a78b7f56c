namespace CostSim.Benchmarks.Yardstick;

/// <summary>How fast the parts of the Sick-Sicker analysis are on one core; nanoseconds a draw. Smaller is better, so of several measurements the least counts.</summary>
/// <param name="Sampling">All 16 parameters.</param>
/// <param name="Propagation">Four strategies over 75 cycles.</param>
/// <param name="SamplingAndPropagation">Both, block by block.</param>
/// <param name="Curves">CEAC, CEAF, EVPI and expected loss at 501 points, of outcomes that are there already.</param>
/// <param name="Whole">All of that in one run.</param>
internal sealed record Throughput(double Sampling, double Propagation, double SamplingAndPropagation, double Curves, double Whole)
{
    /// <summary>The least of each part.</summary>
    public Throughput Least(Throughput? other) => other is null ? this : new(
        Math.Min(Sampling, other.Sampling),
        Math.Min(Propagation, other.Propagation),
        Math.Min(SamplingAndPropagation, other.SamplingAndPropagation),
        Math.Min(Curves, other.Curves),
        Math.Min(Whole, other.Whole));
}
