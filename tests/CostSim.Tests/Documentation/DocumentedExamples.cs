using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Runs;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Schemas;

namespace CostSim.Tests.Documentation;

/// <summary>Reads and runs the YAML examples of one document. The words after <c>yaml</c> on the fence tell what a block is:</summary>
/// <remarks>
/// <c>model NAME</c> or <c>scenario</c>: a complete file; a scenario names the document's models and CSV blocks (<c>csv NAME</c>) as its files.
/// <c>model part</c>, <c>scenario part</c>: keys that are put into the last complete file above; a part that declares states stands on a bare frame.
/// <c>scenario on NAME</c>: a scenario that extends the last complete one above, whose file it names so.
/// <c>expressions</c>, <c>refused expressions</c>: a list of expressions of the last model, all of which are right, or wrong.
/// <c>distributions</c>, <c>refused distributions</c>: a list of what may stand as a parameter, or may not.
/// </remarks>
internal sealed class DocumentedExamples(MarkdownFile document)
{
    private const string Frame = """
        model: part
        cycle: 3 months
        states: [well, dead]
        events: []
        outcomes:
          cost: { unit: money, in: {} }
          qaly: { unit: qaly, in: {} }
          ly: { unit: years, in: {} }

        """;

    private readonly Dictionary<string, string> _files = [];
    private readonly List<Sample> _read = [];
    private string _model = "";
    private string _scenario = "";

    /// <summary>The models and scenarios that were read, whole.</summary>
    public IReadOnlyList<Sample> Read => _read;

    /// <summary>Runs every block; a message for each that is not what its fence says.</summary>
    public IReadOnlyList<string> Check()
    {
        _files[GeneratedScenario.LifeTable] = GeneratedScenario.LifeTableText;
        _files[GeneratedScenario.Table] = GeneratedScenario.TableText;
        var wrong = new List<string>();
        foreach (var block in document.Blocks)
        {
            // Tables and models may stand below the scenario that names them.
            if (block.Language == "csv" && block.Kind.Length > 0) _files[block.Kind] = block.Text;
            if (block.Language == "yaml" && block.Kind.StartsWith("model ", StringComparison.Ordinal) && block.Kind != "model part") _files[block.Kind["model ".Length..]] = block.Text;
        }
        foreach (var block in document.Blocks.Where(block => block.Language is "yaml" or "yml"))
        {
            var problems = new Problems();
            Check(block, problems);
            if (problems.Count > 0) wrong.Add($"{document.Path}:{block.Line}: the block '{block.Kind}':\n  {string.Join("\n  ", problems)}");
        }
        return wrong;
    }

    private void Check(FencedBlock block, Problems problems)
    {
        switch (block.Kind)
        {
            case "model part":
                RunModel(ModelWith(block.Text), problems);
                break;
            case "scenario":
                _scenario = block.Text;
                RunScenario(_scenario, problems);
                break;
            case "scenario part":
                RunScenario(YamlText.Merge(_scenario, block.Text), problems);
                break;
            case var kind when kind.StartsWith("scenario on ", StringComparison.Ordinal):
                _files[kind["scenario on ".Length..]] = _scenario;
                RunScenario(block.Text, problems);
                break;
            case "expressions":
                foreach (var item in Items(block)) RunModel(YamlText.Merge(_model, $"let:\n  example: {item}\n"), problems);
                break;
            case "refused expressions":
                foreach (var item in Items(block)) Refused(item, problems, found => ModelReader.Read("example", YamlText.Merge(_model, $"let:\n  example: {item}\n"), found));
                break;
            case "distributions":
                foreach (var item in Items(block)) RunScenario(ScenarioOf(item), problems);
                break;
            case "refused distributions":
                foreach (var item in Items(block)) Refused(item, problems, found => RunScenario(ScenarioOf(item), found));
                break;
            case var kind when kind.StartsWith("model ", StringComparison.Ordinal):
                _model = block.Text;
                RunModel(_model, problems);
                break;
            default:
                problems.Error(new SourceLocation(document.Path, block.Line, 1), $"a YAML block of the kind '{block.Kind}'", "one of the kinds that DocumentedExamples lists");
                break;
        }
    }

    private string ModelWith(string part)
    {
        if (!YamlText.Keys(part).Contains("states")) return YamlText.Merge(_model, part);
        // With perspectives the cost is a sum, and may not be an outcome.
        var frame = YamlText.Keys(part).Contains("perspectives") ? string.Join('\n', Frame.Split('\n').Where(line => !line.StartsWith("  cost:", StringComparison.Ordinal))) : Frame;
        var text = YamlText.Merge(frame, part);
        if (YamlText.Keys(part).Any(key => key is "start" or "tree")) return text;
        var first = part.Split('\n').SkipWhile(line => !line.StartsWith("states:", StringComparison.Ordinal)).Take(2).ToArray();
        var name = first[0].Contains('[') ? first[0].Split('[', ',', ']')[1] : first[1].Split(':')[0];
        return text + $"start: {{ {name.Trim()}: 1 }}\n";
    }

    private string ScenarioOf(string parameter)
    {
        _files["one-input.yaml"] = YamlText.Merge(Frame, "inputs:\n  x: { unit: number, about: any number }\nstart: { well: 1 }\n");
        return YamlText.Merge(GeneratedScenario.For(ModelReader.Read("", _files["one-input.yaml"], new Problems())!, "one-input.yaml"), $"parameters:\n  x:\n    {parameter.Replace("\n", "\n  ")}\n");
    }

    private void RunModel(string text, Problems problems)
    {
        if (ModelReader.Read("example", text, problems) is not { } model) return;
        _files["example"] = text;
        _read.Add(new Sample($"model {_read.Count} of {document.Path}", text, IsScenario: false, _ => TextResult.Failed("no such block in the document")));
        RunScenario(GeneratedScenario.For(model, "example"), problems);
    }

    private void RunScenario(string text, Problems problems)
    {
        var scenario = ScenarioReader.Read("scenario.yaml", path => path == "scenario.yaml" ? TextResult.Of(text) : FileText(path), [], problems);
        if (scenario is null || CohortPlan.Compile(scenario with { Psa = scenario.Psa with { Draws = Math.Min(scenario.Psa.Draws, 16) } }, problems) is not { } plan) return;
        var files = new Dictionary<string, string>(_files);
        _read.Add(new Sample($"scenario {_read.Count} of {Path.GetFileName(document.Path)}", text, IsScenario: true, path => files.TryGetValue(path, out var other) ? TextResult.Of(other) : TextResult.Failed("no such block in the document")));
        _ = ScenarioRun.Execute(plan, new RunOptions { Threads = 1 }, null, CancellationToken.None);
    }

    private TextResult FileText(string path) => _files.TryGetValue(path, out var text) ? TextResult.Of(text) : TextResult.Failed("no such block in the document");

    private void Refused(string item, Problems problems, Action<Problems> read)
    {
        var found = new Problems();
        read(found);
        if (found.Count == 0) problems.Error(SourceLocation.StartOf(document.Path), $"'{item}' is not refused");
    }

    /// <summary>The items of a list in block style, each with the lines that belong to it.</summary>
    private static IEnumerable<string> Items(FencedBlock block) =>
        ("\n" + block.Text.TrimEnd('\n')).Split("\n- ", StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim());
}
