using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary>What a user asks of <c>costsim run</c>.</summary>
/// <param name="Command">The words of the command line, for the manifest.</param>
/// <param name="Scenario">Path of the scenario file.</param>
/// <param name="Output">The folder to write, or null for the default.</param>
/// <param name="Overrides">Of --draws, --seed and --set.</param>
/// <param name="Threads">At least 1; null for one per processor.</param>
/// <param name="Json">Whether the summary goes to the output stream instead of tables.</param>
/// <param name="SummaryOnly">Whether the tables of draws and parameters are left out.</param>
/// <param name="Profile">Whether to tell where the time went.</param>
/// <param name="Force">Whether a run that stands where this one is to go is replaced.</param>
/// <param name="Verify">Whether the model is checked, too.</param>
internal sealed record RunRequest(
    IReadOnlyList<string> Command, string Scenario, string? Output, IReadOnlyList<Override> Overrides, int? Threads, bool Json, bool SummaryOnly, bool Profile, bool Force, bool Verify);
