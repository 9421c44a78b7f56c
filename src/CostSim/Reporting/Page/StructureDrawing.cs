namespace CostSim.Reporting.Page;

/// <summary>Draws a model's structure as SVG: a box for each family of states, an arrow for each pair of them, with the numbers of the moves on it.</summary>
internal static class StructureDrawing
{
    private const double Width = 128;
    private const double Height = 48;
    private const double ColumnGap = 70;
    private const double RowGap = 46;
    private const double Arc = 42;
    private const double Margin = 16;

    /// <summary>The name of a family, without its dimensions.</summary>
    public static string NameOf(StructureNode node) => node.Title.Split(": ")[0];

    /// <param name="drawing">Its number on the page.</param>
    public static void Write(HtmlWriter html, IReadOnlyList<StructureNode> nodes, IReadOnlyList<StructureArrow> arrows, int drawing)
    {
        var columns = new StructureLayout(nodes, arrows).Columns;
        var tallest = columns.Max(column => column.Count);
        var boxes = new Dictionary<string, Box>();
        foreach (var (c, column) in columns.Index())
        {
            var top = (tallest - column.Count) * (Height + RowGap) / 2;
            foreach (var (r, node) in column.Index()) boxes[node.Id] = new Box(c, c * (Width + ColumnGap), top + r * (Height + RowGap));
        }
        var moves = MovesOf(arrows);
        var paths = moves.Where(move => move.From != move.To).Select(move => Route(boxes[move.From], boxes[move.To], move.IsAtStart, move.Text, tallest)).ToList();
        var (above, below) = (paths.Min(path => (double?)path.Top) ?? 0, paths.Max(path => (double?)path.Bottom) ?? 0);
        var (low, high) = (Math.Min(0, above) - Margin, Math.Max(tallest * (Height + RowGap) - RowGap, below) + Margin);
        var width = columns.Count * (Width + ColumnGap) - ColumnGap + 2 * Margin + (paths.Any(path => path.IsBeside) ? Arc : 0);

        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Drawing of the model"));
        html.Open("svg", ("class", "model"), ("viewBox", $"{-Margin:0.#} {low:0.#} {width:0.#} {high - low:0.#}"), ("width", $"{width:0}"), ("height", $"{high - low:0}"), ("role", "img"), ("aria-label", Described(nodes, arrows)));
        html.Open("defs").Open("marker", ("id", $"arrow-{drawing}"), ("viewBox", "0 0 10 10"), ("refX", "9"), ("refY", "5"), ("markerWidth", "7"), ("markerHeight", "7"), ("orient", "auto-start-reverse"));
        html.Open("path", ("d", "M 0 0 L 10 5 L 0 10 z"), ("class", "head")).Close("path").Close("marker").Close("defs");
        foreach (var path in paths) html.Open("path", ("d", path.Curve), ("class", path.IsAtStart ? "move once" : "move"), ("marker-end", $"url(#arrow-{drawing})")).Close("path");
        foreach (var node in nodes) Write(html, node, boxes[node.Id], moves.Find(move => move.From == node.Id && move.To == node.Id)?.Text ?? "");
        foreach (var path in paths) Label(html, path);
        html.Close("svg").Close("div");
    }

    /// <summary>All arrows between two boxes as one, in the order of the first of them, with their numbers as its text.</summary>
    private static List<StructureArrow> MovesOf(IReadOnlyList<StructureArrow> arrows)
    {
        var moves = new List<StructureArrow>();
        for (var a = 0; a < arrows.Count; a++)
        {
            var (arrow, number) = (arrows[a], $"{a + 1}");
            var known = moves.FindIndex(move => move.From == arrow.From && move.To == arrow.To);
            if (known < 0) moves.Add(arrow with { Text = number });
            else moves[known] = arrow with { Text = $"{moves[known].Text}, {number}", IsAtStart = moves[known].IsAtStart && arrow.IsAtStart };
        }
        return moves;
    }

