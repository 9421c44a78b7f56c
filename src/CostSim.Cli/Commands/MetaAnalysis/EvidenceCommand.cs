using System.CommandLine;
using System.Text;
using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Diagnostics;
using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;

namespace CostSim.Cli.Commands.MetaAnalysis;

/// <summary><c>costsim evidence</c>: pools the studies of a table, or analyses them as a network.</summary>
internal sealed class EvidenceCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("evidence", "Pools the studies of a table: mean effect, heterogeneity, prediction, small-study effects; or a network of treatments.");
        var options = new EvidenceOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(options.Verbose),
            (_, _) => Task.FromResult(new EvidenceCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(options.Read(parsed))),
            cancel));
        command.WithExamples(
            "costsim evidence scenarios/evidence/bcg.csv --method reml --interval hksj",
            "costsim evidence scenarios/evidence/bcg.csv --measure or --method peto --json",
            "costsim evidence scenarios/evidence/studies.csv --comparison \"MSC vs saline\" --outcome VAS_0_10 --interval wald",
            "costsim evidence scenarios/evidence/diabetes.csv --reference placebo -o results/diabetes");
        return command;
    }

    /// <summary>Reads, pools, prints, and writes where a folder is named.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(EvidenceRequest request)
    {
        var problems = new Problems();
        var destination = request.Output is null ? null : Destination.Named(request.Output, force: false, surroundings);
        destination?.Check(problems);
        var result = Read(request, problems) is { } table ? Analyse(request, table, problems) : null;
        using var folder = destination is null || result is null || problems.HasErrors ? null : RunFolder.Create(destination, problems);
        problemList.Print(problems);
        if (result is null || problems.HasErrors) return ExitCode.BadInput;

        if (folder is not null) result.Write(folder);
        var shown = folder?.Finish();
        if (request.Json)
        {
            surroundings.Out.WriteLine(result.ToJson());
            return ExitCode.Done;
        }
        result.Print(surroundings.Out, surroundings.Width);
        if (shown is not null) surroundings.Out.WriteLine($"\nResults: {shown}");
        return ExitCode.Done;
    }

    private StudyTable? Read(EvidenceRequest request, Problems problems)
    {
        var (text, trouble) = files.Text(request.Table);
        if (text is not null) return StudyTable.Read(request.Table, text, problems);
        problems.Error(request.Selection.At, $"the file '{request.Table}' cannot be read: {trouble}");
        return null;
    }

    private static IEvidenceResult? Analyse(EvidenceRequest request, StudyTable table, Problems problems) =>
        request.Reference is null ? Pool(request, table, problems) : AnalyseNetwork(request, request.Reference, table, problems);

    private static PooledEvidence? Pool(EvidenceRequest request, StudyTable table, Problems problems)
    {
        if (StudySelector.ForPooling(table, request.Selection, problems) is not { } selected) return null;
        var options = request.Options with { Measure = selected.Measure };
        if (request.StandardDeviation is not null && selected.Measure != EffectMeasure.StandardisedMeanDifference)
            problems.Error(request.Selection.At, $"--sd with a {selected.Measure.InWords()}", "standardised mean differences");
        if (Pooling.WhyNot(selected.Studies, options) is { } reason) problems.Error(request.Selection.At, reason);
        if (problems.HasErrors) return null;
        var pooled = Pooling.Pool(selected.Studies, options);
        if (pooled.Doubt is { } doubt) problems.Warn(request.Selection.At, doubt, PooledEffect.InPlaceOfDoubt);
        return new PooledEvidence(request, selected, pooled, options);
    }

    private static NetworkEvidence? AnalyseNetwork(EvidenceRequest request, string reference, StudyTable table, Problems problems)
    {
        if (StudySelector.ForNetwork(table, request.Selection, problems) is not { } selected) return null;
        if (selected.Better is null) problems.Warn(request.Selection.At, "no column 'better': treatments are ranked as if a lower outcome were the better one");
        var network = NetworkMetaAnalysis.Of(NetworkContrasts.Of(selected, request.Names, request.Selection.At, problems), request.Options.Method, reference, request.Selection.At, problems);
        return network is null || problems.HasErrors ? null : new NetworkEvidence(selected, network);
    }
}

/// <summary>What an analysis of evidence shows, prints and writes.</summary>
internal interface IEvidenceResult
{
    string ToJson();

    void Print(TextWriter output, int width);

    void Write(RunFolder folder);
}

/// <summary>What results have in common when they are written.</summary>
internal static class EvidenceFiles
{
    public const string Json = "evidence.json";
    public const string Table = "evidence.parquet";

    /// <summary>Names in camel case; infinities and NaN do not occur.</summary>
    public static JsonSerializerOptions JsonOptions => Summary.Json;

    public static void WriteText(RunFolder folder, string name, string text) => folder.Write(name, Encoding.UTF8.GetBytes(text + "\n"));
}
