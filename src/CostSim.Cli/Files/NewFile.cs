using CostSim.Diagnostics;

namespace CostSim.Cli.Files;

/// <summary>Writes a single file that the user names with <c>-o</c>: whole or not at all.</summary>
internal static class NewFile
{
    /// <param name="surroundings">The world.</param>
    /// <param name="name">The path as the user gave it; folders above it are made.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="force">Whether a file that is there is replaced.</param>
    /// <param name="problems">Receives why it was not written.</param>
    public static void Write(Surroundings surroundings, string name, ReadOnlySpan<byte> bytes, bool force, Problems problems)
    {
        var place = SourceLocation.StartOf($"-o {name}");
        var path = surroundings.Absolute(name);
        if (Directory.Exists(path))
        {
            problems.Error(place, $"'{name}' is a folder", "the name of a file");
            return;
        }
        if (File.Exists(path) && !force)
        {
            problems.Error(place, $"the file '{name}' exists", "the name of a new file, or --force to replace it");
            return;
        }

        var part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: force);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(part)) File.Delete(part);
            problems.Error(place, $"'{name}' can't be written: {trouble.Message}", "a file that you may write");
        }
    }
}
