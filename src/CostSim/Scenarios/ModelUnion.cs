using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;

namespace CostSim.Scenarios;

/// <summary>A model that a strategy has of its own, and where a strategy names it.</summary>
internal sealed record OwnModel(ScalarNode Path, Model Model);

/// <summary>What a scenario must supply when strategies have models of their own: what any of the models asks for.</summary>
internal static class ModelUnion
{
    /// <summary>The scenario's model, asking for what the others ask for too.</summary>
    /// <param name="model">The scenario's model.</param>
    /// <param name="others">The others, by the place where a strategy names them.</param>
    /// <param name="problems">Receives what does not agree: results could not be compared, or a name would mean two things.</param>
    public static Model Of(Model model, IReadOnlyCollection<OwnModel> others, Problems problems)
    {
        var (inputs, attributes, lifeTables, tables) = (model.Inputs.ToList(), model.Attributes.ToList(), model.LifeTables.ToList(), model.Tables.ToList());
        foreach (var (path, other) in others)
        {
            Compare(path, model, other, problems);
            foreach (var input in other.Inputs) Add(inputs, input, path, problems);
            foreach (var attribute in other.Attributes)
            {
                if (attributes.Find(known => known.Name == attribute.Name) is not { } same) attributes.Add(attribute);
                else if (same.Unit != attribute.Unit) problems.Error(path.At, $"'{attribute.Name}' in {attribute.Unit} in '{path.Text}', in {same.Unit} in another model of the scenario", "one unit for one name");
                else attributes[attributes.IndexOf(same)] = same with { Minimum = Math.Max(same.Minimum, attribute.Minimum), Maximum = Math.Min(same.Maximum, attribute.Maximum) };
            }
            lifeTables.AddRange(other.LifeTables.Where(table => !lifeTables.Exists(known => known.Name == table.Name)));
            foreach (var table in other.Tables)
            {
                if (tables.Find(known => known.Name == table.Name) is not { } same) tables.Add(table);
                else if (same.Unit != table.Unit) problems.Error(path.At, $"'{table.Name}' in {table.Unit} in '{path.Text}', in {same.Unit} in another model of the scenario", "one unit for one name");
                else tables[tables.IndexOf(same)] = same with { Minimum = Math.Max(same.Minimum, table.Minimum), Maximum = Math.Min(same.Maximum, table.Maximum) };
            }
        }
        return model with { Inputs = inputs, Attributes = attributes, LifeTables = lifeTables, Tables = tables };
    }

    private static void Compare(ScalarNode path, Model model, Model other, Problems problems)
    {
        if (model.Cycle.Years != other.Cycle.Years)
            problems.Error(path.At, $"a model with cycles of {other.Cycle.Years:G6} years beside one of {model.Cycle.Years:G6}", "one length of cycle for all models of a scenario");
        var (mine, its) = (Outcomes(model), Outcomes(other));
        if (!mine.SequenceEqual(its))
            problems.Error(path.At, $"a model with the outcomes {string.Join(", ", its)}", $"the outcomes of '{model.File}': {string.Join(", ", mine)}");
        if (!Perspectives(model).SequenceEqual(Perspectives(other)))
            problems.Error(path.At, $"a model with {Listed(other)}", $"what '{model.File}' has: {Listed(model)}");

        static List<string> Outcomes(Model model) => [.. model.Outcomes.Select(outcome => $"{outcome.Name} in {outcome.Unit}").Order(StringComparer.Ordinal)];
        static List<string> Perspectives(Model model) => [.. model.Perspectives.Select(pair => $"{pair.Key}: {string.Join(", ", pair.Value.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)];
        static string Listed(Model model) => model.Perspectives.Count == 0 ? "no perspectives" : $"the perspectives {string.Join("; ", Perspectives(model))}";
    }

    private static void Add(List<ModelInput> inputs, ModelInput input, ScalarNode path, Problems problems)
    {
        if (inputs.Find(known => known.Name == input.Name) is not { } same) inputs.Add(input);
        else if (same.Unit != input.Unit)
            problems.Error(path.At, $"'{input.Name}' in {input.Unit} in '{path.Text}', in {same.Unit} in another model of the scenario", "one unit for one name");
        else if (!same.ElementNames().SequenceEqual(input.ElementNames()))
            problems.Error(path.At, $"'{input.Name}' with other entries in '{path.Text}' than in another model of the scenario", "the same labels for one name, or another name");
        else
            inputs[inputs.IndexOf(same)] = same with { Minimum = Math.Max(same.Minimum, input.Minimum), Maximum = Math.Min(same.Maximum, input.Maximum) };
    }
}
