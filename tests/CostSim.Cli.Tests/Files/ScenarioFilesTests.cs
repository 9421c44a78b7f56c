using System.Security.Cryptography;
using System.Text;
using CostSim.Cli.Files;

namespace CostSim.Cli.Tests.Files;

public sealed class ScenarioFilesTests
{
    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text_but_of_the_hash()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.PathOf("a.yaml"), [0xEF, 0xBB, 0xBF, .. "é: 1"u8]);
        var files = Files(folder);

        var result = files.Text("a.yaml");

        Assert.Equal("é: 1", result.Text);
        var read = Assert.Single(files.Read);
        Assert.Equal(8, read.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.PathOf("a.yaml")))), read.Sha256);
    }

    [Fact]
    public void The_hash_is_of_what_was_read_even_when_the_file_has_changed_since()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("a.yaml"), "a: 1");
        var files = Files(folder);
        _ = files.Text("a.yaml");
        File.WriteAllText(folder.PathOf("a.yaml"), "a: 22");

        var read = Assert.Single(files.Read);

        Assert.Equal((4, Convert.ToHexStringLower(SHA256.HashData("a: 1"u8))), (read.Bytes, read.Sha256));
    }

    [Fact]
    public void What_cannot_be_read_is_said_and_not_remembered()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.PathOf("folder.yaml"));
        File.WriteAllBytes(folder.PathOf("latin1.csv"), [.. "caf"u8, 0xE9, .. ",1"u8]);
        File.WriteAllBytes(folder.PathOf("utf16.yaml"), Encoding.Unicode.GetPreamble());
        var files = Files(folder);

        Assert.Equal("no such file", files.Text("missing.yaml").Trouble);
        Assert.Equal("no such file", files.Text("missing/either.yaml").Trouble);
        Assert.Equal("it is a folder", files.Text("folder.yaml").Trouble);
        Assert.Equal("it is not UTF-8 text: a stray byte 0xe9 at offset 3", files.Text("latin1.csv").Trouble);
        Assert.Equal("it is not UTF-8 text: a stray byte 0xff at offset 0", files.Text("utf16.yaml").Trouble);
        Assert.NotNull(files.Text("a\0b.yaml").Trouble);
        Assert.Empty(files.Read);
    }

    [Theory]
    [InlineData("large.yaml", ScenarioFiles.LargestYaml, "it has more than 8 MB, the most that is read of a YAML file")]
    [InlineData("large.csv", ScenarioFiles.LargestTable, "it has more than 64 MB, the most that is read of a table")]
    public void A_file_over_the_limit_is_refused_without_being_read(string name, int limit, string trouble)
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder.PathOf(name))) file.SetLength(100L * limit);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = Files(folder).Text(name);

        Assert.Equal(trouble, result.Trouble);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1024 * 1024);
    }

    [UnixFact]
    public void A_file_without_end_is_refused_at_the_limit()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.PathOf("endless.yaml"), "/dev/zero");

        Assert.Equal("it has more than 8 MB, the most that is read of a YAML file", Files(folder).Text("endless.yaml").Trouble);
    }

    private static ScenarioFiles Files(TemporaryFolder folder) => new(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Folder = folder.Path });
}
