using CostSim.Outcomes;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Analysis;

/// <summary>Tables for tests: by hand, and generated.</summary>
internal static class OutcomeTables
{
    /// <param name="Outcomes">1 to 12 strategies, 1 to 700 draws: below, at and above the widths of vectors and blocks.</param>
    /// <param name="WillingnessToPay">1 to 9 points, ascending.</param>
    public sealed record Case(OutcomeTable Outcomes, double[] WillingnessToPay);

    /// <summary>Replayed with the same seed each time.</summary>
    public static Config Replay => Config.QuickThrowOnFailure.WithReplay(1UL, 3UL);

    /// <summary>Half of the cases have continuous outcomes, half have small whole ones, which tie often.</summary>
    public static Arbitrary<Case> Arbitrary => Gen.Choose(0, int.MaxValue - 1).Select(FromSeed).ToArbitrary();

    public static OutcomeTable Of(params (string Name, double[] Cost, double[] Qaly)[] strategies) => new(
        [.. strategies.Select(strategy => strategy.Name)],
        [OutcomeTable.Cost, OutcomeTable.Qaly],
        [.. strategies.Select(strategy => new[] { strategy.Cost, strategy.Qaly })]);

    /// <summary>The same table with every value of an outcome put through a function.</summary>
    public static OutcomeTable Map(OutcomeTable table, Func<double, double> cost, Func<double, double> qaly) => Of(
        [.. Enumerable.Range(0, table.Strategies.Count).Select(s => (
            table.Strategies[s],
            table[s, OutcomeTable.Cost].ToArray().Select(cost).ToArray(),
            table[s, OutcomeTable.Qaly].ToArray().Select(qaly).ToArray()))]);

    public static Case FromSeed(int seed)
    {
        var random = new Random(seed);
        var whole = random.Next(2) == 0;
        var (strategies, draws) = (random.Next(1, 13), random.Next(1, 701));
        double[] Column(double scale)
        {
            var centre = random.NextDouble();
            return [.. Enumerable.Range(0, draws).Select(_ => whole ? random.Next(4) * scale : (centre + random.NextDouble()) * scale)];
        }
        var table = Of([.. Enumerable.Range(0, strategies).Select(s => ($"s{s}", Column(10_000), Column(1)))]);
        double[] wtp = [.. Enumerable.Range(0, random.Next(1, 10)).Select(_ => whole ? random.Next(5) * 10_000.0 : random.NextDouble() * 50_000).Order()];
        return new Case(table, wtp);
    }
}
