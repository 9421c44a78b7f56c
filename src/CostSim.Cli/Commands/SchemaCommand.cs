using System.CommandLine;
using System.Text;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Diagnostics;
using CostSim.Schemas;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim schema</c>: the JSON Schema of model or scenario files, for editors.</summary>
internal sealed class SchemaCommand(Surroundings surroundings, ProblemList problemList)
{
    private const string Model = "model";
    private const string Scenario = "scenario";

    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var kind = new Argument<string>("kind") { Description = "Of which files.", HelpName = $"{Model}|{Scenario}" };
        kind.Validators.Add(result =>
        {
            var word = result.Tokens[0].Value;
            if (word is Model or Scenario) return;
            var nearest = NearestName.To(word, [Model, Scenario]);
            result.AddError($"found '{word}'; expected {Model} or {Scenario}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
        });
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; otherwise the schema goes to the standard output.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "With -o: replace the file." };
        var command = new Command("schema", "Writes the JSON Schema of model or scenario files, with which editors complete and check them.") { kind, output, force };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            verbose: false,
            (_, _) => Task.FromResult(new SchemaCommand(surroundings, new ProblemList(surroundings)).Execute(parsed.GetRequiredValue(kind), parsed.GetValue(output), parsed.GetValue(force))),
            cancel));
        command.WithExamples(
            "costsim schema scenario -o schema/scenario.json",
            "costsim schema model | jq '.properties | keys'");
        return command;
    }

    /// <summary>Prints or writes.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string kind, string? output, bool force)
    {
        var text = kind == Model ? JsonSchemas.OfModels() : JsonSchemas.OfScenarios();
        if (output is null)
        {
            surroundings.Out.Write(text);
            return ExitCode.Done;
        }
        var problems = new Problems();
        NewFile.Write(surroundings, output, Encoding.UTF8.GetBytes(text), force, problems);
        problemList.Print(problems);
        if (problems.HasErrors) return ExitCode.BadInput;
        surroundings.Out.WriteLine(output);
        return ExitCode.Done;
    }
}
