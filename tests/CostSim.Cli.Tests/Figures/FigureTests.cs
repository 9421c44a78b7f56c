using CostSim.Reporting.Figures;
using CostSim.Reporting.VegaLite;
using CostSim.Scenarios;

namespace CostSim.Cli.Tests.Figures;

public class FigureTests
{
    [Theory]
    [MemberData(nameof(Situation.Names), MemberType = typeof(Situation))]
    public void Every_specification_reads_as_somebody_has_approved(string situation)
    {
        var run = Situation.Run(situation);

        Golden.Equal($"figures-{situation}.txt", string.Concat(RunFigures.Of(run).Select(figure => FigureText.Of(figure, Locale.Of(run.Scenario.Locale)!))));
    }

    [Fact]
    public void Figures_of_evidence_read_as_somebody_has_approved() =>
        Golden.Equal("figures-evidence.txt", string.Concat(SmallEvidence.Figures.Select(figure => FigureText.Of(figure, Locale.Default))));

    [Fact]
    public void A_funnel_takes_studies_enough_to_have_a_shape()
    {
        var run = Situation.Run("dominant") with { Evidence = [SmallEvidence.Ratio, SmallEvidence.OneStudy, SmallEvidence.Network] };

        var figures = RunFigures.Of(run).Where(figure => figure.IsOfInputs);

        Assert.Equal(["forest-hr_pill", "funnel-hr_pill", "forest-relief.gel", "forest-in_network"], figures.Select(figure => figure.Name));
    }

    [Theory]
    [InlineData(231, true)]
    [InlineData(1_000, false)]
    public void Lines_of_some_draws_only_say_of_how_many(int recorded, bool isSaid)
    {
        var run = SmallRun.Of(1_000, "en-US", [new SmallRun.Arm("usual", 8_000, 6), new SmallRun.Arm("new", 9_000, 6.1)]);
        run = run with { Events = [.. run.Events.Select(events => events with { Draws = recorded })] };

        var text = RunFigures.Of(run).Single(figure => figure.Name == "cumulative-events").HowToRead;

        Assert.Equal(isSaid, text.Contains("Lines rest on the first 231 of 1,000 draws", StringComparison.Ordinal));
    }

    [Fact]
    public void Eight_strategies_make_figures_of_less_than_a_megabyte_and_a_half()
    {
        var run = SmallRun.Of(1_000, "en-US", [.. Enumerable.Range(1, 8).Select(i => new SmallRun.Arm($"strategy number {i}", 8_000 + 700 * i, 6 + 0.05 * i))]);

        Assert.InRange(RunFigures.Of(run).Sum(figure => figure.Spec.ToJsonString().Length), 100_000, 1_500_000);
    }

    [Fact]
    public void A_figure_fits_the_width_and_ground_that_it_is_shown_on()
    {
        var figures = RunFigures.Of(Situation.Run("no-price-will-do")).ToDictionary(figure => figure.Name);

        var (plane, occupancy) = (figures["plane"].Fitted(400, Theme.Dark), figures["occupancy"].Fitted(300, Theme.Dark));

        Assert.InRange((double)plane["width"]!, 300, 400);
        Assert.Equal(Theme.Dark.Ground, (string?)plane["config"]!["background"]);
        Assert.NotNull(plane["config"]!["locale"]);
        Assert.Equal(1, (int)occupancy["columns"]!);
        Assert.Equal(4, (int)figures["occupancy"].Spec["columns"]!);   // the figure itself stays as it was
    }
}
