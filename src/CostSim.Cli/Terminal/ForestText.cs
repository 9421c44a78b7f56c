using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Terminal;

/// <summary>A forest plot in characters: studies, the pooled effect and the prediction, with the line of no effect.</summary>
internal static class ForestText
{
    private const int Narrowest = 21;
    private const int Widest = 61;
    private const char NoEffect = '│';

    /// <summary>A line per study, then the pooled effect and the prediction; ratios are shown as ratios on a logarithmic axis.</summary>
    public static IEnumerable<string> Lines(PooledEffect pooled, EffectMeasure measure, int width)
    {
        var rows = Rows(pooled).ToArray();
        var from = Math.Min(0, rows.Min(row => row.Interval.Lower));
        var to = Math.Max(0, rows.Max(row => row.Interval.Upper));
        var texts = rows.Select(row => (row.Name, Number: EffectText.WithInterval(row.Effect, row.Interval, measure), Weight: row.Weight is { } weight ? Numbers.Percent(weight) : "")).ToArray();
        var (names, numbers, weights) = (texts.Max(text => text.Name.Length), texts.Max(text => text.Number.Length), texts.Max(text => text.Weight.Length));
        var plot = Math.Clamp(width - names - numbers - weights - 6, Narrowest, Widest);
        for (var i = 0; i < rows.Length; i++)
        {
            var line = Line(rows[i], from, to, plot);
            yield return $"{texts[i].Name.PadRight(names)}  {line}  {texts[i].Number.PadLeft(numbers)}  {texts[i].Weight.PadLeft(weights)}".TrimEnd();
        }
        var ends = $"{EffectText.Number(from, measure)}{EffectText.Number(to, measure).PadLeft(plot - EffectText.Number(from, measure).Length)}";
        yield return $"{"".PadRight(names)}  {ends}";
    }

    private static IEnumerable<Row> Rows(PooledEffect pooled)
    {
        for (var i = 0; i < pooled.Count; i++) yield return new Row(pooled.Studies[i].Name, pooled.Studies[i].Effect, pooled.Studies[i].Interval, pooled.Weights[i], '■');
        yield return new Row("pooled", pooled.Estimate, pooled.Interval, null, '◆');
        if (pooled.PredictionInterval is { } prediction) yield return new Row("prediction", pooled.Estimate, prediction, null, '◇');
    }

    private static string Line(Row row, double from, double to, int plot)
    {
        var line = new char[plot];
        Array.Fill(line, ' ');
        line[Place(0)] = NoEffect;
        for (var c = Place(row.Interval.Lower); c <= Place(row.Interval.Upper); c++) line[c] = line[c] == NoEffect ? '┼' : '─';
        line[Place(row.Effect)] = row.Mark;
        return new string(line);

        int Place(double value) => (int)Math.Round((value - from) / (to - from) * (plot - 1));
    }

    private sealed record Row(string Name, double Effect, Interval95 Interval, double? Weight, char Mark);
}
