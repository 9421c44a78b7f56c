using System.Security.Cryptography;
using System.Text.Json;
using CostSim.Analysis.Frontiers;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Files.Tables;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Reporting;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary>Reads a run's folder back: all that figures and the report are made of.</summary>
/// <param name="folder">Where it stands.</param>
/// <param name="shown">The same, as the user would write it.</param>
internal sealed class RunRecordReader(string folder, string shown)
{
    /// <summary>How a run's JSON files are read: what must be there must be there, and is not null.</summary>
    internal static JsonSerializerOptions Json { get; } = new(Summary.Json) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads a finished run, and sees first that every file is as it was written.</summary>
    /// <returns>The record, or null after a problem.</returns>
    public RunRecord? Read(Problems problems)
    {
        if (File.Exists(folder)) problems.Error(SourceLocation.StartOf(shown), "a file", "the folder of a run");
        else if (!Directory.Exists(folder)) problems.Error(SourceLocation.StartOf(shown), "no such folder", "the folder of a run");
        else if (!File.Exists(PathOf(Manifest.Name))) problems.Error(SourceLocation.StartOf(shown), $"a folder without {Manifest.Name}: it holds no run", "a folder that 'costsim run' wrote");
        if (problems.HasErrors || ReadJson<Manifest>(Manifest.Name, problems) is not { } manifest) return null;
        foreach (var output in manifest.Outputs.Where(output => !IsMadeAgain(output.Name))) Check(output, problems);
        if (problems.HasErrors) return null;
        if (!File.Exists(PathOf(DrawTables.DrawsName)))
            problems.Error(SourceLocation.StartOf(shown), $"a run without {DrawTables.DrawsName}", "a run without --summary-only");
        else if (!File.Exists(PathOf(ScenarioName)))
            problems.Error(SourceLocation.StartOf(shown), $"a run by {manifest.Tool.Name} {manifest.Tool.Version}, which left no {ScenarioName}", "a run by this version: run the scenario again");
        return problems.HasErrors ? null : Read(manifest.ToProvenance(), problems);
    }

    /// <summary>Reads a run whose manifest is not written yet.</summary>
    /// <param name="parameters">What <see cref="RecordedTables.ParametersOf"/> would read, where it has been read before; else null.</param>
    /// <returns>The record, or null after a problem.</returns>
    public RunRecord? Read(Provenance provenance, Problems problems, double[][]? parameters = null)
    {
        if (FormatIsKnown(problems) && ReadJson<ResolvedScenario>(ScenarioName, problems) is { } scenario && ReadJson<Summary>(Summary.Name, problems) is { } summary)
            return Read(provenance, scenario, summary, parameters, problems);
        return null;
    }

    /// <summary>The file of a <see cref="ResolvedScenario"/>.</summary>
    public const string ScenarioName = "scenario.json";

    /// <summary>What is made from the other files may be made again by another version.</summary>
    private static bool IsMadeAgain(string name) => name == ReportFile.Name;

    private RunRecord? Read(Provenance provenance, ResolvedScenario scenario, Summary summary, double[][]? parameters, Problems problems)
    {
        string[] strategies = [.. scenario.Strategies.Select(strategy => strategy.Name)];
        if (!AreOfOneRun(scenario, summary, strategies, problems)) return null;
        var numbers = DrawSample.NumbersOf(summary.Draws, provenance.Sampling == SamplingMethods.Supplied);
        var increments = summary.Increments.Select(increment => increment.ToIncrement()).ToList();
        var frontier = FrontierOf(summary, problems);
        var curves = ReadTable(AcceptabilityTables.Name, path => RecordedTables.Acceptability(path, strategies), problems);
        var convergence = ReadTable(CurveTables.ConvergenceName, path => RecordedTables.Convergence(path, strategies, summary.Draws), problems);
        var traces = ReadTable(CurveTables.TraceName, path => RecordedTables.Traces(path, strategies, scenario.Cycles + 1), problems);
        string[] counts = [.. scenario.Outcomes.Where(outcome => outcome.IsCount).Select(outcome => outcome.Name)];
        var events = counts.Length == 0 ? [] : ReadTable(EventTable.Name, path => EventTable.Read(path, strategies, counts, scenario.Cycles + 1), problems);
        var evidence = summary.Pooled.Count + summary.Networks.Count == 0 ? [] : ReadTable(PooledParameters.TableName, path => PooledParameters.Read(path, summary), problems);
        var draws = ReadTable(
            DrawTables.DrawsName,
            path => RecordedTables.Draws(path, scenario, increments, summary.Draws, numbers) is var (sample, spreads) ? new Gathered(sample, spreads) : null,
            problems);
        parameters ??= ReadTable(DrawTables.ParametersName, path => RecordedTables.ParametersOf(path, scenario.Parameters.Count, summary.Draws, numbers), problems);
        var profiles = summary.Profiles.Count == 0
            ? []
            : ReadTable(AcceptabilityTables.ByProfileName, path => RecordedTables.Profiles(path, [.. summary.Profiles.Select(profile => profile.Name)], strategies), problems);
        var verification = File.Exists(PathOf(VerificationRecord.Name)) ? ReadJson<VerificationRecord>(VerificationRecord.Name, problems) : null;
        if (problems.HasErrors || frontier is null || profiles is null || curves is null || convergence is null || traces is null || events is null || evidence is null || draws is null || parameters is null) return null;
        return new RunRecord
        {
            Scenario = scenario,
            Provenance = provenance,
            Draws = summary.Draws,
            Strategies = [.. summary.Strategies.Select(strategy => strategy.ToResult())],
            Deterministic = [.. summary.Deterministic.Select(result => new DeterministicResult(result.Name, result.Cost, result.Qaly, result.LifeYears, result.Outcomes))],
            Frontier = frontier,
            Increments = increments,
            IncrementSpreads = draws.Spreads,
            Evpi = [.. summary.Evpi.Select(value => value.ToValue())],
            Curves = curves,
            Convergence = convergence,
            Traces = traces,
            Events = events,
            Evidence = evidence,
            Sample = new DrawSample(numbers, draws.Sample, parameters),
            Profiles = [.. summary.Profiles.Zip(profiles, (profile, found) => new ProfileResult(
                profile.Name, profile.About, profile.Weight, [.. profile.Strategies.Select(strategy => strategy.ToResult())], [.. profile.Increments.Select(increment => increment.ToIncrement())], found))],
            Warnings = summary.Warnings,
            Checks = verification is null ? null : [.. verification.Checks.Select(check => new ModelCheck(check.Name, check.Claim, check.Status, check.Why))],
        };
    }

