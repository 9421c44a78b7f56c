using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Reporting;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary><c>manifest.json</c>: what was run, by what and on what; enough to run it again to the same bits.</summary>
internal sealed record Manifest(
    ToolRecord Tool,
    IReadOnlyList<string> Command,
    ScenarioRecord Scenario,
    ulong Seed,
    long Draws,
    string Sampling,
    int Replicates,
    int Threads,
    MachineRecord Machine,
    DateTimeOffset Started,
    TimingRecord Timings,
    IReadOnlyList<OutputRecord> Outputs)
{
    public const string Name = Destination.Manifest;

    /// <summary>One hash of all that decides the results: every file's place and content, and what the command line overrode.</summary>
    /// <remarks>Places are relative to the scenario's folder, so that the hash does not depend on where the project stands.</remarks>
    public static string ScenarioHash(string scenario, IEnumerable<ScenarioFile> files, IEnumerable<Override> overrides, Surroundings surroundings)
    {
        var folder = Path.GetDirectoryName(surroundings.Absolute(scenario))!;
        var lines = files
            .Select(file => $"{file.Sha256}  {Path.GetRelativePath(folder, surroundings.Absolute(file.Path)).Replace('\\', '/')}\n")
            .Order(StringComparer.Ordinal)
            .Concat(overrides.Select(set => $"set {set.Name}={set.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    /// <summary>What figures and the report tell of it.</summary>
    public Provenance ToProvenance() => new(
        Tool.Version,
        Command,
        Scenario.Hash,
        [.. Scenario.Files.Select(file => new ProvenanceFile(file.Path, file.Bytes, file.Sha256))],
        [.. Scenario.Overrides.Select(set => (set.Name, set.Value))],
        Seed,
        Sampling,
        Started);

    /// <summary>Tells of a file that was made again after the run; everything else stays as it is.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="output">The file.</param>
    public static void Update(string folder, OutputRecord output)
    {
        var path = Path.Combine(folder, Name);
        var manifest = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
        var outputs = manifest["outputs"]!.AsArray();
        var known = outputs.FirstOrDefault(other => (string?)other!["name"] == output.Name);
        if ((string?)known?["sha256"] == output.Sha256) return;
        if (known is not null) outputs.Remove(known);
        outputs.Add(JsonSerializer.SerializeToNode(output, Summary.Json));
        var part = $"{path}.part";
        File.WriteAllBytes(part, [.. JsonSerializer.SerializeToUtf8Bytes(manifest, Summary.Json), (byte)'\n']);
        File.Move(part, path, overwrite: true);
    }

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Summary.Json), (byte)'\n'];
}

internal sealed record ToolRecord(string Name, string Version)
{
    public static ToolRecord OfThis() => new("costsim", ToolVersion.Text);
}

/// <param name="Hash">SHA-256 of the files' hashes and places and of the overrides; lower-case hexadecimal.</param>
internal sealed record ScenarioRecord(string Name, string File, string Hash, IReadOnlyList<ScenarioFile> Files, IReadOnlyList<Override> Overrides);

/// <param name="VectorBits">Width of the hardware's vectors as the program uses them; results do not depend on it.</param>
internal sealed record MachineRecord(string Os, string Architecture, int Processors, int VectorBits, string Dotnet)
{
    public static MachineRecord OfThis() => new(
        RuntimeInformation.OSDescription,
        RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Vector<byte>.Count * 8,
        RuntimeInformation.FrameworkDescription);
}

/// <summary>Wall-clock seconds.</summary>
internal sealed record TimingRecord(double Read, double Compile, double Simulate, double Trace, double Analyse, double Report, double Total, double DrawsPerSecond);

/// <summary>A file of the folder, but for the manifest itself.</summary>
internal sealed record OutputRecord(string Name, long Bytes, string Sha256)
{
    public static OutputRecord Of(string path)
    {
        using var file = File.OpenRead(path);
        return new OutputRecord(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
