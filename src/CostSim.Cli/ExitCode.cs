namespace CostSim.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything that was asked for is there.</summary>
    public const int Done = 0;

    /// <summary>The input was right, and the run failed: a number that cannot be, a full disk.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file that it names is wrong; nothing was run.</summary>
    public const int BadInput = 2;

    /// <summary>Ctrl-C or SIGTERM: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
