using CostSim.Models;
using CostSim.Units;

namespace CostSim.Tests.Documentation;

/// <summary>The text of a scenario that supplies all that a model asks for, with numbers that make sense and mean nothing.</summary>
internal static class GeneratedScenario
{
    public const string LifeTable = "generated-life-table.csv";

    private const int Cycles = 20;

    /// <summary>A life table of the ages that the scenario runs through.</summary>
    public static string LifeTableText => "age,sex,qx\n" + string.Concat(Enumerable.Range(40, 60).Select(age => $"{age},female,0.01\n{age},male,0.02\n"));

    public const string Table = "generated-table.csv";

    /// <summary>A table of numbers that any unit allows.</summary>
    public static string TableText => "years,value\n0,0.1\n50,0.2\n70,0.3\n";

    public static string For(Model model, string path)
    {
        var lines = new List<string>
        {
            "scenario: generated", $"model: {path}", "currency: USD 2024", $"horizon: {model.Cycle.Count * Cycles:R} {Word(model.Cycle)}",
            "discount: { cost: 3%, qaly: 3% }", "cycle_correction: half-cycle",
            "willingness_to_pay: { from: 0, to: 100000, step: 1000, thresholds: [50000] }", "psa: { draws: 8, seed: 1 }",
            "population:", "  age: 60", "  female: 0.5",
        };
        lines.AddRange(model.Attributes.Select(attribute => $"  {attribute.Name}: {Value(attribute.Minimum, attribute.Maximum)}"));
        if (model.Perspectives.Count > 0) lines.Add($"perspective: {model.Perspectives.Keys.First()}");
        if (model.LifeTables.Count > 0) lines.Add("life_tables:");
        lines.AddRange(model.LifeTables.Select(table => $"  {table.Name}: {{ file: {LifeTable}, source: invented }}"));
        if (model.Tables.Count > 0) lines.Add("tables:");
        lines.AddRange(model.Tables.Select(table => $"  {table.Name}: {{ file: {Table}, at: years, value: value, between: steps, until: 120, source: invented }}"));
        if (model.Inputs.Count > 0) lines.Add("parameters:");
        lines.AddRange(model.Inputs.SelectMany(input => input.ElementNames().Select(name => $"  {name}: {Value(input.Minimum, input.Maximum)}")));
        lines.Add("strategies:");
        lines.AddRange(Choices(model).Select((choice, s) => $"  s{s}: {{ {choice} }}"));
        lines.Add("reference: s0");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>What strategies may choose: the defaults, and every value of each setting once.</summary>
    private static IEnumerable<string> Choices(Model model)
    {
        var needed = model.Settings.OfType<NumberSetting>().Where(setting => setting.Default is null).Select(setting => $"{setting.Name}: 0").ToArray();
        var others = model.Settings.SelectMany(setting => setting switch
        {
            FlagSetting => [$"{setting.Name}: yes"],
            ChoiceSetting choice => choice.Labels.Select(label => $"{setting.Name}: {label}"),
            _ => Array.Empty<string>(),
        });
        return others.Prepend("").Select(choice => string.Join(", ", needed.Append(choice).Where(text => text.Length > 0)));
    }

    private static double Value(double minimum, double maximum) => Math.Clamp(0.1, minimum, maximum);

    private static string Word(Duration cycle) => cycle.PerYear switch
    {
        1 => "years",
        12 => "months",
        365.25 => "days",
        _ => "weeks",
    };
}
