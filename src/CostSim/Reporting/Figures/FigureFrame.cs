using CostSim.Reporting.VegaLite;
using CostSim.Scenarios;

namespace CostSim.Reporting.Figures;

/// <summary>What the figures of a run have in common: strategies with their colours, units, the threshold.</summary>
/// <param name="run">The run.</param>
internal sealed class FigureFrame(RunRecord run)
{
    /// <summary>Of a single view, in pixels; a page may set another.</summary>
    public const double Width = 640;

    public const double Height = 360;

    /// <summary>More points than a curve of this width can show.</summary>
    private const int MostPoints = 401;

    private const double LegendSymbol = 36;

    private const double LegendLimit = 300;

    /// <summary>Mean width of a letter of a legend, in pixels.</summary>
    private const double Letter = 7;

    /// <summary>Dashes for lines: the second dozen of strategies has the colours of the first.</summary>
    private static readonly double[][] Dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]];

    private static readonly string[] Shapes = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-left", "triangle-right"];

    public RunRecord Run => run;

    public Locale Locale { get; } = Locale.Of(run.Scenario.Locale) ?? Locale.Default;

    public IReadOnlyList<string> Strategies { get; } = [.. run.Strategies.Select(strategy => strategy.Name)];

    /// <summary>"USD 2024".</summary>
    public string Currency => run.Scenario.Currency;

    public string PerPerson => $"{Currency} per person";

    public string PerQaly => $"{Currency} per QALY";

    /// <summary>Places of the grid of willingness to pay that curves are drawn through: all, or evenly spaced ones with both ends.</summary>
    public int[] CurvePoints => Evenly(run.Curves.WillingnessToPay.Length, MostPoints);

    /// <summary>The x channel of curves over willingness to pay.</summary>
    public Channel WillingnessToPay
    {
        get
        {
            var grid = run.Curves.WillingnessToPay;
            return Channel.Number("wtp") with
            {
                Title = $"willingness to pay ({PerQaly})",
                Scale = new Scale { Domain = new[] { grid[0], grid[^1] }, Nice = false },
                Axis = new Axis { Format = ",~f", Grid = false, TickCount = 6 },
            };
        }
    }

    /// <summary>A line that stands at the chosen willingness to pay.</summary>
    public static View ThresholdRule => new()
    {
        Data = OneRow,
        Mark = new Mark("rule") { Color = Mark.Neutral, StrokeDash = [5, 4], StrokeWidth = 1.5 },
        Encoding = new Encoding { X = Channel.At(Expression.Of("wtp")) },
    };

    /// <summary>For a layer that draws something once.</summary>
    public static Data OneRow
    {
        get
        {
            var rows = new Rows();
            rows.Add(("once", 1));
            return new Data(rows);
        }
    }

    /// <summary>Whether there are more strategies than colours, or so many that colour alone is hard to follow.</summary>
    private bool NeedsMoreThanColour => Strategies.Count > 6;

    /// <summary>The colour of strategies: the same in every figure, as all of them are in its domain.</summary>
    /// <param name="shown">Those that the legend names; null for all.</param>
    public Channel StrategyColour(IReadOnlyList<string>? shown = null) => Channel.Name("strategy") with
    {
        Title = Nothing.Here,
        Scale = new Scale { Domain = Strategies },
        Legend = StrategyLegend(shown),
    };

    /// <summary>Dashes that go with <see cref="StrategyColour"/> where colours are many.</summary>
    public Channel? StrategyDash(IReadOnlyList<string>? shown = null) => !NeedsMoreThanColour ? null : Channel.Name("strategy") with
    {
        Title = Nothing.Here,
        Scale = new Scale { Domain = Strategies, Range = Strategies.Select((_, s) => Dashes[s / 6 % Dashes.Length]).ToArray() },
        Legend = StrategyLegend(shown),
    };

    /// <summary>Shapes that go with <see cref="StrategyColour"/>.</summary>
    public Channel StrategyShape(IReadOnlyList<string>? shown = null) => Channel.Name("strategy") with
    {
        Title = Nothing.Here,
        Scale = new Scale { Domain = Strategies, Range = Strategies.Select((_, s) => Shapes[s % Shapes.Length]).ToArray() },
        Legend = StrategyLegend(shown),
    };

    /// <summary>As many entries side by side as fit, at any width.</summary>
    public static Expression ColumnsOfLegend { get; } = Expression.Of("max(1, floor(width / legendItem))");

    /// <summary>The legend of small multiples that are so wide together.</summary>
    public Legend StrategyLegendOf(double width) => StrategyLegend(null) with { Columns = LegendColumns(Strategies, width) };

    private static Legend StrategyLegend(IReadOnlyList<string>? shown) => new()
    {
        Orient = "bottom",
        Columns = ColumnsOfLegend,
        Values = shown,
        SymbolOpacity = 1,
        SymbolStrokeWidth = 2.5,
    };

    /// <summary>The first and the last of so many places, and evenly spaced ones between them.</summary>
    public static int[] Evenly(int places, int most) => places <= most
        ? [.. Enumerable.Range(0, places)]
        : [.. Enumerable.Range(0, most).Select(i => (int)Math.Round((double)i * (places - 1) / (most - 1)))];

    /// <summary>How many legend entries of these names fit side by side.</summary>
    public static int LegendColumns(IEnumerable<string> names, double width) => Math.Max(1, (int)(width / LegendItem(names)));

    /// <summary>Width of a legend's entry, in pixels.</summary>
    private static double LegendItem(IEnumerable<string> names) => LegendSymbol + Math.Min(LegendLimit, Letter * names.Select(name => name.Length).DefaultIfEmpty(1).Max());

    /// <summary>A whole figure.</summary>
    /// <param name="name">In file names.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="howToRead">One sentence or two.</param>
    /// <param name="description">For who can't see it.</param>
    /// <param name="legend">The names in its legend; null for those of the strategies.</param>
    /// <param name="followsThreshold">Whether expressions use <c>wtp</c>.</param>
    public Figure Make(string name, string title, string howToRead, string description, View view, FigureTable table, IReadOnlyList<string>? legend = null, bool followsThreshold = false)
    {
        var parameters = new List<Parameter>();
        if (followsThreshold) parameters.Add(new Parameter("wtp", run.DefaultThreshold));
        if (view.Spec is null) parameters.Add(new Parameter("legendItem", LegendItem(legend ?? Strategies)));
        return new Figure(name, title, howToRead, Specification.Of(view, title, description, parameters, Locale), table);
    }

    public string Text(double number, NumberFormat format) => format.Text(number, Locale);
}
