namespace CostSim.Cli.Tests;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costsim-cli-");

    public string Path => _folder.FullName;

    /// <summary>The names of all that is in it, at any depth, with forward slashes.</summary>
    public IReadOnlyList<string> Entries =>
        [.. _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => System.IO.Path.GetRelativePath(Path, entry.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public void Dispose() => _folder.Delete(recursive: true);
}
