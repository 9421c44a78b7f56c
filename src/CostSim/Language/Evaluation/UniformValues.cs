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
        var (constants, changing) = (new List<double>(), new List<int>());
        var values = new double[needed.Length];
        for (var node = 0; node < needed.Length; node++)
        {
            if (!needed[node] || graph.DependenceOf(node).HasFlag(Dependence.Draw)) continue;
            values[node] = graph[node].Value;
            if (IsConstant(graph, node)) constants.Add(values[node]);
            else changing.Add(node);
        }
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
                    results[i] = RateExponential.Calculate(matrix, Array.ConvertAll(matrix.Rates, rate => values[rate]));
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
            perCycle[cycle] = new double[changing.Count];
            for (var i = 0; i < changing.Count; i++) perCycle[cycle][i] = values[changing[i]];
        }
        return ([.. constants], perCycle);
    }

    /// <summary>A node that depends on nothing has been folded into its number.</summary>
    public static bool IsConstant(Graph graph, int node) => graph[node].Operation == Operation.Constant;
}
