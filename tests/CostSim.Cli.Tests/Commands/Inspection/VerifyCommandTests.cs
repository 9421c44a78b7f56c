using System.Text.Json;

namespace CostSim.Cli.Tests.Commands.Inspection;

public sealed class VerifyCommandTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Fact]
    public void A_sound_model_gets_a_table_of_what_was_found()
    {
        var answer = CostSimProgram.Run(Scenarios, "verify", "illness.yaml");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Golden.Equal("illness-verify.txt", answer.Out);
    }

    [Fact]
    public void A_slip_fails_with_exit_code_1_and_machines_are_told_which_check_and_why()
    {
        using var folder = Copy(("illness-model.yaml", "healthy: price, ill: price + c_ill", "healthy: price, ill: price + c_ill, dead: price"));

        var answer = CostSimProgram.Run(folder.Path, "verify", "illness.yaml", "--json");

        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Out);
        var failed = Assert.Single(json.RootElement.GetProperty("checks").EnumerateArray(), check => check.GetProperty("status").GetString() == "fail");
        Assert.Equal(1, json.RootElement.GetProperty("failed").GetInt32());
        Assert.Equal("dead-earn-nothing", failed.GetProperty("name").GetString());
        Assert.Contains("of 'cost'", failed.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("currency: USD 2024", "curency: USD 2024", "did you mean 'currency'?")]
    [InlineData("reference: no treatment", "reference: no treatment\nverify: { accept: { oldr: because } }", "did you mean 'older'?")]
    public void A_file_that_is_wrong_is_told_with_exit_code_2(string right, string wrong, string message)
    {
        using var folder = Copy(("illness.yaml", right, wrong));

        var answer = CostSimProgram.Run(folder.Path, "verify", "illness.yaml");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    private static TemporaryFolder Copy(params (string File, string Right, string Wrong)[] changes)
    {
        var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Scenarios))
        {
            var text = File.ReadAllText(path);
            foreach (var (_, right, wrong) in changes.Where(change => change.File == Path.GetFileName(path) && change.Right.Length > 0)) text = text.Replace(right, wrong, StringComparison.Ordinal);
            folder.Write(Path.GetFileName(path), text);
        }
        return folder;
    }
}
