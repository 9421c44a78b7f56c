using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CostSim.Cli.Tests;

/// <summary>What only a process of its own can show: signals, the shell's limits, standard streams.</summary>
public sealed class RealProcessTests
{
    private const int Sigint = 2;
    private const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string Illness = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios", "illness.yaml");

    [Fact]
    public void A_run_prints_its_tables_without_escape_codes_and_no_progress()
    {
        using var folder = new TemporaryFolder();
        using var process = Start(folder, Dotnet("run", Illness, "--draws", "100"));

        var (code, output, error) = Finish(process);

        Assert.Equal((ExitCode.Done, ""), (code, error));
        Assert.Contains("Efficient frontier", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('…', output);
        Assert.EndsWith($"Results: {Path.Combine("results", "illness")}\n", output, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData(Sigint)]
    [InlineData(Sigterm)]
    public void A_signal_ends_a_run_with_130_and_nothing_is_left(int signal)
    {
        using var folder = new TemporaryFolder();
        using var process = Start(folder, Dotnet("run", Illness, "--draws", "50000000"));
        var waiting = Stopwatch.StartNew();
        while (folder.Entries.Count < 3 && waiting.Elapsed < Patience) Thread.Sleep(20);

        Assert.Contains(folder.Entries, entry => entry.EndsWith("draws.parquet", StringComparison.Ordinal));
        Assert.Equal(0, SendSignal(process.Id, signal));
        var (code, output, error) = Finish(process);

        Assert.Equal((ExitCode.Interrupted, "", "costsim: interrupted; nothing was left behind\n"), (code, output, error));
        Assert.Empty(folder.Entries);
    }

    [UnixFact]
    public void A_file_that_cannot_grow_is_one_message_exit_code_1_and_nothing_is_left()
    {
        using var folder = new TemporaryFolder();
        var words = string.Join(' ', Dotnet("run", Illness, "--draws", "300000").Select(word => $"'{word}'"));
        // A limit of 1 MB stands for a full disk. The runtime's own double mapping of code would be limited as well, so it is off.
        using var process = Start(folder, ["/bin/sh", "-c", $"trap '' XFSZ; ulimit -f 2048; DOTNET_EnableWriteXorExecute=0 exec {words}"]);

        var (code, output, error) = Finish(process);

        Assert.Equal((ExitCode.Failed, ""), (code, output));
        Assert.Matches(@"^costsim: error: File too large : '.*draws\.parquet'\n$", error);
        Assert.Empty(folder.Entries);
    }

    private static string[] Dotnet(params string[] args) => [Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", "exec", typeof(CommandLine).Assembly.Location, .. args];

    private static Process Start(TemporaryFolder folder, string[] words) => Process.Start(new ProcessStartInfo(words[0], words[1..])
    {
        UseShellExecute = false,
        WorkingDirectory = folder.Path,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static (int Code, string Out, string Error) Finish(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program took longer than {Patience}.");
        }
        return (process.ExitCode, output.Result, error.Result);
    }

#pragma warning disable SYSLIB1054, CA5392 // One call of the C library, in a test, on Unix only.
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
#pragma warning restore SYSLIB1054, CA5392
}
