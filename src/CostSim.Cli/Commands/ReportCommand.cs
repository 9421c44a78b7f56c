using System.CommandLine;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Diagnostics;
using CostSim.Reporting.Figures;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim report</c>: makes the page of a run again from its files.</summary>
internal sealed class ReportCommand(Surroundings surroundings, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var run = new Argument<string>("run") { Description = "The folder that 'costsim run' left.", HelpName = "run" };
        var output = new Option<string>("--output", "-o") { Description = "The file to write, in a folder that exists. [default: report.html in the run's folder]", HelpName = "FILE" };
        var verbose = CommandOptions.Verbose();
        var command = new Command("report", "Makes the report of a run again from its files: one page with all that it needs inside.") { run, output, verbose };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => Task.FromResult(new ReportCommand(surroundings, new ProblemList(surroundings)).Execute(parsed.GetRequiredValue(run), parsed.GetValue(output), token)),
            cancel));
        command.WithExamples(
            "costsim report results/us-payer",
            "costsim report results/us-payer -o us-payer.html");
        return command;
    }

    /// <summary>Reads the run and writes the page.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string run, string? output, CancellationToken cancel)
    {
        var problems = new Problems();
        var folder = Path.TrimEndingDirectorySeparator(surroundings.Absolute(run));
        if (output is not null) Check(output, problems);
        ReportFile.Prepare();
        var record = new RunRecordReader(folder, Path.TrimEndingDirectorySeparator(run)).Read(problems);
        if (record is null || problems.HasErrors)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }

        var page = ReportFile.Of(record, RunFigures.Of(record));
        cancel.ThrowIfCancellationRequested();
        var shown = output ?? Path.Combine(run, ReportFile.Name);
        Write(surroundings.Absolute(shown), page);
        if (output is null) Manifest.Update(folder, OutputRecord.Of(surroundings.Absolute(shown)));
        surroundings.Out.WriteLine(shown);
        return ExitCode.Done;
    }

    private void Check(string output, Problems problems)
    {
        var (at, path) = (SourceLocation.StartOf($"-o {output}"), surroundings.Absolute(output));
        if (Directory.Exists(path)) problems.Error(at, $"'{output}' is a folder", "the name of a file");
        else if (!Directory.Exists(Path.GetDirectoryName(path))) problems.Error(at, $"there is no folder for '{output}'", "a file in a folder that exists");
    }

    /// <summary>Under another name first: a page that is there is whole.</summary>
    private static void Write(string path, byte[] page)
    {
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            File.WriteAllBytes(part, page);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
