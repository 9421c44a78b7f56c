namespace CostSim.Cli.Tests;

/// <summary>What the program said and returned.</summary>
internal sealed record Answer(int ExitCode, string Out, string Error);

/// <summary>Runs the whole program in this process.</summary>
internal static class CostSimProgram
{
    /// <param name="folder">The current folder of the program.</param>
    /// <param name="args">The words of the command line.</param>
    public static Answer Run(string folder, params IReadOnlyList<string> args) => Run(folder, CancellationToken.None, args);

    public static Answer Run(string folder, CancellationToken cancel, params IReadOnlyList<string> args) => Run(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder }, args, cancel);

    /// <param name="folder">The current folder of the program.</param>
    /// <param name="width">Characters of a line of its terminal.</param>
    /// <param name="args">The words of the command line.</param>
    public static Answer Run(string folder, int width, params IReadOnlyList<string> args) =>
        Run(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder, Width = width }, args, CancellationToken.None);

    /// <param name="folder">The current folder of the program.</param>
    /// <param name="changed">Another world.</param>
    /// <param name="args">The words of the command line.</param>
    public static Answer Run(string folder, Func<Surroundings, Surroundings> changed, params IReadOnlyList<string> args) =>
        Run(changed(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder }), args, CancellationToken.None);

    private static Answer Run(Surroundings surroundings, IReadOnlyList<string> args, CancellationToken cancel)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Task.Run(() => CommandLine.InvokeAsync(args, surroundings with { Out = output, Error = error }, cancel)).GetAwaiter().GetResult();
        return new Answer(code, output.ToString(), error.ToString());
    }
}
