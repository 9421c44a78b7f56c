using System.CommandLine;
using CostSim.Cli.Commands;
using CostSim.Cli.Commands.Fitting;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Commands.MetaAnalysis;

namespace CostSim.Cli;

/// <summary>The whole program: from words on a command line to an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> InvokeAsync(IReadOnlyList<string> args, Surroundings surroundings, CancellationToken cancel = default)
    {
        // "@name" is an argument like any other here, not a file of arguments.
        var parsed = Root(args, surroundings).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var message in parsed.Errors.Select(error => error.Message).Distinct())
                await surroundings.Error.WriteLineAsync($"costsim: error: {message}");
            var verb = parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ";
            await surroundings.Error.WriteLineAsync($"'costsim {verb}--help' tells what can be said.");
            return ExitCode.BadInput;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,   // Session tells what went wrong, and which exit code that is
                ProcessTerminationTimeout = null,        // Session listens to signals, and what was begun is cleaned up in its own time
            },
            cancel);
    }

    private static RootCommand Root(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var root = new RootCommand("Cost-effectiveness models with parameter uncertainty: which strategy is worth its price, and how sure is that?")
        {
            HelpName = "costsim",
        };
        foreach (var verb in Asked(Verbs(args, surroundings), args)) root.Add(verb.Create());
        root.WithExamples(
            "costsim run scenarios/knee/us-payer.yaml",
            "costsim validate scenarios/knee/us-payer.yaml",
            "costsim verify scenarios/knee/us-payer.yaml",
            "costsim evidence scenarios/evidence/bcg.csv --method reml --interval hksj");
        return root;
    }

    /// <summary>In the order of the help.</summary>
    private static (string Name, Func<Command> Create)[] Verbs(IReadOnlyList<string> args, Surroundings surroundings) =>
    [
        ("run", () => RunCommand.Create(args, surroundings)),
        ("report", () => ReportCommand.Create(surroundings)),
        ("validate", () => ValidateCommand.Create(surroundings)),
        ("verify", () => VerifyCommand.Create(surroundings)),
        ("bench", () => BenchCommand.Create(surroundings)),
        ("evidence", () => EvidenceCommand.Create(surroundings)),
        ("calibrate", () => CalibrateCommand.Create(surroundings)),
        ("explain", () => ExplainCommand.Create(surroundings)),
        ("new", () => NewCommand.Create(surroundings)),
        ("schema", () => SchemaCommand.Create(surroundings)),
        ("figures", () => FiguresCommand.Create(surroundings)),
    ];

    /// <summary>The verb that a command line begins with; all of them where it begins with none: for the help of the whole, completions, and what is misspelt.</summary>
    /// <remarks>A verb sees nothing of the others, and to make all of them takes a part of the time that a small scenario takes to be checked.</remarks>
    private static (string Name, Func<Command> Create)[] Asked((string Name, Func<Command> Create)[] verbs, IReadOnlyList<string> args) =>
        args is [var first, ..] && Array.Find(verbs, verb => verb.Name == first) is { Name: not null } asked ? [asked] : verbs;
}
