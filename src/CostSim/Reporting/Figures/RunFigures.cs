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
        Figure?[] figures =
        [
            PlaneFigure.Of(frame),
            .. isChoice ? OfChoice(frame) : [],
            OccupancyFigure.Of(frame),
            CumulativeEventsFigure.Of(frame),
            EventsFigure.Of(frame),
            SurvivalFigure.Of(frame),
            CostFigure.Of(frame),
            ParametersFigure.Of(frame),
            ConvergenceFigure.Of(frame),
        ];
        return [.. figures.OfType<Figure>(), .. run.Evidence.SelectMany(evidence => OfEvidence(evidence, frame.Locale))];
    }

    /// <summary>What there is to choose; of a single strategy they would be flat lines.</summary>
    private static Figure[] OfChoice(FigureFrame frame) =>
    [
        FrontierFigure.Of(frame),
        CurveFigures.OfAcceptability(frame),
        CurveFigures.OfFrontier(frame),
        CurveFigures.OfExpectedLoss(frame),
        CurveFigures.OfEvpi(frame),
    ];

    /// <summary>A forest plot, and a funnel plot where there are studies enough.</summary>
    private static IEnumerable<Figure> OfEvidence(EvidenceRecord evidence, Locale locale)
    {
        yield return ForestFigure.Of(evidence, locale);
        if (evidence.Pooled is not null && evidence.Studies.Count() >= FunnelFigure.FewestStudies) yield return FunnelFigure.Of(evidence, locale);
    }
}
