namespace CostSim.Cli.Terminal;

/// <summary>Tells on the error stream what is being done, where the user asked for it with <c>--verbose</c>.</summary>
internal sealed class VerboseLog(TextWriter error, bool isOn)
{
    /// <summary>A line of its own, at once, so that it stands in order with the messages there.</summary>
    public void Write(string line)
    {
        if (isOn) error.WriteLine($"info: {line}");
    }
}
