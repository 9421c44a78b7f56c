using static System.FormattableString;

namespace CostSim.Benchmarks.Yardstick;

/// <summary>Ours against the yardstick, part by part: <c>-- yardstick [roofline.cpp or its program]</c> instead of benchmarks.</summary>
internal static class YardstickTable
{
    public const string Command = "yardstick";

    /// <summary>Ours and the yardstick in turn, so that what else the machine does strikes both.</summary>
    private const int Rounds = 3;

    private const int OwnRunsPerRound = 12;

    /// <summary>Until the run time has compiled what is called often with all optimisations.</summary>
    private const int WarmUpRuns = 20;

    /// <summary>Says what is missing, measures and prints: without the yardstick, ours alone.</summary>
    /// <param name="path">The yardstick's source or program; null where it is not at hand.</param>
    public static void Print(string? path, TextWriter output)
    {
        var (kernel, missing) = HandWrittenKernel.From(path);
        if (missing is not null) output.WriteLine($"No yardstick: {missing}.\nIts column and the ratio to it are left out.\n");
        using (kernel)
        {
            var own = new OwnRun();
            for (var run = 0; run < WarmUpRuns; run++) _ = own.Measure();
            var (ours, yardstick) = (default(Throughput), default(Throughput));
            var (one, two, apart) = (double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity);
            for (var round = 0; round < Rounds; round++)
            {
                for (var run = 0; run < OwnRunsPerRound; run++)
                {
                    ours = own.Measure().Least(ours);
                    (one, two, apart) = (Math.Min(one, own.Whole(threads: 1)), Math.Min(two, own.Whole(threads: 2)), Math.Min(apart, own.TwoApart()));
                }
                yardstick = kernel?.Measure().Least(yardstick);
            }
            Print(ours!, yardstick, output);
            output.WriteLine(Invariant($"\ntwo threads: {1e3 / two:N2} million draws per second, {one / two:N2} times one; two runs apart at once: {one / apart:N2} times one"));
        }
    }

    private static void Print(Throughput ours, Throughput? yardstick, TextWriter output)
    {
        output.WriteLine($"| Sick-Sicker on one core, least of several runs | ours |{(yardstick is null ? "" : " yardstick | ours / yardstick |")}");
        output.WriteLine($"| --- | ---: |{(yardstick is null ? "" : " ---: | ---: |")}");
        Row("sampling 16 parameters", throughput => throughput.Sampling);
        Row("4 strategies × 75 cycles", throughput => throughput.Propagation);
        Row("both", throughput => throughput.SamplingAndPropagation);
        Row("CEAC, CEAF, EVPI, loss at 501 points", throughput => throughput.Curves);
        Row("whole run", throughput => throughput.Whole);
        var curves = yardstick is null ? "" : Invariant($", yardstick {yardstick.Curves / 100:N2} ms");
        output.WriteLine(Invariant($"\nin million draws per second; curves of 10,000 draws: {ours.Curves / 100:N2} ms{curves}"));

        void Row(string part, Func<Throughput, double> nanoseconds)
        {
            var own = nanoseconds(ours);
            var other = yardstick is null ? "" : Invariant($" {1e3 / nanoseconds(yardstick):N2} | {nanoseconds(yardstick) / own:N2} |");
            output.WriteLine(Invariant($"| {part} | {1e3 / own:N2} |{other}"));
        }
    }
}
