using CostSim.Language;

namespace CostSim.Tests.Language;

/// <summary>Graphs of random operations on random numbers, some of them special.</summary>
internal static class RandomGraph
{
    private static readonly double[] Special = [0, -0.0, 1, -1, 0.5, 2, 1e-12, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static double[] Draw(Random random, int parameters) =>
        [.. Enumerable.Range(0, parameters).Select(_ => random.Next(12) == 0 ? Special[random.Next(Special.Length)] : (random.NextDouble() - 0.3) * Math.Pow(10, random.Next(-3, 3)))];

    public static (Graph Graph, int[] Roots) Generate(Random random, int parameters, int operations)
    {
        var graph = new Graph();
        var nodes = Enumerable.Range(0, parameters).Select(graph.Parameter).ToList();
        nodes.AddRange([graph.CycleNumber(), graph.Constant(random.NextDouble()), graph.Constant(Special[random.Next(Special.Length)])]);
        nodes.Add(graph.Call(graph.AddFunction(age => 0.01 + age / 100), graph.CycleNumber()));
        for (var i = 0; i < operations; i++)
        {
            var (a, b, c) = (Any(), Any(), Any());
            nodes.Add(random.Next(22) switch
            {
                0 => graph.Add(a, b),
                1 => graph.Subtract(a, b),
                2 => graph.Multiply(a, b),
                3 => graph.Divide(a, b),
                4 => graph.Power(a, b),
                5 => graph.Min(a, b),
                6 => graph.Max(a, b),
                7 => graph.Less(a, b),
                8 => graph.LessOrEqual(a, b),
                9 => graph.Equal(a, b),
                10 => graph.NotEqual(a, b),
                11 => graph.Negate(a),
                12 => graph.Sqrt(a),
                13 => graph.Abs(a),
                14 => graph.Floor(a),
                15 => graph.NormalCumulative(a),
                16 => graph.Not(graph.Less(a, b)),
                17 => graph.Select(random.Next(2) == 0 ? a : graph.Less(a, b), b, c),
                18 => graph.Exp(a),
                19 => graph.Log(a),
                20 => graph.HazardToProbability(a),
                _ => graph.ProbabilityToHazard(a),
            });
        }
        return (graph, [.. nodes.TakeLast(8).Distinct()]);

        int Any() => nodes[random.Next(nodes.Count)];
    }
}
