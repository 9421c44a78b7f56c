using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Reporting.Figures;

namespace CostSim.Cli.Files;

/// <summary>The figures of a run as Vega-Lite specifications with their data: <c>figures/NAME.vl.json</c>.</summary>
internal static class FigureFiles
{
    /// <summary>The folder within the run's.</summary>
    public const string Folder = "figures";

    /// <summary>Rows stand on one line: indented, they would be three times as large.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all of them into a folder that is being filled.</summary>
    public static void Write(RunFolder folder, IReadOnlyList<Figure> figures)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, Folder));
        foreach (var figure in figures) Write(folder, figure, Folder);
    }

    /// <summary>Writes one into a folder, or into a folder in it.</summary>
    public static void Write(RunFolder folder, Figure figure, string within = "") =>
        folder.Write(Path.Combine(within, $"{figure.Name}.vl.json"), [.. JsonSerializer.SerializeToUtf8Bytes(figure.Spec, Json), (byte)'\n']);
}
