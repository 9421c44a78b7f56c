using CostSim.Reporting.VegaLite;
using CostSim.Scenarios;

namespace CostSim.Reporting.Figures;

/// <summary>Each study's effect with its interval, then what they say together; or the effects of a network against its reference.</summary>
public static class ForestFigure
{
    /// <summary>Room for the names, in pixels; longer ones end in "…".</summary>
    private const double NameWidth = 230;

    /// <summary>In the order of their colours.</summary>
    internal static readonly string[] Kinds = [EvidenceRow.Study, EvidenceRow.Mean, EvidenceRow.Prediction, EvidenceRow.Treatment];

    private static readonly NumberFormat Effect = NumberFormat.Significant(3);

    /// <param name="evidence">What is shown.</param>
    /// <param name="locale">How numbers are written.</param>
    public static Figure Of(EvidenceRecord evidence, Locale locale)
    {
        // What one study says is not said again as what all say.
        EvidenceRow[] drawn = evidence.Studies.Count() == 1 ? [.. evidence.Studies] : [.. evidence.Rows];
        string[] names = Distinct(drawn.Select(NameOf));
        var largest = drawn.Where(row => row.Kind == EvidenceRow.Study).Select(row => row.Weight).DefaultIfEmpty(1).Max();
        var rows = new Rows();
        foreach (var (name, row) in names.Zip(drawn))
        {
            rows.Add(
                ("name", name), ("kind", row.Kind), ("effect", evidence.Shown(row.Effect)), ("lower", evidence.Shown(row.Lower)), ("upper", evidence.Shown(row.Upper)),
                ("size", row.Kind == EvidenceRow.Study ? row.Weight / largest : 1));
        }
        var (title, description) = (TitleOf(evidence), DescriptionOf(evidence, locale));
        return new Figure(NameOf("forest", evidence), title, HowToRead(evidence), Specification.Of(ViewOf(evidence, rows, names, DomainOf(evidence, drawn)), title, description, [], locale), Table(evidence))
        {
            IsOfInputs = true,
        };
    }

    /// <summary>"forest-relief.msc"; "forest" where the evidence stands alone.</summary>
    internal static string NameOf(string kind, EvidenceRecord evidence) => evidence.Parameter.Length > 0 ? $"{kind}-{evidence.Parameter}" : kind;

    /// <summary>"relief.msc: MSC vs placebo, VAS, month 6".</summary>
    internal static string Subject(EvidenceRecord evidence) => string.Join(": ", new[] { evidence.Parameter, evidence.What }.Where(part => part.Length > 0));

    private static string TitleOf(EvidenceRecord evidence) => Subject(evidence) is { Length: > 0 } subject ? $"Forest plot of {subject}" : "Forest plot";

    private static string NameOf(EvidenceRow row) => row.Kind switch
    {
        EvidenceRow.Mean => "Pooled effect",
        EvidenceRow.Prediction => "In a new setting",
        _ => row.Name,
    };

    /// <summary>Rows of one name would be drawn as one.</summary>
    private static string[] Distinct(IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        return [.. names.Select(name =>
        {
            var own = name;
            for (var n = 2; !seen.Add(own); n++) own = $"{name} ({n})";
            return own;
        })];
    }

    private static string HowToRead(EvidenceRecord evidence)
    {
        var line = evidence.IsRatio ? "at a ratio of 1" : "at 0";
        if (evidence.Reference is { } reference) return $"Each mark is the effect of a treatment against {reference}, from the whole network of studies, and its line the 95% interval; {line}, the dashed line, there is no difference.";
        if (evidence.Studies.Count() == 1) return $"The square is the effect of the one study that there is, and its line the 95% interval: nothing was pooled. {char.ToUpperInvariant(line[0])}{line[1..]}, the dashed line, there is no difference.";
        var prediction = evidence.Rows.Any(row => row.Kind == EvidenceRow.Prediction) ? ", and the last line is where the effect of a new setting lies with 95% probability" : "";
        return $"Each square is the effect of a study, the larger the more it weighs, and its line the 95% interval; the diamond is what they say together{prediction}. {char.ToUpperInvariant(line[0])}{line[1..]}, the dashed line, there is no difference.";
    }

