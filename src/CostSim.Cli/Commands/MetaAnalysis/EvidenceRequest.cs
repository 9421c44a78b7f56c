using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Commands.MetaAnalysis;

/// <summary>What <c>costsim evidence</c> was asked for.</summary>
/// <param name="Table">Path of the study table.</param>
/// <param name="Selection">Which of its rows.</param>
/// <param name="Options">How to pool.</param>
/// <param name="StandardDeviation">Outcome units in a standard deviation, to print standardised differences in them.</param>
/// <param name="Discount">A sceptic's prior.</param>
/// <param name="Bias">Whether to look for small-study effects.</param>
/// <param name="Reference">The reference treatment of a network; null to pool one comparison.</param>
/// <param name="Names">Other names for arms of a network.</param>
/// <param name="Output">The folder to write; null for none.</param>
internal sealed record EvidenceRequest(
    string Table, StudySelection Selection, PoolingOptions Options, double? StandardDeviation, Discount? Discount,
    bool Bias, string? Reference, IReadOnlyDictionary<string, string> Names, string? Output, bool Json);
