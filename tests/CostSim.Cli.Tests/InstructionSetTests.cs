using System.Diagnostics;
using System.Security.Cryptography;

namespace CostSim.Cli.Tests;

/// <summary>A machine with shorter vectors, or none, must give the same bits: the run time's own switches stand for it.</summary>
public sealed class InstructionSetTests
{
    /// <summary>Events where the model counts some, as the knee model does.</summary>
    private static readonly string[] Tables = ["draws.parquet", "parameters.parquet", "trace.parquet", "events.parquet", "acceptability.parquet", "convergence.parquet", "summary.json", "scenario.json"];

    /// <summary>Draws are more than a block, of 256 and of 64, and a tail.</summary>
    private static readonly (string Scenario, int Draws)[] Runs = [("scenarios/published/sick-sicker/probabilistic.yaml", 262), ("scenarios/knee/us-payer.yaml", 70)];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Every_file_has_the_same_bytes_without(string instructions)
    {
        using var folder = new TemporaryFolder();
        foreach (var (scenario, draws) in Runs) Assert.Equal(Hashes(folder, scenario, draws, "all", null), Hashes(folder, scenario, draws, "fewer", instructions));
    }

    [Fact]
    public void The_program_may_make_code_for_small_models()
    {
        var settings = File.ReadAllText(Path.ChangeExtension(typeof(CommandLine).Assembly.Location, ".runtimeconfig.json"));

        // A publishing option that spares a start-up some milliseconds would leave every small model with the lists, without a word.
        Assert.DoesNotContain("IsDynamicCodeSupported", settings, StringComparison.Ordinal);
    }

    private static string[] Hashes(TemporaryFolder folder, string scenario, int draws, string name, string? without)
    {
        var output = Path.Combine(folder.Path, $"{name}-{Path.GetFileNameWithoutExtension(scenario)}");
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            ["exec", typeof(CommandLine).Assembly.Location, "run", Repository.PathOf(scenario.Split('/')), "--draws", $"{draws}", "-o", output])
        {
            UseShellExecute = false, WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (without is not null) start.Environment[without] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == ExitCode.Done, error.GetAwaiter().GetResult());
        return [.. Tables.Select(table => Path.Combine(output, table)).Where(File.Exists).Select(path => $"{Path.GetFileName(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")];
    }
}
