using System.Text;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Commands;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Files.Tables;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Reporting;
using CostSim.Reporting.Figures;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary>Fills a run's folder: docs/outputs.md tells what is in it.</summary>
/// <param name="folder">The folder.</param>
/// <param name="scenario">What is run.</param>
/// <param name="scenarioHash">Of all that the scenario is made of.</param>
internal sealed class RunWriter(RunFolder folder, Scenario scenario, string scenarioHash)
{
    private readonly TableMetadata _metadata = new(scenario, scenarioHash);
    private double[][]? _parameters;

    /// <summary>The tables that are written while the run goes on.</summary>
    /// <param name="outcomes">In the order of the chunks' columns.</param>
    public DrawTables OpenDrawTables(IReadOnlyList<string> outcomes) => new(folder, _metadata, outcomes);

    /// <summary>Everything that is known when all draws are done.</summary>
    public void WriteResults(EvaluatedRun run, Summary summary)
    {
        AcceptabilityTables.Write(folder, _metadata, run.Evaluation.Curves);
        if (run.Profiles.Count > 0) AcceptabilityTables.WriteByProfile(folder, _metadata, run.Profiles);
        CurveTables.WriteConvergence(folder, _metadata, run.Evaluation.Convergence);
        PooledParameters.Write(folder, _metadata);
        folder.Write(Summary.Name, Encoding.UTF8.GetBytes(summary.ToJson()));
    }

    /// <summary>What was run, with what the draws of each parameter came to; after the tables of the draws.</summary>
    /// <param name="outcomes">In the order of the chunks' columns.</param>
    /// <param name="draws">How many were made.</param>
    public void WriteScenario(IReadOnlyList<string> outcomes, long draws)
    {
        var numbers = DrawSample.NumbersOf(draws, scenario.Psa.Sampling == SamplingMethods.Supplied);
        (var spreads, _parameters) = RecordedTables.Parameters(Path.Combine(folder.Path, DrawTables.ParametersName), numbers);
        var resolved = ResolvedScenario.Of(scenario, outcomes, spreads);
        folder.Write(RunRecordReader.ScenarioName, [.. JsonSerializer.SerializeToUtf8Bytes(resolved, Summary.Json), (byte)'\n']);
    }

    /// <summary>The state occupancy over time, which is simulated for it.</summary>
    public void WriteTrace(CohortPlan plan, RunOptions options, CancellationToken cancel) => CurveTables.WriteTrace(folder, _metadata, plan, options, cancel);

    /// <summary>What checks of the model found.</summary>
    public void WriteVerification(VerificationRecord verification) =>
        folder.Write(VerificationRecord.Name, [.. JsonSerializer.SerializeToUtf8Bytes(verification, Summary.Json), (byte)'\n']);

    /// <summary>The figures and the page that a payer reads, made from the files that are written by now, as they would be from the finished run.</summary>
    public void WriteReport(RunRequest request, IReadOnlyCollection<ScenarioFile> files, RunClock clock)
    {
        var provenance = new Provenance(
            ToolVersion.Text,
            ["costsim", .. request.Command],
            scenarioHash,
            [.. files.Select(file => new ProvenanceFile(file.Path, file.Bytes, file.Sha256))],
            [.. request.Overrides.Select(set => (set.Name, set.Value))],
            scenario.Psa.Seed,
            scenario.Psa.Sampling,
            clock.Started);
        var problems = new Problems();
        var record = new RunRecordReader(folder.Path, folder.Path).Read(provenance, problems, _parameters)
            ?? throw new InvalidOperationException($"What was just written cannot be read: {string.Join("; ", problems)}");
        var figures = RunFigures.Of(record);
        FigureFiles.Write(folder, figures);
        folder.Write(ReportFile.Name, ReportFile.Of(record, figures));
    }

    /// <summary>The manifest, last: it tells what the other files are.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="files">All that was read.</param>
    /// <param name="threads">Used.</param>
    /// <param name="draws">Made; fewer than the scenario's where it says when to stop.</param>
    /// <param name="clock">How long it took.</param>
    public void WriteManifest(RunRequest request, IReadOnlyCollection<ScenarioFile> files, int threads, long draws, RunClock clock)
    {
        var manifest = new Manifest(
            ToolRecord.OfThis(),
            ["costsim", .. request.Command],
            new ScenarioRecord(scenario.Name, request.Scenario, scenarioHash, [.. files], request.Overrides),
            scenario.Psa.Seed,
            draws,
            scenario.Psa.Sampling,
            scenario.Psa.Replicates,
            threads,
            MachineRecord.OfThis(),
            clock.Started,
            new TimingRecord(clock["read"], clock["compile"], clock["simulate"], clock["trace"], clock["analyse"], clock["report"], clock.Total, draws / clock["simulate"]),
            folder.Outputs());
        folder.Write(Manifest.Name, manifest.ToJson());
    }
}
