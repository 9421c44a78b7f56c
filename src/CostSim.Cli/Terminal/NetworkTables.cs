using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>What a network says, in lines and tables.</summary>
internal sealed class NetworkTables(
    TextWriter output, int width, NetworkMetaAnalysis network, EffectMeasure measure, IReadOnlyList<Ranking> rankings, IReadOnlyList<NodeSplit> splits)
{
    public void Print()
    {
        output.WriteLine($"{network.Studies} studies, {network.Treatments.Count} treatments; {(measure.IsRatio() ? measure.InWords()["log ".Length..] : measure.InWords())} against {network.Reference}, the best first");
        Table(
            "treatment",
            rankings.Select(ranking => ranking.Treatment),
            ["estimate", "95% interval", "P-score", "best"],
            rankings.Select(ranking =>
            {
                var effect = network.Effect(ranking.Treatment, network.Reference);
                var isReference = ranking.Treatment == network.Reference;
                return (string[])[isReference ? "" : EffectText.Number(effect.Estimate, measure), isReference ? "" : Interval(effect), Numbers.Format(ranking.PScore, 3), Numbers.Percent(ranking.Probabilities[0])];
            }));
        output.WriteLine();
        output.WriteLine($"tau² {Numbers.Format(network.TauSquared, 4)}, I² {Numbers.Percent(network.ISquared)}");
        Q("Q", network.Total);
        Q("  within designs (heterogeneity)", network.WithinDesigns);
        Q("  between designs (inconsistency)", network.BetweenDesigns);
        output.WriteLine();
        output.WriteLine("Direct against indirect evidence");
        Table(
            "comparison",
            splits.Select(split => $"{split.Direct.Treatment} vs {split.Direct.Control}"),
            ["direct", "95% interval", "indirect", "95% interval", "p"],
            splits.Select(split => (string[])
            [
                EffectText.Number(split.Direct.Estimate, measure), Interval(split.Direct),
                split.Indirect is null ? "none" : EffectText.Number(split.Indirect.Estimate, measure), split.Indirect is null ? "" : Interval(split.Indirect), split.P is { } p ? EffectText.Probability(p) : "",
            ]));
    }

    private void Q(string what, NetworkQ q)
    {
        if (q.DegreesOfFreedom > 0) output.WriteLine($"{what} {Numbers.Format(q.Q, 2)} on {EffectText.Degrees(q.DegreesOfFreedom)}, p {EffectText.Probability(q.P)}");
    }

    private string Interval(NetworkEffect effect) => $"{EffectText.Number(effect.Interval.Lower, measure)} to {EffectText.Number(effect.Interval.Upper, measure)}";

    private void Table(string header, IEnumerable<string> names, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        foreach (var line in TableText.Lines(new ColumnOfNames(header, [.. names]), [new ColumnGroup(columns, [.. rows])], width)) output.WriteLine(line);
    }
}
