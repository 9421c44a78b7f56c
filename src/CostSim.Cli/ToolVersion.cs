using System.Reflection;

namespace CostSim.Cli;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary>"0.1.0".</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
