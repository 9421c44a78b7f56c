namespace CostSim.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("help.txt", "--help")]
    [InlineData("help-run.txt", "run", "--help")]
    [InlineData("help-validate.txt", "validate", "--help")]
    [InlineData("help-verify.txt", "verify", "--help")]
    [InlineData("help-bench.txt", "bench", "--help")]
    [InlineData("help-evidence.txt", "evidence", "--help")]
    [InlineData("help-explain.txt", "explain", "--help")]
    [InlineData("help-schema.txt", "schema", "--help")]
    [InlineData("help-new.txt", "new", "--help")]
    [InlineData("help-report.txt", "report", "--help")]
    [InlineData("help-calibrate.txt", "calibrate", "--help")]
    public void Help_shows_every_option_and_examples(string golden, params string[] args)
    {
        var answer = CostSimProgram.Run("/", args);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Golden.Equal(golden, string.Join('\n', answer.Out.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public void Every_verb_of_the_list_answers_on_its_own()
    {
        var list = CostSimProgram.Run("/", "--help").Out.ReplaceLineEndings("\n").Split("Commands:\n")[1].Split("\n\n")[0];
        string[] verbs = [.. list.Split('\n').Select(line => line.Trim().Split(' ')[0])];

        Assert.True(verbs.Length > 10);
        Assert.All(verbs, verb => Assert.Contains($"Usage:\n  costsim {verb} ", CostSimProgram.Run("/", verb, "--help").Out.ReplaceLineEndings("\n"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ru", "run")]
    [InlineData("run --fo", "--force")]
    [InlineData("calibrate --me", "--method")]
    public void Completions_know_all_verbs_and_their_options(string typed, string completion)
    {
        var answer = CostSimProgram.Run("/", $"[suggest:{typed.Length}]", typed);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains(completion, answer.Out.ReplaceLineEndings("\n").Split('\n'));
    }

    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("Required argument 'scenario.yaml' missing for command: 'run'.", "run")]
    [InlineData("Unrecognized command or argument '--drews'.", "run", "s.yaml", "--drews", "5")]
    [InlineData("--draws: found 'many'; expected a whole number from 2 to 100000000", "run", "s.yaml", "--draws", "many")]
    [InlineData("--draws: found '1'; expected a whole number from 2 to 100000000", "run", "s.yaml", "--draws", "1")]
    [InlineData("--draws: found '3000000000'; expected a whole number from 2 to 100000000", "run", "s.yaml", "--draws", "3000000000")]
    [InlineData("--draws: found '200000000'; expected a whole number from 2 to 100000000", "run", "s.yaml", "--draws", "200000000")]
    [InlineData("--seed: found '-1'; expected a whole number from 0 to 18446744073709551615", "run", "s.yaml", "--seed", "-1")]
    [InlineData("--threads: found '0'; expected a whole number from 1 to 2147483647", "run", "s.yaml", "--threads", "0")]
    [InlineData("--set: found 'c_drug'; expected name=value, such as c_drug=1200", "run", "s.yaml", "--set", "c_drug")]
    [InlineData("--set: found '=3'; expected name=value, such as c_drug=1200", "run", "s.yaml", "--set", "=3")]
    [InlineData("--force: expected -o DIR with it, the folder to replace", "run", "s.yaml", "--force")]
    public void A_command_line_that_is_wrong_gets_one_message_and_exit_code_2(string message, params string[] args)
    {
        var answer = CostSimProgram.Run("/", args);

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.Contains($"costsim: error: {message}\n", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith("--help' tells what can be said.\n", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_that_of_the_project()
    {
        var answer = CostSimProgram.Run("/", "--version");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", answer.Out);
    }
}
