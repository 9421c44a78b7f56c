using System.Runtime.InteropServices;
using CostSim.Analysis;
using CostSim.Calibration;
using CostSim.Cli.Terminal;
using CostSim.Cohort;

namespace CostSim.Cli;

/// <summary>What a command runs in: logging, signals; and what becomes of a failure.</summary>
internal static class Session
{
    /// <summary>Runs a command's work until it is done or the user interrupts it (Ctrl-C, SIGTERM).</summary>
    /// <param name="surroundings">The world.</param>
    /// <param name="verbose">Whether to log what is being done.</param>
    /// <param name="work">Gets the log and a token that an interruption cancels; returns an exit code.</param>
    public static async Task<int> RunAsync(
        Surroundings surroundings, bool verbose, Func<VerboseLog, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        // Not disposed: a signal may still be on its way to it when the command ends.
        var signalled = new CancellationTokenSource();
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancel, signalled.Token);
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onQuit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var log = new VerboseLog(surroundings.Error, verbose);
        try
        {
            return await work(log, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("costsim: interrupted; nothing was left behind");
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is SimulationException or CalibrationException or ImpossibleOutcomeException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            log.Write($"The run failed. {failure}");
            await surroundings.Error.WriteLineAsync($"costsim: error: {failure.Message}");
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last line of defence: a defect of ours becomes a message that can be reported, and exit code 1.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            await surroundings.Error.WriteLineAsync($"costsim: internal error, please report it: {defect}");
            return ExitCode.Failed;
        }

        void Interrupt(PosixSignalContext signal)
        {
            // What was begun is cleaned up in its own time, then the command ends by itself.
            signal.Cancel = true;
            signalled.Cancel();
        }
    }
}
