using CostSim.Reporting.Figures;

namespace CostSim.Cli.Files;

/// <summary>The figures of a run as Vega-Lite specifications with their data: <c>figures/NAME.vl.json</c>.</summary>
internal static class FigureFiles
{
    /// <summary>The folder within the run's.</summary>
    public const string Folder = "figures";

    /// <summary>Writes all of them into a folder that is being filled.</summary>
    public static void Write(RunFolder folder, IReadOnlyList<Figure> figures)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, Folder));
        // Side by side: each waits until the disk has it.
        Task.WhenAll(figures.Select(figure => Task.Run(() => Write(folder, figure, Folder)))).GetAwaiter().GetResult();
    }

    /// <summary>Writes one into a folder, or into a folder in it.</summary>
    public static void Write(RunFolder folder, Figure figure, string within = "") =>
        folder.Write(Path.Combine(within, $"{figure.Name}.vl.json"), [.. figure.Json.Span, (byte)'\n']);
}