    private static string Described(IReadOnlyList<StructureNode> nodes, IReadOnlyList<StructureArrow> arrows)
    {
        var names = nodes.ToDictionary(node => node.Id, NameOf);
        return string.Join("; ", arrows.Where(arrow => arrow.From != arrow.To).Select(arrow => $"{names[arrow.From]} to {names[arrow.To]}").Distinct());
    }

    /// <summary>To the next column straight; further to the right above all boxes; back below them; within a column at its right.</summary>
    private static Path Route(Box from, Box to, bool isAtStart, string numbers, int tallest)
    {
        var columns = to.Column - from.Column;
        var (middleFrom, middleTo) = (from.Y + Height / 2, to.Y + Height / 2);
        switch (columns)
        {
            case 1:
                return Curve((from.X + Width, middleFrom), (from.X + Width + ColumnGap / 2, middleFrom), (to.X - ColumnGap / 2, middleTo), (to.X, middleTo));
            case > 1:
                var ceiling = Math.Min(0, Math.Min(from.Y, to.Y)) - Arc * columns;
                return Curve((from.X + Width * 0.6, from.Y), (from.X + Width * 0.9, ceiling), (to.X + Width * 0.1, ceiling), (to.X + Width * 0.4, to.Y));
            case 0:
                return Curve((from.X + Width, middleFrom), (from.X + Width + Arc, middleFrom), (to.X + Width + Arc, middleTo), (to.X + Width, middleTo)) with { IsBeside = true };
            default:
                var floor = tallest * (Height + RowGap) - RowGap + Arc * -columns;
                return Curve((from.X + Width * 0.4, from.Y + Height), (from.X + Width * 0.1, floor), (to.X + Width * 0.9, floor), (to.X + Width * 0.6, to.Y + Height));
        }

        Path Curve((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d)
        {
            // The middle of a cubic Bézier curve.
            var (x, y) = ((a.X + 3 * b.X + 3 * c.X + d.X) / 8, (a.Y + 3 * b.Y + 3 * c.Y + d.Y) / 8);
            return new Path($"M {a.X:0.#} {a.Y:0.#} C {b.X:0.#} {b.Y:0.#} {c.X:0.#} {c.Y:0.#} {d.X:0.#} {d.Y:0.#}", x, y, numbers, isAtStart, IsBeside: false);
        }
    }

    private static void Write(HtmlWriter html, StructureNode node, Box box, string within)
    {
        html.Open("rect", ("class", "box"), ("x", $"{box.X:0.#}"), ("y", $"{box.Y:0.#}"), ("width", $"{Width}"), ("height", $"{Height}"), ("rx", "8")).Close("rect");
        var name = NameOf(node);
        const int Longest = 17;
        Text(html, name.Length > Longest ? name[..(Longest - 1)] + "…" : name, box.X + Width / 2, box.Y + (within.Length > 0 ? 21 : 29), "name");
        if (within.Length > 0) Text(html, $"within: {within}", box.X + Width / 2, box.Y + 37, "within");
    }

    private static void Label(HtmlWriter html, Path path)
    {
        var width = 8 + 7.5 * path.Numbers.Length;
        html.Open("rect", ("class", "label"), ("x", $"{path.X - width / 2:0.#}"), ("y", $"{path.Y - 9:0.#}"), ("width", $"{width:0.#}"), ("height", "18"), ("rx", "9")).Close("rect");
        Text(html, path.Numbers, path.X, path.Y + 4, "number");
    }

    private static void Text(HtmlWriter html, string text, double x, double y, string look) =>
        html.Element("text", text, ("x", $"{x:0.#}"), ("y", $"{y:0.#}"), ("text-anchor", "middle"), ("class", look));

    private readonly record struct Box(int Column, double X, double Y);

    /// <param name="X">Where the numbers stand.</param>
    private sealed record Path(string Curve, double X, double Y, string Numbers, bool IsAtStart, bool IsBeside)
    {
        public double Top => Y - 12;

        public double Bottom => Y + 12;
    }
}
