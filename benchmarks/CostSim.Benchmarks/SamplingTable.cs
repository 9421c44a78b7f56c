using System.Diagnostics;
using System.Globalization;
using CostSim.Sampling.Streams;

namespace CostSim.Benchmarks;

/// <summary>What a draw of each kind costs, side by side with MathNet's own sampler, and what a uniform of each kind costs.</summary>
/// <remarks>The least of many short rounds: a round that another program interrupts does not count, so that the figures are steady on a busy machine too.</remarks>
internal static class SamplingTable
{
    public const string Command = "sampling";

    /// <summary>As in a run.</summary>
    private const int Block = 256;

    private const int Blocks = 64;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Measured = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints a table of distributions and one of uniforms.</summary>
    /// <param name="only">Rows whose names contain it.</param>
    public static void Print(TextWriter output, string only)
    {
        output.WriteLine("| nanoseconds for each number | of its uniform | with its uniform | MathNet | ratio |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var item in SamplingCase.All.Where(item => item.Name.Contains(only, StringComparison.Ordinal)))
        {
            var (inversion, whole, mathNet) = (Inversion(item), Whole(item), item.MathNet is null ? double.NaN : MathNet(item));
            var other = item.MathNet is null ? "– | –" : string.Create(CultureInfo.InvariantCulture, $"{mathNet:F1} | {mathNet / whole:F1}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {item.Name} | {inversion:F1} | {whole:F1} | {other} |"));
        }

        output.WriteLine("\n| nanoseconds for each uniform | random | Sobol, 16 replicates | Sobol, one sequence | Latin hypercube of 16 | Latin hypercube |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var first in new[] { 0, 1 << 14, 1 << 20, 10 << 20 })
        {
            UniformSource[] sources =
            [
                new UniformStream(1, "x"), new SobolDimension(1, "x", 7, 16), new SobolDimension(1, "x", 7, 1), new LatinHypercubeColumn(1, "x", 1 << 24, 16),
                new LatinHypercubeColumn(1, "x", 1 << 24, 1),
            ];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| from draw {first:N0} on | {string.Join(" | ", sources.Select(source => Uniforms(source, first).ToString("F1", CultureInfo.InvariantCulture)))} |"));
        }
    }

    private static double Inversion(SamplingCase item)
    {
        var uniforms = new double[Blocks * Block * item.Dimensions];
        new UniformStream(20_260_101, item.Name).Fill(0, uniforms);
        var (scratch, values) = (new double[Block * item.Dimensions], new double[Block * item.Numbers]);
        // Kinds that overwrite their uniforms need them anew: a copy of 2 KB, which takes 0.1 ns a number.
        return Least(Blocks * Block * item.Numbers, () =>
        {
            for (var block = 0; block < Blocks; block++)
            {
                uniforms.AsSpan(block * scratch.Length, scratch.Length).CopyTo(scratch);
                item.Fill(scratch, values, Block);
            }
        });
    }

    private static double Whole(SamplingCase item)
    {
        var streams = Enumerable.Range(0, item.Dimensions).Select(d => new UniformStream(20_260_101, $"{item.Name} {d}")).ToArray();
        var (scratch, values) = (new double[Block * item.Dimensions], new double[Block * item.Numbers]);
        var draw = 0L;
        return Least(Blocks * Block * item.Numbers, () =>
        {
            for (var block = 0; block < Blocks; block++, draw += Block)
            {
                for (var d = 0; d < streams.Length; d++) streams[d].Fill(draw, scratch.AsSpan(d * Block, Block));
                item.Fill(scratch, values, Block);
            }
        });
    }

    private static double MathNet(SamplingCase item)
    {
        var values = new double[item.Numbers];
        return Least(Block * item.Numbers, () =>
        {
            for (var draw = 0; draw < Block; draw++) item.MathNet!(values);
        });
    }

    private static double Uniforms(UniformSource source, int first)
    {
        var uniforms = new double[Block];
        return Least(Blocks * Block, () =>
        {
            for (var block = 0; block < Blocks; block++) source.Fill(first + block * Block, uniforms);
        });
    }

    /// <summary>Nanoseconds for each of a round's numbers, in the quickest round.</summary>
    private static double Least(int numbers, Action round)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;) round();
        var least = TimeSpan.MaxValue;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Measured;)
        {
            var from = Stopwatch.GetTimestamp();
            round();
            var time = Stopwatch.GetElapsedTime(from);
            if (time < least) least = time;
        }
        return least.TotalNanoseconds / numbers;
    }
}