    private static string DescriptionOf(EvidenceRecord evidence, Locale locale)
    {
        var rows = evidence.Pooled is { } pooled ? [pooled] : evidence.Rows;
        var said = string.Join("; ", rows.Select(row => $"{NameOf(row)} {Text(row.Effect)} ({Text(row.Lower)} to {Text(row.Upper)})"));
        return $"Forest plot of {evidence.Rows.Count} rows, {evidence.ShownMeasure}. {said}.";

        string Text(double effect) => Effect.Text(evidence.Shown(effect), locale);
    }

    /// <summary>All intervals and the place of no difference, with room at both ends.</summary>
    private static double[] DomainOf(EvidenceRecord evidence, EvidenceRow[] rows)
    {
        const double Room = 0.04;
        var (lower, upper) = (Math.Min(0, rows.Min(row => row.Lower)), Math.Max(0, rows.Max(row => row.Upper)));
        var room = Room * (upper - lower);
        return [Rows.Drawn(evidence.Shown(lower - room)), Rows.Drawn(evidence.Shown(upper + room))];
    }

    private static View ViewOf(EvidenceRecord evidence, Rows rows, string[] names, double[] domain)
    {
        var y = Channel.Name("name") with { Title = Nothing.Here, Scale = new Scale { Domain = names }, Axis = new Axis { LabelLimit = NameWidth, Ticks = false, Grid = false } };
        var scale = new Scale { Type = evidence.IsRatio ? "log" : null, Domain = domain, Nice = false };
        var x = Channel.Number("lower") with { Title = evidence.ShownMeasure, Scale = scale, Axis = new Axis { TickCount = 6, Format = "~g", TitleAnchor = "end" } };
        var colour = Channel.Name("kind") with { Legend = Nothing.Here, Scale = new Scale { Domain = Kinds } };
        return new View
        {
            Width = FigureFrame.Width,
            Height = 24 * names.Length + 8,
            Autosize = Autosize.FitWidth,
            Data = new Data(rows),
            Layer =
            [
                new View
                {
                    Data = FigureFrame.OneRow,
                    Mark = new Mark("rule") { Color = Mark.Neutral, StrokeDash = [5, 4] },
                    Encoding = new Encoding { X = Channel.At(evidence.IsRatio ? 1 : 0) },
                },
                new View
                {
                    Mark = new Mark("rule") { StrokeWidth = 2 },
                    Encoding = new Encoding { Y = y, X = x, X2 = Channel.End("upper"), Color = colour },
                },
                new View
                {
                    Mark = new Mark("point") { Filled = true, Opacity = 1 },
                    Encoding = new Encoding
                    {
                        Y = y,
                        X = Channel.Number("effect") with { Title = evidence.ShownMeasure, Scale = scale },
                        Color = colour,
                        Shape = Channel.Name("kind") with
                        {
                            Legend = Nothing.Here,
                            Scale = new Scale { Domain = Kinds, Range = (string[])["square", "diamond", "stroke", "circle"] },
                        },
                        Size = Channel.Number("size") with { Legend = Nothing.Here, Scale = new Scale { Domain = (double[])[0, 1], Range = (double[])[25, 190] } },
                        Tooltip = [Tip.Name("name"), Tip.Number("effect", "effect", ".3~r"), Tip.Number("lower", "lower", ".3~r"), Tip.Number("upper", "upper", ".3~r")],
                    },
                },
            ],
        };
    }

    private static FigureTable Table(EvidenceRecord evidence)
    {
        var hasWeights = evidence.Pooled is not null;
        var against = evidence.Reference is { } reference ? $" against {reference}" : "";
        return new FigureTable(
            $"{(evidence.Pooled is null ? "Effects" : "Studies and their pooled effect")}{against}: {evidence.ShownMeasure}, with 95% intervals",
            [new(evidence.Reference is null ? "study" : "treatment"), new("effect", evidence.ShownMeasure, Effect), new("95% from", "", Effect), new("95% to", "", Effect), .. hasWeights ? [new FigureColumn("weight", "", NumberFormat.Percent(1))] : Array.Empty<FigureColumn>()],
            [.. evidence.Rows.Select(row => (FigureCell[])
            [
                NameOf(row), evidence.Shown(row.Effect), evidence.Shown(row.Lower), evidence.Shown(row.Upper),
                .. hasWeights ? [row.Kind == EvidenceRow.Study ? row.Weight : FigureCell.Empty] : Array.Empty<FigureCell>(),
            ])]);
    }
}
