using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Sampling;

/// <summary>Distributions to test with: typical of published models, extreme, and generated.</summary>
internal static class Arbitraries
{
    public static readonly Distribution[] AllExamples =
    [
        new FixedDistribution(3),
        new BetaDistribution(14, 6), new BetaDistribution(0.18, 0.24), new BetaDistribution(2, 9998), new BetaDistribution(320, 325_837),
        new BetaDistribution(131, 28.8), new BetaDistribution(1, 1), new BetaDistribution(0.7, 5), new BetaDistribution(20_000, 30_000),
        new GammaDistribution(25, 200), new GammaDistribution(0.3, 1), new GammaDistribution(1, 1e-4), new GammaDistribution(1e6, 0.02),
        new NormalDistribution(0, 1), new NormalDistribution(-12.5, 0.03),
        new TruncatedNormalDistribution(60, 9, 18, 100), new TruncatedNormalDistribution(0, 1, lower: 6), new TruncatedNormalDistribution(0.2, 1, upper: -3),
        new TruncatedNormalDistribution(1, 10, 0, 1),
        new LogNormalDistribution(-0.675, 0.17), new LogNormalDistribution(0, 1.2),
        new UniformDistribution(-2, 5),
        new TriangularDistribution(0, 1, 10), new TriangularDistribution(0, 0, 1), new TriangularDistribution(2, 3, 3),
        new PertDistribution(1, 2, 10), new PertDistribution(0, 0, 1),
        new TruncatedDistribution(new BetaDistribution(14, 6), 0.5, 0.8), new TruncatedDistribution(new GammaDistribution(25, 200), upper: 5000),
        new TruncatedDistribution(new StudentTDistribution(0.8, 0.05, 9), 0.7), new TruncatedDistribution(new LogNormalDistribution(0, 1.2), 5),
        new MixtureDistribution([new NormalDistribution(0, 1), new NormalDistribution(5, 0.5)], [0.6, 0.4]),
        new MixtureDistribution([new BetaDistribution(2, 8), new UniformDistribution(0.5, 0.7)], [0.5, 0.5]),
    ];

    public static TheoryData<Distribution> Examples => [.. AllExamples.Where(distribution => distribution is not FixedDistribution)];

    private static Gen<double> Uniform => Gen.Choose(1, 999_999).Select(i => i / 1e6);

    private static Gen<double> Between(double from, double to) => Uniform.Select(u => from + (to - from) * u);

    private static Gen<double> LogBetween(double from, double to) => Between(Math.Log(from), Math.Log(to)).Select(Math.Exp);

    private static Gen<double[]> Numbers(double from, double to) => Between(from, to).ArrayOf(3).Select(values => values.Order().ToArray());

    public static Gen<Distribution> Distribution => Gen.OneOf(
        Gen.Zip(LogBetween(0.05, 1e5), LogBetween(0.05, 1e5)).Select(Distribution (shapes) => new BetaDistribution(shapes.Item1, shapes.Item2)),
        Gen.Zip(LogBetween(0.05, 1e6), LogBetween(1e-6, 1e6)).Select(Distribution (pair) => new GammaDistribution(pair.Item1, pair.Item2)),
        Gen.Zip(Between(-10, 10), LogBetween(0.01, 100)).Select(Distribution (pair) => new NormalDistribution(pair.Item1, pair.Item2)),
        Gen.Zip(Between(-3, 3), LogBetween(0.01, 2)).Select(Distribution (pair) => new LogNormalDistribution(pair.Item1, pair.Item2)),
        Gen.Zip(Between(-10, 10), Numbers(-20, 20)).Select(Distribution (pair) => new TruncatedNormalDistribution(pair.Item1, 2, pair.Item2[0], pair.Item2[2])),
        Gen.Zip(Between(-3, 3), LogBetween(0.1, 10)).Select(Distribution (pair) => new TruncatedNormalDistribution(pair.Item1, pair.Item2, lower: 0)),
        Numbers(-5, 5).Select(Distribution (ends) => new UniformDistribution(ends[0], ends[2])),
        Numbers(-5, 5).Select(Distribution (points) => new TriangularDistribution(points[0], points[1], points[2])),
        Numbers(-5, 5).Select(Distribution (points) => new PertDistribution(points[0], points[1], points[2])));

    /// <summary>A probability up to ½, over all magnitudes that a stream gives, and the side it is counted from.</summary>
    public static Gen<(Distribution Distribution, double Tail, bool Upper)> DistributionAndTail =>
        Gen.Zip(Distribution, Gen.Zip(Gen.OneOf(LogBetween(1.2e-16, 0.5), Between(0.001, 0.5)), Gen.Elements(true, false)))
            .Select(pair => (pair.Item1, pair.Item2.Item1, pair.Item2.Item2));
}
