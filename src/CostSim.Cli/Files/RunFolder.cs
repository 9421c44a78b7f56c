using System.Collections.Concurrent;
using System.Text.Json;
using CostSim.Cli.Commands.Inspection;
using CostSim.Diagnostics;

namespace CostSim.Cli.Files;

/// <summary>A run's folder while it is being written: under a temporary name beside the final one, and gone if the run does not end well.</summary>
internal sealed class RunFolder : IDisposable
{
    /// <summary>A run's manifest is a few kilobytes.</summary>
    private const long LargestManifest = 16 * 1024 * 1024;

    private readonly Destination _destination;
    private readonly List<string> _madeParents;
    private readonly bool _hashesFiles;
    private readonly ConcurrentDictionary<string, Task<OutputRecord>> _outputs = new(StringComparer.Ordinal);
    private bool _taken;

    private RunFolder(Destination destination, string path, List<string> madeParents, bool hashesFiles) =>
        (_destination, Path, _madeParents, _hashesFiles) = (destination, path, madeParents, hashesFiles);

    /// <summary>Where files are written until the folder is whole.</summary>
    public string Path { get; }

    /// <summary>Makes the temporary folder, and the folders above it that are missing.</summary>
    /// <param name="destination">Where it will stand.</param>
    /// <param name="problems">Receives why it can't be made.</param>
    /// <param name="hashesFiles">Whether each file is hashed as soon as it is whole, for <see cref="Outputs"/>, which must be asked before the folder is finished.</param>
    /// <returns>The folder, or null where it can't be made: <paramref name="problems"/> then say why.</returns>
    public static RunFolder? Create(Destination destination, Problems problems, bool hashesFiles = false)
    {
        var made = new List<string>();
        try
        {
            MakeParents(destination.Parent, made);
            var name = $".{System.IO.Path.GetFileName(destination.Path)}.{System.IO.Path.GetRandomFileName()}.part";
            var path = System.IO.Path.Combine(destination.Parent, name);
            Directory.CreateDirectory(path);
            return new RunFolder(destination, path, made, hashesFiles);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            RemoveIfEmpty(made);
            destination.CannotBeWritten(problems, trouble.Message);
            return null;
        }
    }

    /// <summary>Whether a folder holds a run and nothing else, so that replacing it loses nothing of its owner's.</summary>
    public static bool IsRun(string path)
    {
        var manifest = System.IO.Path.Combine(path, Destination.Manifest);
        if (!File.Exists(manifest) || new FileInfo(manifest).Length > LargestManifest) return false;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(manifest));
            var isOurs = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("tool", out var tool)
                && tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("name", out var name) && name.ValueEquals("costsim");
            return isOurs && Directory.EnumerateFileSystemEntries(path).All(entry => IsResult(System.IO.Path.GetFileName(entry)));
        }
        catch (JsonException)
        {
            return false;   // somebody else's manifest
        }
    }

    private static bool IsResult(string name) => name.EndsWith(".parquet", StringComparison.Ordinal) || name is "figures" or "report.html" or "report.json" or "scenario.json" or "summary.json" or VerificationRecord.Name or Destination.Manifest;

    /// <summary>Opens a new file of the folder.</summary>
    /// <param name="name">A name, or a path of folders, which are made, and a name.</param>
    public FileStream Open(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);
    }

    /// <summary>Writes a whole file and sees it on the disk.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        using (var file = Open(name))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        Complete(name);
    }

    /// <summary>Tells that a file is whole and closed. It is hashed, if that is wanted, while others are being made: most bytes are in the tables of draws, which are whole long before the rest.</summary>
    public void Complete(string name)
    {
        if (_hashesFiles && name != Destination.Manifest && System.IO.Path.GetFileName(name) == name) _outputs[name] = Task.Run(() => OutputRecord.Of(System.IO.Path.Combine(Path, name)));
    }

    /// <summary>What the manifest tells of each file of the folder itself that is complete, by name.</summary>
    public OutputRecord[] Outputs()
    {
        var records = Task.WhenAll(_outputs.Values).GetAwaiter().GetResult();
        Array.Sort(records, (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return records;
    }

    /// <summary>Gives the folder its final name, now that it is whole.</summary>
    /// <returns>That name, as the user would write it.</returns>
    public string Finish()
    {
        var shown = _destination.Take(Path);
        _taken = true;
        return shown;
    }

    /// <summary>Removes what was written, unless it was finished.</summary>
    public void Dispose()
    {
        if (_taken) return;
        // No file goes that is still being read; how that ended is nobody's business any more.
        Task hashing = Task.WhenAll(_outputs.Values);
        hashing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        RemoveIfEmpty(_madeParents);
    }

    private static void MakeParents(string parent, List<string> made)
    {
        var missing = new Stack<string>();
        for (var folder = parent; !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder)!) missing.Push(folder);
        while (missing.TryPop(out var folder))
        {
            Directory.CreateDirectory(folder);
            made.Insert(0, folder);
        }
    }

    /// <summary>Removes folders, innermost first, in which nobody has put anything meanwhile.</summary>
    private static void RemoveIfEmpty(List<string> folders)
    {
        try
        {
            foreach (var folder in folders) Directory.Delete(folder);
        }
        catch (IOException)
        {
            // Another run has put its folder there: then it stays.
        }
    }
}
