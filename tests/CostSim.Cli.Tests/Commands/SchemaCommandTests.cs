using CostSim.Schemas;

namespace CostSim.Cli.Tests.Commands;

public sealed class SchemaCommandTests
{
    [Fact]
    public void The_schemas_are_written_to_the_standard_output()
    {
        Assert.Equal(new Answer(ExitCode.Done, JsonSchemas.OfModels(), ""), CostSimProgram.Run("/", "schema", "model"));
        Assert.Equal(new Answer(ExitCode.Done, JsonSchemas.OfScenarios(), ""), CostSimProgram.Run("/", "schema", "scenario"));
    }

    [Fact]
    public void A_file_is_written_once_and_replaced_on_request_only()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine("schema", "model.json");

        var first = CostSimProgram.Run(folder.Path, "schema", "model", "-o", file);
        var second = CostSimProgram.Run(folder.Path, "schema", "scenario", "-o", file);

        Assert.Equal(new Answer(ExitCode.Done, $"{file}\n", ""), first);
        Assert.Equal(ExitCode.BadInput, second.ExitCode);
        Assert.Contains($"the file '{file}' exists; expected the name of a new file, or --force to replace it", second.Error, StringComparison.Ordinal);
        Assert.Equal(JsonSchemas.OfModels(), folder.Read(file));

        var third = CostSimProgram.Run(folder.Path, "schema", "scenario", "-o", file, "--force");

        Assert.Equal(ExitCode.Done, third.ExitCode);
        Assert.Equal(JsonSchemas.OfScenarios(), folder.Read(file));
        Assert.Single(Directory.EnumerateFiles(folder.PathOf("schema")));
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "schema", "model", "-o", ".");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("'.' is a folder; expected the name of a file", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_written_is_told()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "");

        var answer = CostSimProgram.Run(folder.Path, "schema", "model", "-o", "file/model.json");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("'file/model.json' can't be written: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["file"], folder.Entries);
    }

    [Fact]
    public void Another_kind_is_refused_with_the_nearest()
    {
        var answer = CostSimProgram.Run("/", "schema", "models");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("found 'models'; expected model or scenario; did you mean 'model'?", answer.Error, StringComparison.Ordinal);
    }
}
