using CostSim.Diagnostics;

namespace CostSim.Cli.Files;

/// <summary>Where a run's folder will stand.</summary>
/// <remarks>
/// Nothing is overwritten: without a name, the first free one of <c>results/STEM</c>, <c>results/STEM-2</c>, … is taken when the run is whole;
/// with a name that is taken, the command line is wrong, unless --force is given and a run stands there.
/// </remarks>
internal sealed class Destination
{
    /// <summary>What a folder must hold to be taken for a run's.</summary>
    public const string Manifest = "manifest.json";

    private readonly bool _force;
    private readonly bool _numbered;

    private Destination(string path, string shown, bool force, bool numbered) => (Path, Shown, _force, _numbered) = (path, shown, force, numbered);

    /// <summary>The folder's absolute path; for a default name, before a number is added.</summary>
    public string Path { get; }

    /// <summary>The path as the user would write it.</summary>
    public string Shown { get; }

    /// <summary>The folder that will hold it.</summary>
    public string Parent => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The default, <c>results/STEM</c> in the current folder.</summary>
    public static Destination For(string scenario, Surroundings surroundings)
    {
        var stem = System.IO.Path.GetFileNameWithoutExtension(scenario);
        var shown = System.IO.Path.Combine("results", stem.Length == 0 ? "scenario" : stem);
        return new Destination(surroundings.Absolute(shown), shown, force: false, numbered: true);
    }

    /// <summary>The folder that the user named with -o.</summary>
    public static Destination Named(string folder, bool force, Surroundings surroundings)
    {
        var shown = System.IO.Path.TrimEndingDirectorySeparator(folder);
        return new Destination(System.IO.Path.TrimEndingDirectorySeparator(surroundings.Absolute(folder)), shown, force, numbered: false);
    }

    /// <summary>Says what can be known to be wrong before anything is written.</summary>
    public void Check(Problems problems)
    {
        if (System.IO.Path.GetDirectoryName(Path) is null)
        {
            problems.Error(Place, "the root of the file system", "the name of a new folder");
            return;
        }
        if (!_numbered) CheckFree(problems);
        // The nearest thing above that exists must be a folder: the others are made.
        var above = Parent;
        while (!System.IO.Path.Exists(above)) above = System.IO.Path.GetDirectoryName(above)!;
        if (!Directory.Exists(above)) problems.Error(Place, $"'{Shown}' can't be made: '{above}' is a file", "a folder");
    }

    /// <summary>A problem with writing there, found when it was tried.</summary>
    public void CannotBeWritten(Problems problems, string why) => problems.Error(Place, $"'{Shown}' can't be written: {why}", "a folder that you may write to");

    /// <summary>Gives a folder that is whole its final name, in one step.</summary>
    /// <returns>The final path as the user would write it.</returns>
    /// <exception cref="IOException">The name was taken meanwhile.</exception>
    public string Take(string whole)
    {
        if (_numbered) return TakeFirstFree(whole);
        if (!_force || !Directory.Exists(Path))
        {
            Directory.Move(whole, Path);
            return Shown;
        }

        // The old run is put aside first, so that one of the two is whole at every moment.
        var aside = $"{whole}.old";
        Directory.Move(Path, aside);
        try
        {
            Directory.Move(whole, Path);
        }
        catch
        {
            Directory.Move(aside, Path);
            throw;
        }
        Directory.Delete(aside, recursive: true);
        return Shown;
    }

    private SourceLocation Place => SourceLocation.StartOf(_numbered ? Shown : $"-o {Shown}");

    private void CheckFree(Problems problems)
    {
        if (!System.IO.Path.Exists(Path)) return;
        if (!Directory.Exists(Path))
            problems.Error(Place, $"'{Shown}' is a file", "the name of a new folder");
        else if (!_force)
            problems.Error(Place, $"the folder '{Shown}' exists", $"the name of a new folder, such as '{FreeName()}', or --force to replace a run");
        else if (!RunFolder.IsRun(Path))
            problems.Error(Place, $"the folder '{Shown}' holds no run, or other files than a run's, so --force does not replace it", "the name of a new folder");
    }

    private string FreeName()
    {
        for (var number = 2; ; number++)
        {
            if (!System.IO.Path.Exists(Numbered(Path, number))) return Numbered(Shown, number);
        }
    }

    /// <remarks>Two runs may try for a name at once: to move a folder onto one that is not empty fails, and the loser goes on to the next.</remarks>
    private string TakeFirstFree(string whole)
    {
        for (var number = 1; ; number++)
        {
            var path = Numbered(Path, number);
            if (System.IO.Path.Exists(path)) continue;
            try
            {
                Directory.Move(whole, path);
                return Numbered(Shown, number);
            }
            catch (IOException) when (System.IO.Path.Exists(path))
            {
                // The other run was faster.
            }
        }
    }

    private static string Numbered(string path, int number) => number == 1 ? path : $"{path}-{number}";
}
