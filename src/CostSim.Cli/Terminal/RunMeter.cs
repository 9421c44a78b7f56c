using Spectre.Console;
using Spectre.Console.Rendering;

namespace CostSim.Cli.Terminal;

/// <summary>Shows how far a run is, on the error stream, when a person looks at it; otherwise nothing.</summary>
internal static class RunMeter
{
    /// <summary>Does the work, with a bar, draws per second and time left where there is a terminal.</summary>
    /// <param name="surroundings">The world.</param>
    /// <param name="draws">How many there are to do.</param>
    /// <param name="work">Gets what it is to call with the number of draws that are done.</param>
    public static Task<T> ShowAsync<T>(Surroundings surroundings, long draws, Func<Action<long>, T> work) =>
        surroundings.ErrorIsTerminal ? ShowBarAsync(surroundings, draws, work) : Task.Run(() => work(_ => { }));

    private static async Task<T> ShowBarAsync<T>(Surroundings surroundings, long draws, Func<Action<long>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error) });
        return await console
            .Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DrawsPerSecondColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask($"{draws:N0} draws", maxValue: draws);
                return await Task.Run(() => work(done => task.Value = done));
            });
    }

    private sealed class DrawsPerSecondColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(task.Speed is { } speed ? $"{speed:N0} draws/s" : "");
    }
}
