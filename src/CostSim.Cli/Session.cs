using CostSim.Analysis;
using CostSim.Calibration;
using CostSim.Cli.Commands;
using CostSim.Cli.Commands.Fitting;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Commands.MetaAnalysis;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CostSim.Cli;

/// <summary>The host that a command runs in: services, logging, signals; and what becomes of a failure.</summary>
internal static class Session
{
    /// <summary>Runs a command's work until it is done or the user interrupts it (Ctrl-C, SIGTERM).</summary>
    /// <param name="surroundings">The world.</param>
    /// <param name="verbose">Whether to log what is being done.</param>
    /// <param name="work">Gets the services and a token that an interruption cancels; returns an exit code.</param>
    public static async Task<int> RunAsync(
        Surroundings surroundings, bool verbose, Func<IServiceProvider, CancellationToken, Task<int>> work, CancellationToken cancel)
    {
        using var host = Build(surroundings, verbose);
        // Not cancellable: an interruption while the host starts is met below like any other.
        await host.StartAsync(CancellationToken.None);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(Session));
        try
        {
            return await work(host.Services, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await surroundings.Error.WriteLineAsync("costsim: interrupted; nothing was left behind");
            return ExitCode.Interrupted;
        }
        catch (Exception failure) when (failure is SimulationException or CalibrationException or ImpossibleOutcomeException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            logger.LogInformation(failure, "The run failed.");
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
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static IHost Build(Surroundings surroundings, bool verbose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "costsim" });
        builder.Logging.SetMinimumLevel(verbose ? LogLevel.Information : LogLevel.Warning);
        // The host's own "application started" is of no use to anybody here.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddProvider(new LineLoggerProvider(surroundings.Error));
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.AddSingleton(surroundings);
        builder.Services.AddSingleton(surroundings.Clock);
        builder.Services.AddSingleton<ScenarioFiles>();
        builder.Services.AddSingleton<ProblemList>();
        builder.Services.AddSingleton<RunCommand>();
        builder.Services.AddSingleton<ReportCommand>();
        builder.Services.AddSingleton<ValidateCommand>();
        builder.Services.AddSingleton<VerifyCommand>();
        builder.Services.AddSingleton<BenchCommand>();
        builder.Services.AddSingleton<EvidenceCommand>();
        builder.Services.AddSingleton<CalibrateCommand>();
        builder.Services.AddSingleton<ExplainCommand>();
        builder.Services.AddSingleton<SchemaCommand>();
        builder.Services.AddSingleton<NewCommand>();
        builder.Services.AddSingleton<FiguresCommand>();
        return builder.Build();
    }
}
