using System.Globalization;
using CostSim.Analysis.Frontiers;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Analysis;

public sealed class FrontierTests
{
    /// <summary>The worked example of VA HERC that dampack's tests use.</summary>
    [Fact]
    public void Six_strategies_of_the_textbook()
    {
        var frontier = Frontier.Of([new("E", 55000, 5), new("D", 35000, 4), new("C", 25000, 3), new("B", 10000, 2), new("A", 12000, 1.5), new("UC", 5000, 1)]);

        Assert.Equal(["UC", "B", "A", "C", "D", "E"], frontier.Select(entry => entry.Name));
        Assert.Equal(
            ["reference", "on frontier", "dominated", "extendedly dominated", "on frontier", "on frontier"],
            frontier.Select(entry => entry.StatusInWords));
        Assert.Equal([null, 5000, null, null, 12500, 20000], frontier.Select(entry => entry.Icer));
        Assert.Equal(["B"], frontier[2].By);
        Assert.Equal(["B", "D"], frontier[3].By);
    }

    /// <summary>dampack issue 37: the cheapest gains as much as the dearest.</summary>
    [Fact]
    public void A_cost_saving_strategy_dominates_all()
    {
        var frontier = Frontier.Of([new("no_treat", 163771.0, 6.48273), new("treat_all", 164848.7, 6.52861), new("test_and_treat", 163765.1, 6.52861)]);

        Assert.Equal(
            [("test_and_treat", FrontierStatus.Reference), ("no_treat", FrontierStatus.Dominated), ("treat_all", FrontierStatus.Dominated)],
            frontier.Select(entry => (entry.Name, entry.Status)));
        Assert.All(frontier.Skip(1), entry => Assert.Equal(["test_and_treat"], entry.By));
    }

    [Fact]
    public void A_single_strategy_is_the_reference()
    {
        var entry = Assert.Single(Frontier.Of([new("s", 1, 2)]));

        Assert.Equal((FrontierStatus.Reference, (double?)null), (entry.Status, entry.Icer));
        Assert.Empty(entry.By);
    }

    [Fact]
    public void No_strategies_have_an_empty_frontier() => Assert.Empty(Frontier.Of([]));

    /// <summary>Means of dampack's psa_cdiff (Rajasingham et al.).</summary>
    [Fact]
    public void Eleven_strategies_against_clostridioides()
    {
        var frontier = Frontier.Of([
            new("s3", 57336.0059896538, 12.9399639202408), new("s27", 57541.2526373815, 13.0140640696275), new("s33", 57642.2587507842, 13.0389116321918),
            new("s31", 57934.0743411241, 13.0966257932217), new("s43", 58072.1137208494, 13.1128576691200), new("s44", 58665.7823044646, 13.1283328397025),
            new("s39", 57814.6470919581, 13.0462790163185), new("s4", 57887.4815493260, 12.9970657153765), new("s13", 58018.6252420203, 13.0650412387992),
            new("s37", 58081.7947984323, 13.1029711156978), new("s20", 58634.2026441398, 13.1100568867995)]);
        var byName = frontier.ToDictionary(entry => entry.Name);

        Assert.Equal(FrontierStatus.Reference, byName["s3"].Status);
        foreach (var (name, icer) in new[] { ("s27", 2769.854709), ("s33", 4065.031052), ("s31", 5056.221647), ("s43", 8504.216062), ("s44", 38362.651995) })
        {
            Assert.Equal(FrontierStatus.OnFrontier, byName[name].Status);
            Assert.Equal(icer, byName[name].Icer!.Value, 1e-6 * icer);
        }
        Assert.Equal(FrontierStatus.ExtendedlyDominated, byName["s39"].Status);
        Assert.Equal(["s33", "s31"], byName["s39"].By);
        Assert.All((string[])["s4", "s13", "s37", "s20"], name => Assert.Equal(FrontierStatus.Dominated, byName[name].Status));
    }

