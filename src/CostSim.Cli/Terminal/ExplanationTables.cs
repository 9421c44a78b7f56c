using CostSim.Cli.Commands.Inspection;

namespace CostSim.Cli.Terminal;

/// <summary>Prints what a scenario comes to, for people.</summary>
internal sealed class ExplanationTables(TextWriter output, int width, Explanation explanation)
{
    public void Print()
    {
        var model = explanation.Model;
        output.WriteLine(explanation.Scenario);
        output.WriteLine($"files: {string.Join(", ", explanation.Files)}");
        output.WriteLine($"model: {model.Name}, {model.States:N0} states, {model.Cycles:N0} cycles of {model.CycleYears:G6} years");
        Print("Values", "name", explanation.Values.Select(value => value.Name), [], explanation.Values.Select(value => (string[])[$"{value.Value}  ({value.File}:{value.Line})"]), "value and origin");
        Print(
            "Parameters: base value, mean and 95% interval of the draws",
            "parameter",
            explanation.Parameters.Select(parameter => parameter.Name),
            ["base", "mean", "95% interval"],
            explanation.Parameters.Select(parameter => (string[])
            [
                Number(parameter.Base), Number(parameter.Mean), parameter.Mean is null ? "" : $"{Number(parameter.Lower)} to {Number(parameter.Upper)}",
                $"{parameter.Value}; {parameter.Unit}; {parameter.Source ?? "no source"}  ({parameter.File}:{parameter.Line})",
            ]),
            "value; unit; source  (origin)");
        if (explanation.Trouble is { } trouble) output.WriteLine($"No means and intervals, since a draw stops the run: {trouble}");
        string[] strategies = [.. model.Families[0].Reachable.Keys];
        Print(
            "States: how many, how many each strategy can reach (those of a running cycle included), and dimensions",
            "state or family",
            model.Families.Select(family => family.Name),
            ["states", .. strategies],
            model.Families.Select(family => (string[])[$"{family.States:N0}", .. strategies.Select(strategy => $"{family.Reachable[strategy]:N0}"), string.Join("; ", family.Dimensions)]),
            "dimensions");
    }

    private void Print(string title, string header, IEnumerable<string> names, string[] numbers, IEnumerable<string[]> rows, string words)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in TableText.Lines(new ColumnOfNames(header, [.. names]), [new ColumnGroup(numbers, [.. rows], words)], width)) output.WriteLine(line);
    }

    private static string Number(double? value) => value is { } number ? number.ToString("G5") : "";
}
