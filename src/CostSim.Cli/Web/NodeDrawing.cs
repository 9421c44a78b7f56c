using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Cli.Files;

namespace CostSim.Cli.Web;

/// <summary>A figure that is to be drawn.</summary>
/// <param name="Spec">A whole Vega-Lite specification.</param>
internal sealed record DrawnFigure(string Name, JsonObject Spec);

/// <summary>Draws figures with Vega in Node.js, where there is one.</summary>
internal static class NodeDrawing
{
    /// <summary>PNG files have twice the pixels, for sharp screens and print.</summary>
    private const int PngScale = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { TypeInfoResolver = OutputTypes.Default };

    /// <summary>Draws figures, one after another.</summary>
    /// <param name="node">What starts Node.js.</param>
    /// <param name="format">"svg" or "png".</param>
    /// <returns>The bytes of each, in the order of the figures.</returns>
    /// <exception cref="IOException">There is no Node.js, it is too old, or it cannot draw a figure: the message says which.</exception>
    public static async Task<IReadOnlyList<byte[]>> DrawAsync(string node, IReadOnlyList<DrawnFigure> figures, string format, CancellationToken cancel)
    {
        using var process = Start(node);
        // All three at once: a pipe that nobody reads would fill up, and everybody would wait.
        var feeding = FeedAsync(process, figures, format, cancel);
        var reading = process.StandardOutput.ReadToEndAsync(cancel);
        var complaining = process.StandardError.ReadToEndAsync(cancel);
        try
        {
            await feeding;
            var (answers, complaints) = (await reading, await complaining);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0) throw new IOException($"Node.js could not draw the figures: {complaints.Trim()}");
            return Images(figures, answers);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(string node)
    {
        var start = new ProcessStartInfo(node)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add(Bundle.Draw.Text);
        try
        {
            return Process.Start(start) ?? throw new IOException($"'{node}' could not be started");
        }
        catch (Win32Exception trouble)
        {
            throw new IOException(
                $"figures are drawn by Node.js (20 or later), and '{node}' cannot be started: {trouble.Message}. Install it from https://nodejs.org, "
                    + "or open the run's figures/*.vl.json in the Vega editor, https://vega.github.io/editor",
                trouble);
        }
    }

    private static async Task FeedAsync(Process process, IReadOnlyList<DrawnFigure> figures, string format, CancellationToken cancel)
    {
        var isPng = format == "png";
        var request = new DrawRequest(
            [Bundle.Vega.Text, Bundle.VegaLite.Text, .. isPng ? [Bundle.Resvg.Text] : Array.Empty<string>()],
            isPng ? Bundle.ResvgMachine.Bytes : [],
            [Bundle.Font.Bytes, Bundle.BoldFont.Bytes],
            format,
            PngScale,
            figures);
        try
        {
            await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, request, Json, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all: its exit code and its complaints tell why.
        }
    }

    private static List<byte[]> Images(IReadOnlyList<DrawnFigure> figures, string answers)
    {
        var lines = answers.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length != figures.Count) throw new IOException($"Node.js drew {lines.Length} of {figures.Count} figures");
        var images = new List<byte[]>();
        foreach (var line in lines)
        {
            var answer = JsonSerializer.Deserialize<DrawAnswer>(line, Json) ?? throw new IOException("Node.js answered nothing");
            images.Add(answer.Image ?? throw new IOException($"the figure '{answer.Name}' cannot be drawn: {answer.Error}"));
        }
        return images;
    }
}

/// <summary>What <c>draw.js</c> reads.</summary>
internal sealed record DrawRequest(
    IReadOnlyList<string> Scripts, byte[] Wasm, IReadOnlyList<byte[]> Fonts, string Format, int Scale, IReadOnlyList<DrawnFigure> Figures);

/// <summary>What it answers for each figure.</summary>
internal sealed record DrawAnswer(string Name, byte[]? Image, string? Error);