    [ReferenceFact("dampack-example-psa/frontier_100_strategies.csv")]
    public void A_hundred_strategies()
    {
        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        var frontier = Frontier.Of([.. PsaSample.Rows("dampack-example-psa/frontier_100_strategies.csv")
            .Select(row => new CostAndEffect(row["Strategy"], Number(row["Cost"]), Number(row["QALYs"])))]);
        FrontierEntry[] steps = [.. frontier.Where(entry => entry.Icer is not null)];

        Assert.Equal("8", Assert.Single(frontier, entry => entry.Status == FrontierStatus.Reference).Name);
        Assert.Equal(["97", "89", "93", "70", "52"], steps.Select(entry => entry.Name));
        foreach (var (expected, entry) in new[] { 353.4366664, 1616.898085, 69120.906653, 75504.960286, 206582.463184 }.Zip(steps))
            Assert.Equal(expected, entry.Icer!.Value, 1e-6 * expected);
        Assert.Equal(90, frontier.Count(entry => entry.Status == FrontierStatus.Dominated));
        Assert.Equal(
            ["34", "83", "87", "91"],
            frontier.Where(entry => entry.Status == FrontierStatus.ExtendedlyDominated).Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_exact_ties_the_first_stands_for_all()
    {
        var frontier = Frontier.Of([new("a", 0, 0), new("first", 100, 1), new("second", 100, 1), new("third", 100, 1)]);

        Assert.Equal(
            [FrontierStatus.Reference, FrontierStatus.OnFrontier, FrontierStatus.Dominated, FrontierStatus.Dominated],
            frontier.Select(entry => entry.Status));
        Assert.All(frontier.Skip(2), entry => Assert.Equal(["first"], entry.By));
    }

    [Fact]
    public void Equal_icers_all_stay_on_the_frontier() =>
        Assert.Equal([null, 10, 10, 10], Frontier.Of([new("a", 0, 0), new("b", 10, 1), new("c", 20, 2), new("d", 50, 5)]).Select(entry => entry.Icer));

    [Fact]
    public void Several_neighbours_are_dropped_one_after_another()
    {
        var frontier = Frontier.Of([new("a", 0, 0), new("b", 10, 1), new("c", 30, 2), new("d", 70, 3), new("e", 71, 10)]);

        Assert.Equal(["a", "e"], frontier.Where(entry => entry.By.Count == 0).Select(entry => entry.Name));
        Assert.All(frontier.Where(entry => entry.Name is "b" or "c" or "d"), entry => Assert.Equal(["a", "e"], entry.By));
    }

    [Theory]
    [InlineData(double.NaN, 1), InlineData(1, double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double cost, double effect) =>
        Assert.Contains("'s'", Assert.Throws<ArgumentException>(() => Frontier.Of([new("s", cost, effect)])).Message);

    [Fact]
    public void Statuses_equal_those_of_comparing_every_pair_and_every_mixture() => Prop.ForAll(
        Strategies,
        strategies => Frontier.Of(strategies).All(entry => entry.Status switch
        {
            FrontierStatus.Dominated => strategies.Any(other => Dominates(other, entry)),
            FrontierStatus.ExtendedlyDominated => !strategies.Any(other => Dominates(other, entry)) && AMixtureIsCheaper(strategies, entry),
            _ => !strategies.Any(other => Dominates(other, entry)) && !AMixtureIsCheaper(strategies, entry),
        })).Check(OutcomeTables.Replay);

    [Fact]
    public void The_one_that_dominates_does_and_neighbours_lie_on_either_side() => Prop.ForAll(
        Strategies,
        strategies =>
        {
            var byName = strategies.ToDictionary(strategy => strategy.Name);
            return Frontier.Of(strategies).All(entry => entry.By.Count switch
            {
                0 => entry.Status is FrontierStatus.Reference or FrontierStatus.OnFrontier,
                1 => Dominates(byName[entry.By[0]], entry),
                _ => byName[entry.By[0]].Cost < entry.Cost && entry.Cost < byName[entry.By[1]].Cost,
            });
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void Order_of_the_strategies_does_not_matter() => Prop.ForAll(
        Strategies,
        strategies => Same(Frontier.Of(strategies), Frontier.Of([.. strategies.Reverse()]))
            && Same(Frontier.Of(strategies), Frontier.Of([.. strategies.OrderBy(strategy => strategy.Effect)]))).Check(OutcomeTables.Replay);

    [Fact]
    public void Icers_on_the_frontier_never_fall() => Prop.ForAll(
        Strategies,
        strategies =>
        {
            double[] icers = [.. Frontier.Of(strategies).Where(entry => entry.Icer is not null).Select(entry => entry.Icer!.Value)];
            return icers.SequenceEqual(icers.Order()) && icers.All(icer => icer > 0);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_cost_added_to_all_changes_no_status_and_a_currency_scales_the_icers() => Prop.ForAll(
        Strategies,
        strategies =>
        {
            var frontier = Frontier.Of(strategies);
            var dearer = Frontier.Of([.. strategies.Select(strategy => strategy with { Cost = strategy.Cost + 1024 })]);
            var otherCurrency = Frontier.Of([.. strategies.Select(strategy => strategy with { Cost = strategy.Cost * 8 })]);   // exact in binary
            return frontier.Select(entry => (entry.Name, entry.Icer)).SequenceEqual(dearer.Select(entry => (entry.Name, entry.Icer)))
                && frontier.Select(entry => entry.Status).SequenceEqual(dearer.Select(entry => entry.Status))
                && frontier.Select(entry => entry.Icer * 8).SequenceEqual(otherCurrency.Select(entry => entry.Icer));
        }).Check(OutcomeTables.Replay);

    /// <summary>Up to 12 strategies with small whole costs and effects: many dominances and equal ICERs, no exact tie, exact arithmetic.</summary>
    private static FsCheck.Arbitrary<CostAndEffect[]> Strategies => Gen.Choose(0, int.MaxValue - 1).Select(seed =>
    {
        var random = new Random(seed);
        return Enumerable.Range(0, random.Next(1, 13))
            .Select(_ => (Cost: random.Next(20), Effect: random.Next(12)))
            .Distinct()
            .Select((point, i) => new CostAndEffect($"s{i}", point.Cost, point.Effect))
            .ToArray();
    }).ToArbitrary();

    private static bool Dominates(CostAndEffect other, FrontierEntry entry) =>
        other.Name != entry.Name && other.Cost <= entry.Cost && other.Effect >= entry.Effect;

    private static bool AMixtureIsCheaper(CostAndEffect[] strategies, FrontierEntry entry) => strategies.Any(less => strategies.Any(more =>
        less.Effect < entry.Effect && entry.Effect < more.Effect
        && less.Cost * (more.Effect - entry.Effect) + more.Cost * (entry.Effect - less.Effect) < entry.Cost * (more.Effect - less.Effect)));

    private static bool Same(IReadOnlyList<FrontierEntry> one, IReadOnlyList<FrontierEntry> other) =>
        one.Zip(other).All(pair => pair.First with { By = [] } == pair.Second with { By = [] } && pair.First.By.SequenceEqual(pair.Second.By));
}
