using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Scenarios.Readers.Joint;

/// <summary>Reads what two of several labels have in common: whole matrices, and lists of pairs.</summary>
/// <param name="what">What the numbers are, for messages: "correlation".</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class MatrixReader(string what, Problems problems)
{
    /// <summary>A square matrix as a list of rows, in the order of the labels; null after a problem.</summary>
    public double[,]? Square(Node node, IReadOnlyList<string> labels)
    {
        if (node is not SequenceNode { Items: var rows } || rows.Count != labels.Count || rows.Any(row => row is not SequenceNode { Items: var cells } || cells.Count != labels.Count))
        {
            problems.Error(node.At, $"{node.Kind} as the {what} matrix", $"{labels.Count} rows of {labels.Count} numbers, in the order of {string.Join(", ", labels)}");
            return null;
        }
        var matrix = new double[labels.Count, labels.Count];
        var whole = true;
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = 0; j < labels.Count; j++)
            {
                var cell = ((SequenceNode)rows[i]).Items[j];
                if (cell is ScalarNode scalar && Fields.TryNumber(scalar, out matrix[i, j])) continue;
                problems.Error(cell.At, $"{cell.Kind} as the {what} of '{labels[i]}' and '{labels[j]}'", "a finite number");
                whole = false;
            }
        }
        return whole ? matrix : null;
    }

    /// <summary>A whole matrix of correlations: 1 on the diagonal, the same on both sides of it; as pairs.</summary>
    public IReadOnlyList<Pair> CorrelationMatrix(Node node, IReadOnlyList<ScalarNode> labels)
    {
        if (Square(node, [.. labels.Select(label => label.Text)]) is not { } matrix) return [];
        var pairs = new List<Pair>();
        for (var i = 0; i < labels.Count; i++)
        {
            var row = (SequenceNode)((SequenceNode)node).Items[i];
            if (matrix[i, i] != 1) problems.Error(row.Items[i].At, $"{matrix[i, i]} as the {what} of '{labels[i].Text}' with itself", "1");
            for (var j = 0; j < i; j++)
            {
                if (matrix[i, j] != matrix[j, i]) problems.Error(row.Items[j].At, $"{matrix[i, j]} for '{labels[i].Text}' and '{labels[j].Text}', which is {matrix[j, i]} above the diagonal", "the same number on both sides");
                else pairs.Add(new Pair(labels[j], labels[i], Checked(row.Items[j].At, matrix[i, j]), row.Items[j].At));
            }
        }
        return [.. pairs.Where(pair => pair.Value != 0)];
    }

    /// <summary>A list of <c>[a, b, 0.5]</c>.</summary>
    public IReadOnlyList<Pair> Pairs(IEnumerable<Node> nodes)
    {
        var pairs = new List<Pair>();
        foreach (var node in nodes)
        {
            if (node is not SequenceNode { Items: [ScalarNode first, ScalarNode second, ScalarNode number] } || !Fields.TryNumber(number, out var value))
                problems.Error(node.At, $"{node.Kind} as a {what}", $"two names and a number, such as '[a, b, 0.5]'");
            else if (first.Text == second.Text)
                problems.Error(second.At, $"the {what} of '{first.Text}' with itself", "two different names");
            else if (pairs.Exists(pair => pair.Joins(first.Text, second.Text)))
                problems.Error(node.At, $"the {what} of '{first.Text}' and '{second.Text}' a second time", "each pair once");
            else
                pairs.Add(new Pair(first, second, Checked(number.At, value), node.At));
        }
        return pairs;
    }

    private double Checked(SourceLocation at, double value)
    {
        if (value is <= -1 or >= 1) problems.Error(at, $"{value} as a {what}", "a number above -1 and below 1; numbers that are one and the same are an expression of each other");
        return value;
    }

    /// <summary>Two names and what they have in common.</summary>
    public sealed record Pair(ScalarNode First, ScalarNode Second, double Value, SourceLocation At)
    {
        public bool Joins(string first, string second) => (First.Text == first && Second.Text == second) || (First.Text == second && Second.Text == first);
    }
}
