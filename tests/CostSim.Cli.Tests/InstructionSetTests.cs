using System.Diagnostics;
using System.Security.Cryptography;

namespace CostSim.Cli.Tests;

/// <summary>A machine with shorter vectors, or none, must give the same bits: the run time's own switches stand for it.</summary>
public sealed class InstructionSetTests
{
    private const int Draws = 70;   // more than a block, and a tail
    private static readonly string[] Tables = ["draws.parquet", "parameters.parquet", "trace.parquet", "events.parquet", "acceptability.parquet", "convergence.parquet", "summary.json", "scenario.json"];
    private static readonly string[] Scenarios = ["scenarios/published/sick-sicker/probabilistic.yaml", "scenarios/knee/us-payer.yaml"];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Every_file_has_the_same_bytes_without(string instructions)
    {
        using var folder = new TemporaryFolder();
        foreach (var scenario in Scenarios) Assert.Equal(Hashes(folder, scenario, "all", null), Hashes(folder, scenario, "fewer", instructions));
    }

    private static string[] Hashes(TemporaryFolder folder, string scenario, string name, string? without)
    {
        var output = Path.Combine(folder.Path, $"{name}-{Path.GetFileNameWithoutExtension(scenario)}");
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ["exec", typeof(CommandLine).Assembly.Location, "run", Repository.PathOf(scenario.Split('/')), "--draws", $"{Draws}", "-o", output])
        {
            UseShellExecute = false, WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (without is not null) start.Environment[without] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == ExitCode.Done, error.GetAwaiter().GetResult());
        return [.. Tables.Select(table => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(output, table)))))];
    }
}
