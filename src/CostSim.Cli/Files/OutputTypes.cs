using System.Text.Json.Serialization;
using CostSim.Cli.Commands;
using CostSim.Cli.Commands.Fitting;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Commands.MetaAnalysis;
using CostSim.Cli.Web;
using CostSim.Reporting;

namespace CostSim.Cli.Files;

/// <summary>Every type that is written as JSON or read from it, with code for its members that the build makes.</summary>
/// <remarks>
/// Reflection would find the members anew in each run and compile code for each as the program runs. A type that is not here, nor a part of one that is, cannot
/// be written: the project file switches reflection off for JSON, so that it is noticed.
/// </remarks>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(Summary))]
[JsonSerializable(typeof(ResolvedScenario))]
[JsonSerializable(typeof(FormatOnly))]
[JsonSerializable(typeof(VerificationRecord))]
[JsonSerializable(typeof(Validation))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(IReadOnlyList<TimedRecord>))]
[JsonSerializable(typeof(Speed))]
[JsonSerializable(typeof(FitSummary))]
[JsonSerializable(typeof(PosteriorSummary))]
[JsonSerializable(typeof(PooledSummary))]
[JsonSerializable(typeof(NetworkSummary))]
[JsonSerializable(typeof(DrawRequest))]
[JsonSerializable(typeof(DrawAnswer))]
internal sealed partial class OutputTypes : JsonSerializerContext;
