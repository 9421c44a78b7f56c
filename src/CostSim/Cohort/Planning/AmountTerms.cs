using CostSim.Language;

namespace CostSim.Cohort.Planning;

/// <summary>Takes an amount apart that changes with the draw and the cycle, where it is a sum of which other parts do not.</summary>
/// <remarks>
/// A utility less what age takes, say: what does not change is multiplied by occupancies once, in the end, and what changes is the same in many states. The amount
/// itself would have to be calculated in each cycle for each of them.
/// </remarks>
internal static class AmountTerms
{
    private const Dependence Both = Dependence.Draw | Dependence.Cycle;

    /// <summary>Of more terms the amount is left whole: a sum that is added to itself again and again has more than can be written down.</summary>
    private const int MostTerms = 8;

    /// <summary>The nodes of the terms; the amount alone where nothing is gained.</summary>
    public static List<int> Of(Graph graph, int amount)
    {
        var terms = new List<int>();
        Add(graph, amount, isNegative: false, terms);
        return terms.Count <= MostTerms && terms.Exists(term => graph.DependenceOf(term) != Both) ? terms : [amount];
    }

    private static void Add(Graph graph, int node, bool isNegative, List<int> terms)
    {
        if (terms.Count > MostTerms) return;
        var (operation, a, b) = (graph[node].Operation, graph[node].A, graph[node].B);
        if (graph.DependenceOf(node) == Both && (operation is Operation.Add or Operation.Subtract))
        {
            Add(graph, a, isNegative, terms);
            Add(graph, b, isNegative != (operation == Operation.Subtract), terms);
        }
        else if (graph.DependenceOf(node) == Both && operation == Operation.Negate) Add(graph, a, !isNegative, terms);
        else terms.Add(isNegative ? graph.Negate(node) : node);
    }
}
