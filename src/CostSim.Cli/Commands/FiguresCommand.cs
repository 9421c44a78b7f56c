using System.CommandLine;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cli.Web;
using CostSim.Diagnostics;
using CostSim.Reporting.Figures;
using CostSim.Reporting.VegaLite;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim figures</c>: draws the figures of a run as pictures.</summary>
internal sealed class FiguresCommand(Surroundings surroundings, ProblemList problemList)
{
    private const int Narrowest = 240;

    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var run = new Argument<string>("run") { Description = "The folder that 'costsim run' left." };
        var format = new Option<string>("--format") { Description = "svg or png.", HelpName = "FORMAT", DefaultValueFactory = _ => "svg" };
        format.AcceptOnlyFromAmong("svg", "png");
        var output = new Option<string>("--output", "-o") { Description = "The folder for the pictures. [default: figures in the run's folder]", HelpName = "DIR" };
        var width = CommandOptions.WholeNumber("--width", Narrowest, "Width in pixels, about. [default: that of each figure]");
        var dark = new Option<bool>("--dark") { Description = "For a dark ground." };
        var verbose = CommandOptions.Verbose();
        var command = new Command("figures", "Draws the figures of a run as SVG or PNG, with Node.js and without a browser.") { run, format, output, width, dark, verbose };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => new FiguresCommand(surroundings, new ProblemList(surroundings)).ExecuteAsync(
                parsed.GetRequiredValue(run),
                parsed.GetRequiredValue(format),
                parsed.GetValue(output),
                parsed.GetValue(width),
                parsed.GetValue(dark) ? Theme.Dark : Theme.Light,
                token),
            cancel));
        command.WithExamples(
            "costsim figures results/us-payer",
            "costsim figures results/us-payer --format png --width 900 -o slides --dark");
        return command;
    }

    /// <summary>Reads the run, draws, writes.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(string run, string format, string? output, int? width, Theme theme, CancellationToken cancel)
    {
        var problems = new Problems();
        var folder = surroundings.Absolute(run);
        var record = new RunRecordReader(folder, run).Read(problems);
        if (record is null)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }

        var figures = RunFigures.Of(record);
        var images = await NodeDrawing.DrawAsync(surroundings.Node, [.. figures.Select(figure => new DrawnFigure(figure.Name, figure.Fitted(width, theme)))], format, cancel);
        var target = output ?? Path.Combine(run, FigureFiles.Folder);
        Directory.CreateDirectory(surroundings.Absolute(target));
        foreach (var (figure, image) in figures.Zip(images))
        {
            var path = Path.Combine(target, $"{figure.Name}.{format}");
            await WriteAsync(surroundings.Absolute(path), image, cancel);
            surroundings.Out.WriteLine(path);
        }
        return ExitCode.Done;
    }

    /// <summary>Under another name first: a picture that is there is whole.</summary>
    private static async Task WriteAsync(string path, byte[] image, CancellationToken cancel)
    {
        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            await File.WriteAllBytesAsync(part, image, cancel);
            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
