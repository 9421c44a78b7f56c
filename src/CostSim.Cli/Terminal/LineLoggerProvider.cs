using Microsoft.Extensions.Logging;

namespace CostSim.Cli.Terminal;

/// <summary>Logs a line per event to the program's own error stream, at once, so that it stands in order with the messages there.</summary>
/// <remarks>The console logger of the framework writes from a queue to the process's stream: after the message that it belongs before.</remarks>
internal sealed class LineLoggerProvider(TextWriter output) : ILoggerProvider
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public ILogger CreateLogger(string categoryName) => new LineLogger(_output);

    public void Dispose()
    {
        // The stream belongs to the process.
    }

    private sealed class LineLogger(TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var level = logLevel switch
            {
                LogLevel.Warning => "warning",
                LogLevel.Error or LogLevel.Critical => "error",
                _ => "info",
            };
            output.WriteLine(exception is null ? $"{level}: {formatter(state, exception)}" : $"{level}: {formatter(state, exception)} {exception}");
        }
    }
}
