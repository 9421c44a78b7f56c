using CostSim.Analysis;
using CostSim.Reporting;
using CostSim.Reporting.Answers;

namespace CostSim.Cli.Tests.Figures;

public class PlainAnswerTests
{
    /// <summary>Both thresholds of the scenario, and no willingness to pay at all.</summary>
    private static readonly double[] Thresholds = [0, 20_000, 50_000];

    [Theory]
    [MemberData(nameof(Situation.AllNames), MemberType = typeof(Situation))]
    public void The_answer_reads_as_somebody_has_approved(string situation)
    {
        var run = Situation.Run(situation);
        var text = string.Join('\n', Thresholds.Select(threshold => string.Join('\n', AnswerAt(run, threshold).Sentences) + "\n"));

        Golden.Equal($"answer-{situation}.txt", text);
    }

    [Theory]
    [MemberData(nameof(Situation.AllNames), MemberType = typeof(Situation))]
    public void An_answer_has_three_sentences_at_every_willingness_to_pay(string situation)
    {
        var run = Situation.Run(situation);

        for (var point = 0; point < run.Curves.WillingnessToPay.Length; point++)
        {
            var answer = PlainAnswer.At(run, point);
            Assert.Equal(run.Curves.WillingnessToPay[point], answer.WillingnessToPay);
            Assert.Equal(3, answer.Sentences.Count);
            Assert.All(answer.Sentences, sentence => Assert.Matches(@"^[A-Z][^.]*([.,]\d[^.]*)*\.$", sentence.Replace("e.g.", "", StringComparison.Ordinal)));
        }
    }

    /// <summary>What the third sentence claims, put to the test: the cost of every draw falls by the gap, more or less one unit of money.</summary>
    [Theory]
    [InlineData("extended-dominance", "old drug", -1.0, false)]
    [InlineData("extended-dominance", "old drug", 1.0, true)]
    [InlineData("dominated", "new drug", -1.0, false)]
    [InlineData("dominated", "new drug", 1.0, true)]
    public void A_strategy_is_the_best_from_the_price_that_the_answer_tells(string situation, string name, double beyond, bool isBest)
    {
        var run = Situation.Run(situation);
        var (point, strategy) = (run.DefaultPoint, run.Strategies.ToList().FindIndex(item => item.Name == name));
        var gap = run.Curves.MeanNetBenefit.Max(benefit => benefit[point]) - run.Curves.MeanNetBenefit[strategy][point];
        var table = run.Sample.Outcomes;
        var cheaper = new Outcomes.OutcomeTable(
            table.Strategies,
            table.Outcomes,
            [.. table.Strategies.Select((_, s) => table.Outcomes.Select((outcome, o) => table[s, o].ToArray().Select(value => s == strategy && outcome == "cost" ? value - gap - beyond : value).ToArray()).ToArray())]);

        var curves = Acceptability.Over(cheaper, [run.DefaultThreshold]);

        Assert.Equal(isBest, curves.Best[0] == strategy);
    }

    [Fact]
    public void Numbers_have_no_more_digits_than_their_error_leaves()
    {
        // 400 draws with a standard deviation of 3,000 between the arms: a standard error of 150 on a difference of 2,345.
        var run = SmallRun.Of(400, "en-US", new("usual care", 8_000, 6.1, 0, 0), new("new drug", 10_345, 6.5, 3_000, 0));

        Assert.Contains(" costs €2,000 more per person (95% interval ", PlainAnswer.Of(run).Sentences[1], StringComparison.Ordinal);
    }

    private static PlainAnswer AnswerAt(RunRecord run, double threshold) => PlainAnswer.At(run, Array.IndexOf(run.Curves.WillingnessToPay, threshold));
}
