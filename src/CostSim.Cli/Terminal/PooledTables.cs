using CostSim.Cli.Commands.MetaAnalysis;
using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>What a pooled effect says, in lines and tables.</summary>
internal sealed class PooledTables(TextWriter output, int width, PooledEffect pooled, EffectMeasure measure, PoolingOptions options)
{
    public void Print(EvidenceRequest request)
    {
        output.WriteLine();
        output.WriteLine($"{Capital(measure.InWords())}; {MethodInWords()}; {IntervalInWords()}");
        Line("studies (k)", $"{pooled.Count}");
        Line("estimate", $"{EffectText.Plain(pooled.Estimate)} (SE {EffectText.Plain(pooled.StandardError)}), 95% interval {Interval(pooled.Interval)}");
        if (measure.IsRatio()) Line("as a ratio", EffectText.WithInterval(pooled.Estimate, pooled.Interval, measure));
        Line("new setting", pooled.PredictionInterval is { } prediction ? $"95% prediction interval {Interval(prediction)}" : "not predicted");
        if (!pooled.Method.IsFixed()) Line("tau²", $"{Numbers.Format(pooled.TauSquared, 4)}{(pooled.TauSquaredInterval is { } tau ? $", 95% interval {Numbers.Format(tau.Lower, 4)} to {Numbers.Format(tau.Upper, 4)} (Q-profile)" : "")}");
        Line("I²", $"{Numbers.Percent(pooled.ISquared)} from tau², {Numbers.Percent(pooled.ISquaredOfQ)} from Q; H² {EffectText.Plain(pooled.HSquared)}");
        Line("Q", $"{EffectText.Plain(pooled.Q)} on {EffectText.Degrees(pooled.Count - 1)}, p {EffectText.Probability(pooled.P)}");
        if (request.StandardDeviation is { } sd) Line("in units", $"{EffectText.Plain(sd * pooled.Estimate)} ({EffectText.Plain(sd * pooled.Interval.Lower)} to {EffectText.Plain(sd * pooled.Interval.Upper)}), {sd} to a standard deviation");
        if (request.Discount is { } discount)
        {
            var (estimate, error) = discount.Apply(pooled.Estimate, pooled.StandardError);
            Line("a sceptic's", $"{EffectText.Plain(estimate)} (SE {EffectText.Plain(error)}): {Numbers.Percent(discount.Kept(pooled.StandardError))} of it is left by a prior of 0 with SE {discount.PriorStandardError}");
        }
        if (request.Bias) PrintBias();
    }

    private void PrintBias()
    {
        output.WriteLine();
        output.WriteLine("Small-study effects");
        if (FunnelRegression.Of(pooled.Studies, overVariance: false) is not { } egger || PetPeese.Of(pooled.Studies) is not { } corrected)
        {
            Line("no test", "three studies or more, of differing precision, are needed");
        }
        else
        {
            Line("Egger", $"slope {EffectText.Plain(egger.Slope.Value)} (SE {EffectText.Plain(egger.Slope.StandardError)}), p {EffectText.Probability(egger.Slope.P)}{(pooled.Count < 10 ? "; fewer than ten studies: it finds little" : "")}");
            Line("PET", Effect(corrected.Pet.Intercept));
            Line("PEESE", Effect(corrected.Peese.Intercept));
            Line("PET-PEESE", $"takes {corrected.Chosen}");
            if (TrimAndFill.Of(pooled.Studies, options) is { } filled)
                Line("trim and fill", filled.Pooled is { } with ? $"{filled.Missing} missing on the {(filled.OnTheRight ? "right" : "left")}; with {(filled.Missing == 1 ? "it" : "them")} {EffectText.WithInterval(with.Estimate, with.Interval, measure)}" : "none missing");
        }
        Results("Without", Influence.LeaveOneOut(pooled.Studies, options), i => pooled.Studies[i].Name);
        var cumulative = Influence.Cumulative(pooled.Studies, options);
        Results("Studies up to", cumulative, i => pooled.Studies[pooled.Count - cumulative.Count + i].Name);

        string Effect(Coefficient coefficient) => $"{EffectText.Number(coefficient.Value, measure)}, p {EffectText.Probability(coefficient.P)}";
    }

    private void Results(string title, IReadOnlyList<PooledEffect> results, Func<int, string> name)
    {
        if (results.Count == 0) return;
        output.WriteLine();
        var rows = results.Select(result => (string[])[EffectText.Number(result.Estimate, measure), $"{EffectText.Number(result.Interval.Lower, measure)} to {EffectText.Number(result.Interval.Upper, measure)}", Numbers.Format(result.TauSquared, 4), Numbers.Percent(result.ISquared)]).ToArray();
        foreach (var line in TableText.Lines(new ColumnOfNames(title, [.. results.Select((_, i) => name(i))]), [new ColumnGroup(["estimate", "95% interval", "tau²", "I²"], rows)], width))
            output.WriteLine(line);
    }

    private string MethodInWords() => pooled.Method switch
    {
        PoolingMethod.Fixed => "one true effect, inverse variance",
        PoolingMethod.MantelHaenszel => "one true effect, Mantel-Haenszel",
        PoolingMethod.Peto => "one true effect, Peto",
        PoolingMethod.DerSimonianLaird => "random effects, DerSimonian-Laird",
        PoolingMethod.Hedges => "random effects, Hedges",
        PoolingMethod.PauleMandel => "random effects, Paule-Mandel",
        PoolingMethod.MaximumLikelihood => "random effects, maximum likelihood",
        _ => "random effects, restricted maximum likelihood",
    };

    private string IntervalInWords() => pooled.IntervalMethod switch
    {
        IntervalMethod.Wald => "Wald interval",
        IntervalMethod.HartungKnapp => $"Hartung-Knapp-Sidik-Jonkman interval, t on {EffectText.Degrees(pooled.DegreesOfFreedom!.Value)}",
        _ => $"guarded Hartung-Knapp-Sidik-Jonkman interval, t on {EffectText.Degrees(pooled.DegreesOfFreedom!.Value)}",
    };

    private void Line(string what, string text) => output.WriteLine($"  {what,-14}{text}");

    private static string Interval(Interval95 interval) => $"{EffectText.Plain(interval.Lower)} to {EffectText.Plain(interval.Upper)}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