    /// <summary>Whether the two name the same strategies, and what tables of draws are read by: a hash that somebody renewed tells nothing of that.</summary>
    private bool AreOfOneRun(ResolvedScenario scenario, Summary summary, string[] strategies, Problems problems)
    {
        var unknown = summary.Increments.FirstOrDefault(increment => !strategies.Contains(increment.Name));
        var missing = Array.Find([OutcomeTable.Cost, OutcomeTable.Qaly], needed => scenario.Outcomes.All(outcome => outcome.Name != needed));
        if (!summary.Strategies.Select(strategy => strategy.Name).SequenceEqual(strategies)) Refuse(Summary.Name, "other strategies than in scenario.json");
        else if (unknown is not null) Refuse(Summary.Name, $"an increment of '{unknown.Name}', which is no strategy");
        else if (summary.Draws < 1) Refuse(Summary.Name, $"{summary.Draws} draws");
        else if (!strategies.Contains(scenario.Reference)) Refuse(ScenarioName, $"the reference '{scenario.Reference}', which is no strategy");
        else if (missing is not null) Refuse(ScenarioName, $"no outcome '{missing}'");
        return !problems.HasErrors;

        void Refuse(string name, string found) => problems.Error(At(name), found, "the files that one run wrote");
    }

    private IReadOnlyList<FrontierEntry>? FrontierOf(Summary summary, Problems problems)
    {
        try
        {
            return summary.ToFrontier();
        }
        catch (JsonException wrong)
        {
            problems.Error(At(Summary.Name), wrong.Message, "the file that the run left");
            return null;
        }
    }

    private bool FormatIsKnown(Problems problems)
    {
        if (ReadJson<FormatOnly>(ScenarioName, problems) is not { } found) return false;
        if (found.Format == ResolvedScenario.CurrentFormat) return true;
        problems.Error(At(ScenarioName), $"format {found.Format}", $"format {ResolvedScenario.CurrentFormat}, that of costsim {ToolVersion.Text}: use the version that made the run, or run the scenario again");
        return false;
    }

    private void Check(OutputRecord output, Problems problems)
    {
        var path = PathOf(output.Name);
        if (!File.Exists(path)) problems.Error(At(output.Name), "no such file", "all files that the run left");
        else if (Convert.ToHexStringLower(HashOf(path)) != output.Sha256) problems.Error(At(output.Name), $"not the file that the run left: its SHA-256 is another than in {Manifest.Name}", "all files as they were");
    }

    private static byte[] HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }

    private T? ReadJson<T>(string name, Problems problems)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(File.ReadAllBytes(PathOf(name)), Json) is { } value) return value;
            problems.Error(At(name), "nothing in it", "the file that the run left");
        }
        catch (Exception trouble) when (trouble is JsonException or IOException or UnauthorizedAccessException)
        {
            problems.Error(At(name), $"it cannot be read: {trouble.Message}", "the file that the run left");
        }
        return null;
    }

    private T? ReadTable<T>(string name, Func<string, T?> read, Problems problems)
        where T : class
    {
        try
        {
            return read(PathOf(name));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or OverflowException)
        {
            problems.Error(At(name), $"it cannot be read: {trouble.Message}", "the file that the run left");
            return null;
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private SourceLocation At(string name) => SourceLocation.StartOf(Path.Combine(shown, name));

    private sealed record Gathered(OutcomeTable Sample, IReadOnlyList<IncrementSpread> Spreads);
}

/// <summary>What is read of <c>scenario.json</c> before all of it: a file of another format may have other members.</summary>
internal sealed record FormatOnly(int Format);
