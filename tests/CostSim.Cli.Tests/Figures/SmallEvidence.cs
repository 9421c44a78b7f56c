using CostSim.Reporting;
using CostSim.Reporting.Figures;
using CostSim.Scenarios;

namespace CostSim.Cli.Tests.Figures;

/// <summary>What a few studies may say.</summary>
internal static class SmallEvidence
{
    /// <summary>Two studies of one name, one with that of the pooled row, and a prediction.</summary>
    public static EvidenceRecord Ratio { get; } = new("hr_pill", "pill vs nothing, relapse, month 12", "log hazard ratio",
    [
        new(EvidenceRow.Study, "Ito 2001", -0.7, 0.2, -1.09, -0.31, 0.4), new(EvidenceRow.Study, "Ito 2001", -0.2, 0.3, -0.79, 0.39, 0.3), new(EvidenceRow.Study, "Pooled effect", -0.5, 0.35, -1.19, 0.19, 0.3),
        new(EvidenceRow.Mean, "", -0.49, 0.15, -0.78, -0.2, 1), new(EvidenceRow.Prediction, "", -0.49, 0.25, -1.2, 0.22, 0),
    ]);

    public static EvidenceRecord OneStudy { get; } = new("relief.gel", "gel vs placebo, pain", "mean difference",
    [
        new(EvidenceRow.Study, "Brown 2010", -1.2, 0.4, -1.98, -0.42, 1), new(EvidenceRow.Mean, "", -1.2, 0.4, -1.98, -0.42, 1),
    ]);

    public static EvidenceRecord Network { get; } = new("in_network", "pain, month 6", "mean difference",
    [
        new(EvidenceRow.Treatment, "gel", -1.1, 0.3, -1.69, -0.51, 0), new(EvidenceRow.Treatment, "patch", 0.2, 0.5, -0.78, 1.18, 0),
    ])
    {
        Reference = "placebo",
    };

    public static IReadOnlyList<Figure> Figures { get; } =
    [
        ForestFigure.Of(Ratio, Locale.Default), FunnelFigure.Of(Ratio, Locale.Default), ForestFigure.Of(OneStudy, Locale.Default), ForestFigure.Of(Network, Locale.Default),
    ];
}
