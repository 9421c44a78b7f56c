using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CostSim.Reporting.Figures;

namespace CostSim.Cli.Tests.Figures;

/// <summary>What Vega-Lite, Vega and Vega-Lite's own JSON schema say of figures; by Node, with the packages that the build restored.</summary>
internal sealed record FigureCheck(
    string Name,
    IReadOnlyList<string> Errors,
    IReadOnlyList<string> Warnings,
    int Ran,
    IReadOnlyDictionary<string, int> Marks,
    IReadOnlyList<string> Texts,
    string Description,
    double? Wtp,
    int Svg,
    bool Ids)
{
    public static IReadOnlyList<FigureCheck> Of(IReadOnlyList<Figure> figures)
    {
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Repository.PathOf("tests", "CostSim.Cli.Tests", "Figures", "check.mjs"));
        using var process = Process.Start(start)!;
        var (answer, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        JsonSerializer.Serialize(
            process.StandardInput.BaseStream,
            new { modules = Repository.PathOf("src", "CostSim.Cli", "Web"), figures = figures.Select(figure => new { name = figure.Name, spec = figure.Spec }) });
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, complaints.Result);
        return JsonSerializer.Deserialize<List<FigureCheck>>(answer.Result, JsonSerializerOptions.Web)!;
    }
}
