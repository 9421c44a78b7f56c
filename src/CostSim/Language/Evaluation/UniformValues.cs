using CostSim.Language.Rates;

namespace CostSim.Language.Evaluation;

/// <summary>The values that do not depend on the draw: constants, and a row of numbers for each cycle.</summary>
internal static class UniformValues
{
    /// <summary>Calculates them all.</summary>
    /// <param name="needed">Which nodes of the graph are wanted.</param>
    /// <returns>The constants among the needed nodes in the order of the graph, and for cycles 0 to <paramref name="cycles"/> the others that are uniform.</returns>
    public static (double[] Constants, double[][] PerCycle) Calculate(Graph graph, bool[] needed, int cycles)
    {
        int[] uniform = [.. Enumerable.Range(0, needed.Length).Where(node => needed[node] && !graph.DependenceOf(node).HasFlag(Dependence.Draw))];
        int[] changing = [.. uniform.Where(node => !IsConstant(graph, node))];
        double[] constants = [.. uniform.Where(node => IsConstant(graph, node)).Select(node => graph[node].Value)];

        var values = new double[needed.Length];
        foreach (var node in uniform) values[node] = graph[node].Value;
        var results = new Dictionary<int, double[]>();
        var perCycle = new double[cycles + 1][];
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            foreach (var i in changing)
            {
                var node = graph[i];
                if (node.Operation == Operation.RateExponential)
                {
                    var matrix = graph.MatrixOf(node);
                    results[i] = RateExponential.Calculate(matrix, [.. matrix.Entries.Select(entry => values[entry.Rate])]);
                    continue;
                }
                values[i] = node.Operation switch
                {
                    Operation.Result => results[node.A][node.B],
                    Operation.CycleNumber => cycle,
                    Operation.Function => graph.FunctionOf(node)(values[node.A]),
                    _ => ScalarArithmetic.Apply(node.Operation, values[node.A], values[node.B], values[node.C]),
                };
            }
            perCycle[cycle] = [.. changing.Select(node => values[node])];
        }
        return (constants, perCycle);
    }

    /// <summary>A node that depends on nothing has been folded into its number.</summary>
    public static bool IsConstant(Graph graph, int node) => graph[node].Operation == Operation.Constant;
}
