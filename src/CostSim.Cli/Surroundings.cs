namespace CostSim.Cli;

/// <summary>What a command sees of the world, so that a test can give it another one.</summary>
internal sealed record Surroundings
{
    private const int WidthOfPipes = 1_000;

    /// <summary>Where results go, and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where messages and progress go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Relative paths start here; absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>Characters of a line of <see cref="Out"/>: a terminal's own; else wider than any table, so that nothing piped is cut off or wrapped.</summary>
    public int Width { get; init; } = WidthOfPipes;

    /// <summary>Whether a person reads <see cref="Error"/> in a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>What starts Node.js, which draws figures.</summary>
    public string Node { get; init; } = "node";

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The standard streams and the current folder of this process.</summary>
    public static Surroundings OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        Folder = Environment.CurrentDirectory,
        Width = Console.IsOutputRedirected ? WidthOfPipes : Math.Max(80, Console.WindowWidth),
        ErrorIsTerminal = !Console.IsErrorRedirected,
    };

    /// <summary>The absolute path of one that the user gave.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, Folder);
}
