using System.Reflection;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Files;

/// <summary>What <c>costsim new</c> starts from: a scenario and all files that it names, kept in the program.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="About">For the list.</param>
/// <param name="Scenario">The path of the scenario in the new folder.</param>
internal sealed record Template(string Name, string About, string Scenario)
{
    /// <summary>All of them, in the order of the list.</summary>
    public static IReadOnlyDictionary<string, Template> ByName { get; } = new[]
    {
        new Template("three-state", "Well, ill, dead: a cohort model at its smallest; a drug against usual care.", "scenario.yaml"),
        new Template("survival", "Survival that depends on time in a state (tunnel states), with Weibull and lognormal curves and a life table.", "scenario.yaml"),
        new Template("knee", "The knee osteoarthritis model with all of its files, and a scenario that changes some of its numbers.", "my-question.yaml"),
    }.ToDictionary(template => template.Name);

    /// <summary>The files, by reading the scenario: whatever it names.</summary>
    public IReadOnlyList<TemplateFile> Files()
    {
        var files = new List<TemplateFile>();
        var problems = new Problems();
        var scenario = ScenarioReader.Read(Scenario, Text, [], problems)
            ?? throw new InvalidOperationException($"The template '{Name}' is no scenario: {string.Join("; ", problems)}");
        var model = WithoutDots(scenario.Model.File);
        foreach (var (path, text) in scenario.Texts)
        {
            var plain = WithoutDots(path);
            files.Add(new TemplateFile(plain, text, plain == model ? "model" : plain.EndsWith(".yaml", StringComparison.Ordinal) ? "scenario" : null));
        }
        return files;
    }

    /// <summary>A file of the template itself, else one that is shipped in <c>scenarios/</c>.</summary>
    private TextResult Text(string path)
    {
        var program = Assembly.GetExecutingAssembly();
        var plain = WithoutDots(path);
        using var stream = program.GetManifestResourceStream($"templates/{Name}/{plain}") ?? program.GetManifestResourceStream($"scenarios/{plain}");
        if (stream is null) return TextResult.Failed("the program holds no such file");
        using var reader = new StreamReader(stream);
        return TextResult.Of(reader.ReadToEnd());
    }

    private static string WithoutDots(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/').Where(part => part != "."))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }
        return string.Join('/', parts);
    }
}

/// <summary>A file to write.</summary>
/// <param name="Path">In the new folder, with <c>/</c>.</param>
/// <param name="Schema">The schema that an editor takes: "model" or "scenario"; null for tables.</param>
internal sealed record TemplateFile(string Path, string Text, string? Schema);
