using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>The first column of a table.</summary>
internal sealed record ColumnOfNames(string Header, IReadOnlyList<string> Names);

/// <summary>Columns that belong together, and stay together where a table is too wide for one.</summary>
/// <param name="Numbers">Headers of the columns of numbers, which are never broken.</param>
/// <param name="Rows">Cells by row; those of the numbers, then the words.</param>
/// <param name="Words">Header of a last column of words, which go on in the next line where they must; null for none.</param>
internal sealed record ColumnGroup(IReadOnlyList<string> Numbers, IReadOnlyList<string[]> Rows, string? Words = null);

/// <summary>Tables as plain text.</summary>
internal static class TableText
{
    /// <summary>Wider than any table.</summary>
    private const int Unbounded = 10_000;

    /// <summary>One table where it fits the width, else one for each group, one below the other.</summary>
    public static IReadOnlyList<string> Lines(ColumnOfNames names, IReadOnlyList<ColumnGroup> groups, int width)
    {
        var whole = Render(names, groups, Unbounded);
        if (whole.Max(line => line.Length) <= width) return whole;
        return [.. groups.SelectMany(group => Render(names, [group], width))];
    }

    /// <summary>Renders without the blank frame and the trailing blanks that Spectre.Console puts round a table.</summary>
    private static List<string> Render(ColumnOfNames names, IReadOnlyList<ColumnGroup> groups, int width)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumn(new TableColumn(new Text(names.Header)));
        foreach (var group in groups)
        {
            foreach (var number in group.Numbers) table.AddColumn(new TableColumn(new Text(number)).RightAligned().NoWrap());
            if (group.Words is { } words) table.AddColumn(new TableColumn(new Text(words)));
        }
        for (var row = 0; row < names.Names.Count; row++)
            table.AddRow([new Text(names.Names[row]), .. groups.SelectMany(group => group.Rows[row]).Select(cell => new Text(cell))]);

        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(table);
        return [.. text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
    }
}
