using System.CommandLine;
using System.Text;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Diagnostics;
using CostSim.Schemas;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim new</c>: a folder with a model and a scenario to start from.</summary>
internal sealed class NewCommand(Surroundings surroundings, ProblemList problemList)
{
    private const string Schemas = "schema";

    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var template = new Argument<string?>("template") { Description = "What to start from; without it, the templates are listed.", Arity = ArgumentArity.ZeroOrOne };
        template.Validators.Add(result =>
        {
            if (result.Tokens is not [{ Value: var word }] || Template.ByName.ContainsKey(word)) return;
            var nearest = NearestName.To(word, Template.ByName.Keys);
            result.AddError($"found '{word}'; expected one of {string.Join(", ", Template.ByName.Keys)}{(nearest is null ? "" : $"; did you mean '{nearest}'?")}");
        });
        template.CompletionSources.Add([.. Template.ByName.Keys]);
        var output = new Option<string?>("--output", "-o") { Description = "The folder to make; otherwise the template's name.", HelpName = "DIR" };
        var command = new Command("new", "Starts a model and a scenario from a template; without one, lists the templates.") { template, output };
        command.Validators.Add(result =>
        {
            if (result.GetResult(output) is not null && result.GetResult(template) is not { Tokens.Count: > 0 }) result.AddError("-o: expected the name of a template with it");
        });
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            verbose: false,
            (_, _) => Task.FromResult(new NewCommand(surroundings, new ProblemList(surroundings)).Execute(parsed.GetValue(template), parsed.GetValue(output))),
            cancel));
        command.WithExamples(
            "costsim new",
            "costsim new three-state -o my-disease",
            "costsim new knee");
        return command;
    }

    /// <summary>Lists, or writes.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string? name, string? output)
    {
        if (name is null)
        {
            var width = Template.ByName.Keys.Max(key => key.Length);
            foreach (var listed in Template.ByName.Values) surroundings.Out.WriteLine($"{listed.Name.PadRight(width)}  {listed.About}");
            return ExitCode.Done;
        }

        var template = Template.ByName[name];
        var problems = new Problems();
        var destination = Destination.Named(output ?? name, force: false, surroundings);
        if (Path.Exists(destination.Path))
            problems.Error(SourceLocation.StartOf($"-o {destination.Shown}"), $"'{destination.Shown}' exists", "the name of a new folder: nothing is overwritten");
        else
            destination.Check(problems);
        using var folder = problems.HasErrors ? null : RunFolder.Create(destination, problems);
        problemList.Print(problems);
        if (folder is null) return ExitCode.BadInput;

        Write(template, folder);
        var shown = folder.Finish();
        var scenario = $"{shown}/{template.Scenario}";
        surroundings.Out.WriteLine($"{scenario}\nNext: costsim validate {Quoted(scenario)}, then run, explain and verify in place of validate.");
        return ExitCode.Done;
    }

    private static void Write(Template template, RunFolder folder)
    {
        foreach (var file in template.Files())
        {
            var depth = file.Path.Count(c => c == '/');
            var line = file.Schema is null ? "" : $"# yaml-language-server: $schema={string.Concat(Enumerable.Repeat("../", depth))}{Schemas}/{file.Schema}.json\n";
            folder.Write(file.Path, Encoding.UTF8.GetBytes(line + file.Text));
        }
        folder.Write($"{Schemas}/model.json", Encoding.UTF8.GetBytes(JsonSchemas.OfModels()));
        folder.Write($"{Schemas}/scenario.json", Encoding.UTF8.GetBytes(JsonSchemas.OfScenarios()));
    }

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
