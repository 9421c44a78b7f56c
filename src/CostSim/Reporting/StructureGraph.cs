using System.Text;
using CostSim.Models;

namespace CostSim.Reporting;

/// <summary>A model's structure as a drawing: families of states as nodes, rules as arrows. As text for Mermaid and for Graphviz.</summary>
/// <remarks>Rules of one event between the same two families are one arrow; what changes within a family is written on a loop.</remarks>
public sealed class StructureGraph
{
    private const string TreeId = "tree";
    private readonly List<StructureNode> _nodes;
    private readonly List<StructureArrow> _arrows = [];

    /// <param name="model">The model.</param>
    public StructureGraph(Model model)
    {
        _nodes = [.. model.Families.Select((family, f) => new StructureNode($"s{f}", Title(family)))];
        var idOf = model.Families.Zip(_nodes).ToDictionary(pair => pair.First.Name, pair => pair.Second.Id);
        if (model.Tree.Count > 0) Grow(model.Tree, "");
        Add(model.AtStart, isAtStart: true);
        Add(model.Events, isAtStart: false);

        // A tree is drawn as one node, with an arrow for each way through it.
        void Grow(IReadOnlyList<TreeBranch> branches, string way)
        {
            if (way.Length == 0) _nodes.Add(new StructureNode(TreeId, "tree"));
            foreach (var branch in branches)
            {
                var here = way.Length == 0 ? branch.Name : $"{way}, {branch.Name}";
                if (branch.To is not null) _arrows.Add(new StructureArrow(TreeId, idOf[(branch.To.Family ?? FirstWith(branch.To)).Name], here, IsAtStart: true));
                else Grow(branch.Then, here);
            }
        }

        StateFamily FirstWith(Target target) => model.Families.First(family => target.Changes.All(change => family.IndexOf(change.Dimension.Name) >= 0));

        void Add(IEnumerable<ModelEvent> events, bool isAtStart)
        {
            foreach (var item in events)
            {
                var labels = new Dictionary<(string From, string To), List<string>>();
                foreach (var rule in item.Rules)
                {
                    foreach (var from in rule.From.Select(selector => selector.Family.Name).Distinct())
                    {
                        foreach (var branch in rule.Branches)
                        {
                            var pair = (idOf[from], idOf[branch.Target.Family?.Name ?? from]);
                            var label = string.Join(": ", new[] { rule.Name ?? "", branch.Target.Changes.Count > 0 ? Changes(branch.Target) : "" }.Where(part => part.Length > 0));
                            var known = labels.TryGetValue(pair, out var list) ? list : labels[pair] = [];
                            if (!known.Contains(label)) known.Add(label);
                        }
                    }
                }
                foreach (var ((from, to), list) in labels)
                {
                    var details = string.Join(", ", list.Where(label => label.Length > 0));
                    _arrows.Add(new StructureArrow(from, to, details.Length == 0 ? item.Name : $"{item.Name} ({details})", isAtStart));
                }
            }
        }
    }

    /// <summary>A node for each family of states, in the order of the model.</summary>
    public IReadOnlyList<StructureNode> Nodes => _nodes;

    /// <summary>In the order in which they happen.</summary>
    public IReadOnlyList<StructureArrow> Arrows => _arrows;

    /// <summary>As a Mermaid flowchart, which GitHub and many editors draw.</summary>
    public string ToMermaid() => ToMermaid([("", this)]);

    /// <summary>Several models as one Mermaid flowchart, each in a frame that bears its name; one alone has none.</summary>
    public static string ToMermaid(IReadOnlyList<Model> models) => ToMermaid([.. models.Select(model => (model.Name, new StructureGraph(model)))]);

    /// <summary>Several models as one Graphviz graph, for <c>dot -Tsvg</c>, each in a frame that bears its name; one alone has none.</summary>
    public static string ToDot(IReadOnlyList<Model> models)
    {
        var text = new StringBuilder("digraph model {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var (m, model) in models.Index())
        {
            var (graph, indent, prefix) = (new StructureGraph(model), models.Count == 1 ? "  " : "    ", Prefix(m, models.Count));
            if (models.Count > 1) text.Append($"  subgraph cluster_{m} {{\n    label=\"{Dot(model.Name)}\";\n");
            foreach (var (id, title) in graph._nodes) text.Append($"{indent}{prefix}{id} [label=\"{Dot(title)}\"];\n");
            foreach (var arrow in graph._arrows) text.Append($"{indent}{prefix}{arrow.From} -> {prefix}{arrow.To} [label=\"{Dot(Label(arrow))}\"{(arrow.IsAtStart ? ", style=dashed" : "")}];\n");
            if (models.Count > 1) text.Append("  }\n");
        }
        return text.Append("}\n").ToString();
    }

    private static string ToMermaid(IReadOnlyList<(string Name, StructureGraph Graph)> models)
    {
        var text = new StringBuilder("flowchart LR\n");
        for (var m = 0; m < models.Count; m++)
        {
            var (name, graph) = models[m];
            var (indent, prefix) = (models.Count == 1 ? "  " : "    ", Prefix(m, models.Count));
            if (models.Count > 1) text.Append($"  subgraph m{m}[\"{Mermaid(name)}\"]\n");
            foreach (var (id, title) in graph._nodes) text.Append($"{indent}{prefix}{id}[\"{Mermaid(title)}\"]\n");
            foreach (var arrow in graph._arrows) text.Append($"{indent}{prefix}{arrow.From} {(arrow.IsAtStart ? "-.->" : "-->")}|\"{Mermaid(Label(arrow))}\"| {prefix}{arrow.To}\n");
            if (models.Count > 1) text.Append("  end\n");
        }
        return text.ToString();
    }

    /// <summary>Models have states of the same place; what arrows call them must differ.</summary>
    private static string Prefix(int model, int models) => models == 1 ? "" : $"m{model}";

    private static string Label(StructureArrow arrow) => arrow.IsAtStart ? $"at start: {arrow.Text}" : arrow.Text;

    private static string Title(StateFamily family) => family.Dimensions.Count == 0 ? family.Name
        : $"{family.Name}: {string.Join(" × ", family.Dimensions.Select(dimension => $"{dimension.Name} {dimension.Positions}"))} = {family.States:N0} states";

    private static string Changes(Target target) => string.Join(" and ", target.Changes.Select(change => change.Label is { } label
        ? $"{change.Dimension.Name} = {change.Dimension.Labels[label]}"
        : $"{change.Dimension.Name} {(change.Shift < 0 ? "-" : "+")} {Math.Abs(change.Shift)}"));

    private static string Mermaid(string text) => text.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal);

    private static string Dot(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}

/// <summary>A family of states in a drawing.</summary>
/// <param name="Id">What arrows call it.</param>
/// <param name="Title">What stands in it.</param>
public sealed record StructureNode(string Id, string Title);

/// <summary>The rules of one event between two families.</summary>
/// <param name="From">Id of a node.</param>
/// <param name="To">Id of a node; the same for what changes within a family.</param>
/// <param name="Text">Names the event, and its rules.</param>
/// <param name="IsAtStart">Whether it happens once, before the first cycle.</param>
public sealed record StructureArrow(string From, string To, string Text, bool IsAtStart);
