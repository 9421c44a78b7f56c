using CostSim.Cli.Files;
using CostSim.Diagnostics;

namespace CostSim.Cli.Tests.Files;

public sealed class RunFolderTests
{
    [Fact]
    public void A_default_name_that_is_taken_gets_the_next_number()
    {
        using var folder = new TemporaryFolder();
        var surroundings = In(folder);

        string[] names = [.. Enumerable.Range(0, 3).Select(_ => Finished(Destination.For("knee/us-payer.yaml", surroundings)))];

        Assert.Equal([Path.Combine("results", "us-payer"), Path.Combine("results", "us-payer-2"), Path.Combine("results", "us-payer-3")], names);
        Assert.Equal(["results", "results/us-payer", "results/us-payer-2", "results/us-payer-2/a", "results/us-payer-3", "results/us-payer-3/a", "results/us-payer/a"], folder.Entries);
    }

    [Fact]
    public void Runs_that_finish_at_once_get_a_folder_each()
    {
        using var folder = new TemporaryFolder();
        var surroundings = In(folder);

        var names = Enumerable.Range(0, 24).AsParallel().WithDegreeOfParallelism(8).Select(_ => Finished(Destination.For("s.yaml", surroundings))).ToList();

        Assert.Equal(24, names.Distinct().Count());
        Assert.Equal(24, folder.Entries.Count(entry => entry.EndsWith("/a", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_not_finished_leaves_nothing_behind_not_even_the_folders_above()
    {
        using var folder = new TemporaryFolder();

        using (var run = RunFolder.Create(Destination.Named("one/two/run", force: false, In(folder)), []))
        {
            run!.Write("a", "text"u8);
            Assert.Contains(folder.Entries, entry => entry.StartsWith("one/two/.run.", StringComparison.Ordinal));
        }

        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void What_is_told_of_files_is_of_those_that_are_whole_in_the_folder_itself_by_name()
    {
        using var folder = new TemporaryFolder();
        using var run = RunFolder.Create(Destination.Named("run", force: false, In(folder)), [], hashesFiles: true)!;

        run.Write("b", "text"u8);
        run.Write("a", ""u8);
        run.Write(Path.Combine("figures", "c"), "text"u8);
        run.Write(Destination.Manifest, "{}"u8);
        run.Open("d").Dispose();

        // SHA-256 of "text" and of nothing, as sha256sum gives them.
        Assert.Equal(
            [
                new OutputRecord("a", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                new OutputRecord("b", 4, "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1"),
            ],
            run.Outputs());
    }

    [Fact]
    public void Folders_above_stay_when_somebody_else_uses_them_meanwhile()
    {
        using var folder = new TemporaryFolder();

        using (RunFolder.Create(Destination.Named("one/two/run", force: false, In(folder)), [])) folder.Write("one/other", "text");

        Assert.Equal(["one", "one/other"], folder.Entries);
    }

    [Fact]
    public void Force_replaces_a_run_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/manifest.json", """{ "tool": { "name": "costsim" } }""");
        folder.Write("run/old.parquet", "text");
        folder.Write("thesis/manifest.json", """{ "tool": { "name": "costsim" } }""");
        folder.Write("thesis/chapter", "text");

        var replaced = Finished(Destination.Named("run", force: true, In(folder)));
        var problems = ProblemsOf(Destination.Named("thesis", force: true, In(folder)));

        Assert.Equal("run", replaced);
        Assert.Equal(["run", "run/a", "thesis", "thesis/chapter", "thesis/manifest.json"], folder.Entries);
        Assert.Equal(
            "-o thesis:1:1: error: the folder 'thesis' holds no run, or other files than a run's, so --force does not replace it; expected the name of a new folder",
            Assert.Single(problems));
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_and_a_free_one_suggested()
    {
        using var folder = new TemporaryFolder();
        folder.Write("run/a", "text");
        folder.Write("run-2/a", "text");
        folder.Write("file", "text");

        Assert.Equal(
            "-o run:1:1: error: the folder 'run' exists; expected the name of a new folder, such as 'run-3', or --force to replace a run",
            Assert.Single(ProblemsOf(Destination.Named("run/", force: false, In(folder)))));
        Assert.Equal("-o file:1:1: error: 'file' is a file; expected the name of a new folder", Assert.Single(ProblemsOf(Destination.Named("file", force: false, In(folder)))));
        Assert.Contains("is a file; expected a folder", Assert.Single(ProblemsOf(Destination.Named("file/run", force: false, In(folder)))), StringComparison.Ordinal);
        Assert.Contains("the root of the file system", Assert.Single(ProblemsOf(Destination.Named("/", force: false, In(folder)))), StringComparison.Ordinal);
    }

    private static Surroundings In(TemporaryFolder folder) => new() { Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder.Path };

    private static string Finished(Destination destination)
    {
        var problems = new Problems();
        destination.Check(problems);
        using var run = RunFolder.Create(destination, problems);
        Assert.Empty(problems);
        run!.Write("a", "text"u8);
        return run.Finish();
    }

    private static IReadOnlyList<string> ProblemsOf(Destination destination)
    {
        var problems = new Problems();
        destination.Check(problems);
        return [.. problems.Select(problem => problem.ToString())];
    }
}
