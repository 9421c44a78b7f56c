using CostSim.Language.Rates;

namespace CostSim.Language;

/// <content>Competing rates.</content>
public sealed partial class Graph
{
    private readonly List<RateMatrix> _rateMatrices = [];
    private readonly Dictionary<string, int> _rateExponentials = new(StringComparer.Ordinal);
    private readonly Dictionary<RateMatrix, double[]> _constantResults = new(ReferenceEqualityComparer.Instance);

    /// <summary>The node of the number of a result of competing rates.</summary>
    /// <param name="matrix">The rates.</param>
    /// <param name="result">Which result: <see cref="RateMatrix.Transition"/> or <see cref="RateMatrix.TimeSpent"/>.</param>
    internal int ResultOf(RateMatrix matrix, int result)
    {
        if (!_rateExponentials.TryGetValue(matrix.Key, out var node)) _rateExponentials[matrix.Key] = node = Exponential(matrix);
        if (node >= 0) return Node(new GraphNode(Operation.Result, node, result), DependenceOf(node));
        return Constant(_constantResults[_rateMatrices[~node]][result]);
    }

    internal RateMatrix MatrixOf(GraphNode exponential) => _rateMatrices[exponential.A];

    /// <summary>The node that calculates all results, or, where they are the same always, the complement of the matrix.</summary>
    private int Exponential(RateMatrix matrix)
    {
        _rateMatrices.Add(matrix);
        var number = _rateMatrices.Count - 1;
        var dependence = matrix.Entries.Aggregate(Dependence.None, (all, entry) => all | DependenceOf(entry.Rate));
        if (dependence != Dependence.None) return Node(new GraphNode(Operation.RateExponential, number), dependence);
        _constantResults[matrix] = RateExponential.Calculate(matrix, [.. matrix.Entries.Select(entry => _nodes[entry.Rate].Value)]);
        return ~number;
    }
}
