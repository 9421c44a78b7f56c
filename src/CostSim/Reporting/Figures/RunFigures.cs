using CostSim.Scenarios;

namespace CostSim.Reporting.Figures;

/// <summary>All figures of a run, in the order of the report.</summary>
public static class RunFigures
{
    /// <summary>Those that the run has the numbers for.</summary>
    public static IReadOnlyList<Figure> Of(RunRecord run)
    {
        var frame = new FigureFrame(run);
        var isChoice = run.Strategies.Count > 1;
        Func<FigureFrame, Figure?>[] kinds =
        [
            PlaneFigure.Of,
            .. isChoice ? OfChoice : [],
            OccupancyFigure.Of,
            CumulativeEventsFigure.Of,
            EventsFigure.Of,
            SurvivalFigure.Of,
            CostFigure.Of,
            ParametersFigure.Of,
            ConvergenceFigure.Of,
        ];
        // None knows of another: they are made side by side.
        var figures = kinds.Select(make => Task.Run(() => make(frame))).ToList();
        Figure[] ofEvidence = [.. run.Evidence.SelectMany(evidence => OfEvidence(evidence, frame.Locale))];
        return [.. figures.Select(figure => figure.GetAwaiter().GetResult()).OfType<Figure>(), .. ofEvidence];
    }

    /// <summary>What there is to choose; of a single strategy they would be flat lines.</summary>
    private static Func<FigureFrame, Figure?>[] OfChoice => [FrontierFigure.Of, CurveFigures.OfAcceptability, CurveFigures.OfFrontier, CurveFigures.OfExpectedLoss, CurveFigures.OfEvpi];

    /// <summary>A forest plot, and a funnel plot where there are studies enough.</summary>
    private static IEnumerable<Figure> OfEvidence(EvidenceRecord evidence, Locale locale)
    {
        yield return ForestFigure.Of(evidence, locale);
        if (evidence.Pooled is not null && evidence.Studies.Count() >= FunnelFigure.FewestStudies) yield return FunnelFigure.Of(evidence, locale);
    }
}
