using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>Reads a model file and checks all of it that does not depend on a scenario.</summary>
public sealed partial class ModelReader
{
    private readonly string _file;
    private readonly Problems _problems;
    private readonly Names _names;
    private readonly List<StateFamily> _families = [];
    private Duration _cycle = new(1, 1);
    private StateSpace _space = new([]);

    private ModelReader(string file, Problems problems) => (_file, _problems, _names) = (file, problems, new Names(problems));

    /// <summary>Reads a model.</summary>
    /// <param name="file">The name to use in messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">Receives all that is wrong.</param>
    /// <returns>The model, or null when there was an error.</returns>
    public static Model? Read(string file, string text, Problems problems)
    {
        var found = new Problems();
        var root = YamlReader.Read(file, text, found);
        var model = root is null ? null : new ModelReader(file, found).Read(new Fields(root, "a model", found));
        problems.AddRange(found);
        return found.HasErrors ? null : model;
    }

    private Model? Read(Fields root)
    {
        var name = root.Scalar("model", "its name", required: true)?.Text ?? "";
        var about = root.Scalar("about", "a text")?.Text ?? "";
        if (ReadDuration(root.Scalar("cycle", "the length of a cycle, such as '3 months'", required: true)) is { } cycle) _cycle = cycle;

        ReadStates(root.Required("states", "a list of states, or a mapping of families"));
        var settings = ReadSettings(root.Mapping("settings", "what a strategy may choose"));
        var attributes = ReadAttributes(root.Mapping("population", "attributes of the patients"));
        var inputs = ReadInputs(root.Mapping("inputs", "the numbers that a scenario must supply"), settings);
        var lifeTables = ReadLifeTables(root.Mapping("life_tables", "the life tables that a scenario must supply"));
        var tables = ReadTables(root.Mapping("tables", "the tables by age or time that a scenario must supply"));
        _names.Fill(_families, settings, attributes, inputs, lifeTables, tables);
        var lets = ReadLets(root.Mapping("let", "named expressions"));

        // Without its states and names, every later line would only repeat what is already reported.
        if (_families.Count == 0) return null;
        var start = ReadStart(root.Mapping("start", "shares of the cohort by state"));
        var space = _space = new StateSpace(_families);
        var atStart = ReadEvents(root.List("at_start", "a list of events"), space, isAtStart: true);
        var events = ReadEvents(root.List("events", "a list of events", required: true), space, isAtStart: false);
        var outcomes = ReadOutcomes(root.Mapping("outcomes", "cost, qaly, ly and any others", required: true), [.. atStart, .. events]);
        var treeNode = root.Mapping("tree", "what chance decides at time zero, branch by branch");
        var tree = ReadTree(treeNode, outcomes);
        if (treeNode is not null && start.Count > 0) _problems.Error(root.PlaceOf("start"), "'start' beside 'tree'", "one of the two: the tree says where people start");
        var perspectives = ReadPerspectives(root.Mapping("perspectives", "for each perspective, the outcomes that make up its cost"), outcomes);
        root.RefuseOthers();
        RequireOutcome(root, outcomes, perspectives);

        return new Model
        {
            Name = name,
            About = about,
            File = _file,
            Cycle = _cycle,
            Families = _families,
            Space = space,
            Start = start,
            Tree = tree,
            Settings = settings,
            Attributes = attributes,
            Inputs = inputs,
            LifeTables = lifeTables,
            Tables = tables,
            Lets = lets,
            AtStart = atStart,
            Events = events,
            Outcomes = outcomes,
            Perspectives = perspectives,
        };
    }

    private void RequireOutcome(Fields root, List<Outcome> outcomes, Dictionary<string, IReadOnlyList<string>> perspectives)
    {
        foreach (var (name, unit) in new[] { (Outcome.Cost, Unit.Money), (Outcome.Qaly, Unit.Years), (Outcome.LifeYears, Unit.Years) })
        {
            var outcome = outcomes.Find(outcome => outcome.Name == name);
            var isSum = name == Outcome.Cost && perspectives.Count > 0;
            if (outcome is null && !isSum)
                _problems.Error(root.PlaceOf("outcomes"), $"no outcome '{name}'", $"'{name}:' among the outcomes: every table shows it");
            else if (outcome is not null && isSum)
                _problems.Error(outcome.At, "an outcome 'cost' beside 'perspectives'", "one of the two: with perspectives the cost is the sum of the outcomes that they list");
            else if (outcome is not null && outcome.Unit != unit)
                _problems.Error(outcome.At, $"'{name}' in {outcome.Unit}", unit.ToString());
        }
    }

    private Duration? ReadDuration(ScalarNode? scalar)
    {
        if (scalar is null) return null;
        if (Duration.TryParse(scalar.Text, out var duration)) return duration;
        _problems.Error(scalar.At, scalar.Kind, "a length of time above 0, such as '3 months' or '1 year'");
        return null;
    }
}
