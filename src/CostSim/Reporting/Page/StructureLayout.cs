namespace CostSim.Reporting.Page;

/// <summary>Where the boxes of a model's drawing stand: in columns from left to right, so that most moves go to the right.</summary>
/// <remarks>
/// The first steps of Sugiyama, Tagawa &amp; Toda (1981), IEEE Transactions on Systems, Man, and Cybernetics 11:109: moves that close a circle are left
/// out, a box stands one column behind the last of those that lead to it, and within its column at the mean height of those.
/// </remarks>
internal sealed class StructureLayout
{
    private readonly Dictionary<string, int> _column = [];

    public StructureLayout(IReadOnlyList<StructureNode> nodes, IReadOnlyList<StructureArrow> arrows)
    {
        var forward = Forward(nodes, arrows);
        var columns = new List<List<StructureNode>>();
        foreach (var node in nodes)
        {
            // Every column but the first has a box before it that leads there, so none stays empty.
            var column = ColumnOf(node.Id, forward);
            while (columns.Count <= column) columns.Add([]);
            columns[column].Add(node);
        }
        Columns = columns;
        var row = new Dictionary<string, double>();
        foreach (var column in Columns)
        {
            // A stable order, so that boxes that nothing tells apart stand as the model names them.
            var ordered = column.OrderBy(node => forward.Where(arrow => arrow.To == node.Id && row.ContainsKey(arrow.From)).Select(arrow => row[arrow.From]).DefaultIfEmpty(0).Average()).ToList();
            column.Clear();
            column.AddRange(ordered);
            for (var r = 0; r < ordered.Count; r++) row[ordered[r].Id] = r - (ordered.Count - 1) / 2.0;
        }
    }

    /// <summary>The boxes of each column, from top to bottom.</summary>
    public IReadOnlyList<List<StructureNode>> Columns { get; }

    /// <summary>The arrows without those that lead back on the way from the first box on.</summary>
    private static List<(string From, string To)> Forward(IReadOnlyList<StructureNode> nodes, IReadOnlyList<StructureArrow> arrows)
    {
        var (kept, done, way) = (new List<(string From, string To)>(), new HashSet<string>(), new HashSet<string>());
        foreach (var node in nodes) Visit(node.Id);
        return kept;

        void Visit(string id)
        {
            if (!done.Add(id)) return;
            way.Add(id);
            foreach (var to in arrows.Where(arrow => arrow.From == id && arrow.To != id).Select(arrow => arrow.To).Distinct())
            {
                if (way.Contains(to)) continue;
                kept.Add((id, to));
                Visit(to);
            }
            way.Remove(id);
        }
    }

    private int ColumnOf(string id, List<(string From, string To)> forward)
    {
        if (_column.TryGetValue(id, out var known)) return known;
        var column = forward.Where(arrow => arrow.To == id).Select(arrow => ColumnOf(arrow.From, forward) + 1).DefaultIfEmpty(0).Max();
        _column[id] = column;
        return column;
    }
}
