namespace CostSim.Reporting;

/// <summary>What was run, and by what: enough to run it again to the same bits.</summary>
/// <param name="Version">Of the tool.</param>
/// <param name="Command">The words of the command line, the tool's name first.</param>
/// <param name="Hash">Of all that decides the results: files and what the command line overrode; SHA-256, lower-case hexadecimal.</param>
/// <param name="Files">All that was read.</param>
/// <param name="Overrides">What the command line put in the place of the scenario's own.</param>
/// <param name="Sampling">"random", or "supplied" for a sample from a file.</param>
/// <param name="Started">UTC.</param>
public sealed record Provenance(
    string Version,
    IReadOnlyList<string> Command,
    string Hash,
    IReadOnlyList<ProvenanceFile> Files,
    IReadOnlyList<(string Name, string Value)> Overrides,
    ulong Seed,
    string Sampling,
    DateTimeOffset Started);

/// <summary>A file that was read.</summary>
/// <param name="Path">As it was named.</param>
/// <param name="Sha256">Of its bytes; lower-case hexadecimal.</param>
public sealed record ProvenanceFile(string Path, long Bytes, string Sha256);
