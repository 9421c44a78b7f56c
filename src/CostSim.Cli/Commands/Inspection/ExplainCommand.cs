using System.CommandLine;
using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Reporting;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Commands.Inspection;

/// <summary><c>costsim explain</c>: what a scenario comes to before it is run: every value with its origin, the states, the moves.</summary>
internal sealed class ExplainCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var mermaid = new Option<bool>("--mermaid") { Description = "Draw the structure of the model, or of each model, as a Mermaid flowchart." };
        var dot = new Option<bool>("--dot") { Description = "Draw it as a Graphviz graph." };
        var matrix = new Option<string>("--matrix") { Description = "Write a strategy's transitions as CSV: cycle, from, to, probability; deterministic.", HelpName = "STRATEGY" };
        var cycle = CommandOptions.WholeNumber("--cycle", 0, "Of one cycle only, with --matrix.");
        var profile = new Option<string>("--profile") { Description = "Of which profile, with --matrix, where the scenario has profiles.", HelpName = "NAME" };
        var timing = new Option<bool>("--timing") { Description = "Show the deterministic results under each convention of counting and discounting." };
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("explain", "Shows what a scenario comes to: every value with its file and line, parameters, states, transitions.")
        {
            scenario, mermaid, dot, matrix, cycle, profile, timing, json, verbose,
        };
        command.Validators.Add(result =>
        {
            var views = new (Option Option, bool IsGiven)[] { (mermaid, result.GetValue(mermaid)), (dot, result.GetValue(dot)), (matrix, result.GetResult(matrix) is not null), (timing, result.GetValue(timing)) };
            var given = views.Where(view => view.IsGiven).Select(view => view.Option.Name).ToList();
            if (given.Count > 1) result.AddError($"{string.Join(" and ", given)}: expected one of them");
            if (result.GetResult(cycle) is not null && result.GetResult(matrix) is null) result.AddError("--cycle: expected --matrix STRATEGY with it");
            if (result.GetResult(profile) is not null && result.GetResult(matrix) is null) result.AddError("--profile: expected --matrix STRATEGY with it");
            if (result.GetValue(json) && given.Any(name => name != "--timing")) result.AddError($"--json: expected no {given[0]} with it");
        });
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => Task.FromResult(new ExplainCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(
                parsed.GetRequiredValue(scenario),
                new ExplainRequest(parsed.GetValue(mermaid), parsed.GetValue(dot), parsed.GetValue(matrix), parsed.GetValue(cycle), parsed.GetValue(profile), parsed.GetValue(timing), parsed.GetValue(json)),
                token)),
            cancel));
        command.WithExamples(
            "costsim explain scenarios/knee/us-payer.yaml",
            "costsim explain scenarios/knee/us-payer.yaml --mermaid",
            "costsim explain scenarios/knee/us-payer.yaml --dot | dot -Tsvg > knee.svg",
            "costsim explain scenarios/published/sick-sicker/no-correction.yaml --matrix B --cycle 0",
            "costsim explain scenarios/knee/us-payer.yaml --timing");
        return command;
    }

    /// <summary>Reads and prints.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string path, ExplainRequest request, CancellationToken cancel)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read(path, files.Text, [], problems);
        var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
        if (scenario is not null && plan is not null) Check(scenario, request, problems);
        if (scenario is null || plan is null || problems.HasErrors)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }

        if (request.Mermaid) surroundings.Out.Write(StructureGraph.ToMermaid(scenario.Models));
        else if (request.Dot) surroundings.Out.Write(StructureGraph.ToDot(scenario.Models));
        else if (request.Matrix is { } strategy) WriteMatrix(OfProfile(plan, request), strategy, request.Cycle, cancel);
        else if (request.Timing) WriteTiming(scenario, request.Json);
        else WriteAll(Explanation.Of(plan, cancel), request.Json);
        return ExitCode.Done;
    }

    private static void Check(Scenario scenario, ExplainRequest request, Problems problems)
    {
        string[] names = [.. scenario.Strategies.Select(strategy => strategy.Name)];
        if (request.Matrix is { } strategy && !names.Contains(strategy))
            problems.Error(SourceLocation.StartOf($"--matrix {strategy}"), $"unknown strategy '{strategy}'", $"one of {string.Join(", ", names)}", strategy, names);
        string[] profiles = [.. scenario.Profiles.Select(profile => profile.Name)];
        if (request.Matrix is not null && profiles.Length > 0 && request.Profile is null)
            problems.Error(SourceLocation.StartOf($"--matrix {request.Matrix}"), "transitions of a scenario with profiles, which differ in them", $"--profile with one of {string.Join(", ", profiles)}");
        if (request.Profile is { } name && !profiles.Contains(name))
            problems.Error(SourceLocation.StartOf($"--profile {name}"), $"unknown profile '{name}'", profiles.Length == 0 ? "none: the scenario has no profiles" : $"one of {string.Join(", ", profiles)}", name, profiles);
        var cycles = scenario.Profiles.FirstOrDefault(profile => profile.Name == request.Profile)?.Cycles ?? scenario.Cycles;
        if (request.Cycle >= cycles)
            problems.Error(SourceLocation.StartOf($"--cycle {request.Cycle}"), $"cycle {request.Cycle}", $"0 to {cycles - 1}");
    }

    private static CohortPlan OfProfile(CohortPlan plan, ExplainRequest request) =>
        request.Profile is { } name ? plan.Profiles.First(profile => profile.Scenario.Profile?.Name == name) : plan;

    private void WriteMatrix(CohortPlan plan, string strategy, int? cycle, CancellationToken cancel)
    {
        var probe = new CohortProbe(plan, plan.Scenario.Strategies.ToList().FindIndex(item => item.Name == strategy));
        // In the order of the model, not in that in which states were found.
        int[] origins = [.. probe.Origins.OrderBy(place => probe.States[place].Index)];
        surroundings.Out.Write("cycle,from,to,probability\n");
        foreach (var number in cycle is { } one ? [one] : Enumerable.Range(0, plan.Scenario.Cycles))
        {
            cancel.ThrowIfCancellationRequested();
            var moves = probe.Moves(number, origins);
            for (var o = 0; o < origins.Length; o++)
            {
                foreach (var (target, share) in moves[o].OrderBy(move => probe.States[move.Target].Index))
                    surroundings.Out.Write($"{number},{probe.States[origins[o]]},{probe.States[target]},{share:R}\n");
            }
        }
    }

    private void WriteTiming(Scenario scenario, bool json)
    {
        var results = TimingComparison.Of(scenario);
        if (json)
        {
            surroundings.Out.WriteLine(JsonSerializer.Serialize<IReadOnlyList<TimedRecord>>([.. results.Select(TimedRecord.Of)], Summary.Json));
            return;
        }
        surroundings.Out.WriteLine(scenario.Name);
        foreach (var (s, strategy) in scenario.Strategies.Index())
        {
            surroundings.Out.WriteLine();
            surroundings.Out.WriteLine($"{strategy.Name}: deterministic, by convention of counting and discounting");
            var own = results[0].Results;
            var rows = results.Select(result => new[]
            {
                Numbers.Format(result.Results[s, "cost"][0], 2), Change(result.Results[s, "cost"][0], own[s, "cost"][0]),
                Numbers.Format(result.Results[s, "qaly"][0], 5), Change(result.Results[s, "qaly"][0], own[s, "qaly"][0]),
            });
            foreach (var line in TableText.Lines(new ColumnOfNames("convention", [.. results.Select(result => result.Convention)]), [new ColumnGroup(["cost", "moved by", "QALYs", "moved by"], [.. rows])], surroundings.Width))
                surroundings.Out.WriteLine(line);
        }

        static string Change(double value, double own) => own == 0 ? "" : $"{Numbers.Format(100 * (value - own) / Math.Abs(own), 3)}%";
    }

    private void WriteAll(Explanation explanation, bool json)
    {
        if (json) surroundings.Out.WriteLine(JsonSerializer.Serialize(explanation, Summary.Json));
        else new ExplanationTables(surroundings.Out, surroundings.Width, explanation).Print();
    }
}

/// <summary>What <c>costsim explain</c> is to show; all but one of the views are off.</summary>
internal sealed record ExplainRequest(bool Mermaid, bool Dot, string? Matrix, int? Cycle, string? Profile, bool Timing, bool Json);

/// <summary>One convention in <c>costsim explain --timing --json</c>: outcomes by strategy.</summary>
internal sealed record TimedRecord(string Convention, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Strategies)
{
    public static TimedRecord Of(TimedResult result) => new(
        result.Convention,
        result.Results.Strategies.Index().ToDictionary(
            strategy => strategy.Item,
            IReadOnlyDictionary<string, double> (strategy) => result.Results.Outcomes.ToDictionary(outcome => outcome, outcome => result.Results[strategy.Index, outcome][0])));
}
