namespace CostSim.Language;

/// <summary>The functions of the language in terms of the graph's operations. Each computes the formula that <see cref="Functions"/> documents.</summary>
internal static class FunctionExpansion
{
    public const string Interpolate = "interpolate";

    /// <summary>The node of a function's value.</summary>
    /// <param name="a">The nodes of all its arguments.</param>
    public static int Expand(Graph graph, string function, int[] a) => function switch
    {
        "exp" => graph.Exp(a[0]),
        "ln" => graph.Log(a[0]),
        "sqrt" => graph.Sqrt(a[0]),
        "abs" => graph.Abs(a[0]),
        "floor" => graph.Floor(a[0]),
        "min" => a.Aggregate(graph.Min),
        "max" => a.Aggregate(graph.Max),
        Interpolate => BetweenPoints(graph, a),
        "rate_to_probability" => graph.HazardToProbability(graph.Multiply(a[0], a[1])),
        "probability_to_rate" => graph.Divide(graph.ProbabilityToHazard(a[0]), a[1]),
        "rescale_probability" => ScaleHazard(graph, a[0], graph.Divide(a[2], a[1])),
        "probability_to_odds" => graph.Divide(a[0], graph.Not(a[0])),
        "odds_to_probability" => graph.Divide(a[0], graph.Add(graph.Constant(1), a[0])),
        "apply_hazard_ratio" => ScaleHazard(graph, a[0], a[1]),
        "apply_odds_ratio" => ScaleOdds(graph, a[0], a[1]),
        "apply_relative_risk" => AtMostOne(graph, graph.Multiply(a[0], a[1])),
        "exponential_survival" => Survival(graph, graph.Multiply(a[1], a[0])),
        "weibull_survival" => Survival(graph, graph.Power(graph.Divide(a[0], a[2]), a[1])),
        "gompertz_survival" => Gompertz(graph, a[0], a[1], a[2]),
        "loglogistic_survival" => graph.Divide(graph.Constant(1), graph.Add(graph.Constant(1), graph.Power(graph.Divide(a[0], a[2]), a[1]))),
        "lognormal_survival" => graph.NormalCumulative(graph.Divide(graph.Subtract(a[1], graph.Log(a[0])), a[2])),
        "gamma_survival" => graph.UpperGamma(a[1], graph.Multiply(a[2], a[0])),
        "generalised_gamma_survival" => GeneralisedGamma(graph, a[0], a[1], a[2], a[3]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "A function of the language."),
    };

    private static int Survival(Graph graph, int cumulativeHazard) => graph.Exp(graph.Negate(cumulativeHazard));

    private static int ScaleHazard(Graph graph, int probability, int ratio) =>
        graph.HazardToProbability(graph.Multiply(graph.ProbabilityToHazard(probability), ratio));

    private static int ScaleOdds(Graph graph, int probability, int ratio)
    {
        var events = graph.Multiply(probability, ratio);
        return graph.Divide(events, graph.Add(graph.Not(probability), events));
    }

    /// <summary>NaN above 1: a relative risk says nothing about probabilities that it would take there.</summary>
    private static int AtMostOne(Graph graph, int probability) =>
        graph.Select(graph.LessOrEqual(probability, graph.Constant(1)), probability, graph.Constant(double.NaN));

    private static int Gompertz(Graph graph, int time, int shape, int rate)
    {
        // exp(shape * time) - 1 is -HazardToProbability(-shape * time), which keeps its digits when the shape is small.
        var growth = graph.HazardToProbability(graph.Negate(graph.Multiply(shape, time)));
        var hazard = graph.Negate(graph.Multiply(graph.Divide(rate, shape), growth));
        return Survival(graph, graph.Select(graph.Equal(shape, graph.Constant(0)), graph.Multiply(rate, time), hazard));
    }

    /// <summary>NaN where sigma is not above 0.</summary>
    private static int GeneralisedGamma(Graph graph, int time, int mu, int sigma, int q)
    {
        const double small = 1e-4;   // where the gamma's own argument has lost as many digits as the series
        var w = graph.Divide(graph.Subtract(graph.Log(time), mu), sigma);
        var shape = graph.Divide(graph.Constant(1), graph.Multiply(q, q));
        var x = graph.Multiply(shape, graph.Exp(graph.Multiply(q, w)));
        var value = graph.Select(graph.Less(graph.Constant(0), q), graph.UpperGamma(shape, x), graph.LowerGamma(shape, x));
        value = graph.Select(graph.Less(graph.Abs(q), graph.Constant(small)), NearlyLogNormal(graph, w, q), value);
        return graph.Select(graph.Less(graph.Constant(0), sigma), value, graph.Constant(double.NaN));
    }

    /// <summary>For small q the density of w is that of a normal times <c>exp(-q w³/6 - q² w⁴/24 - …)</c>; its integral to second order, with a rest below 1e-12.</summary>
    private static int NearlyLogNormal(Graph graph, int w, int q)
    {
        const double farOut = 38;   // the normal density is 0 there, and its product with a power of infinity would be NaN
        var square = graph.Multiply(w, w);
        var density = graph.Multiply(graph.Exp(graph.Multiply(graph.Constant(-0.5), square)), graph.Constant(1 / Math.Sqrt(2 * Math.PI)));
        var first = graph.Multiply(graph.Multiply(q, graph.Constant(-1.0 / 6)), graph.Add(square, graph.Constant(2)));
        var powers = graph.Multiply(w, graph.Add(graph.Constant(6), graph.Multiply(square, graph.Add(graph.Constant(2), square))));
        var second = graph.Multiply(graph.Multiply(graph.Multiply(q, q), graph.Constant(1.0 / 72)), powers);
        var correction = graph.Multiply(density, graph.Add(first, second));
        return graph.Add(graph.NormalCumulative(graph.Negate(w)), graph.Select(graph.Less(graph.Abs(w), graph.Constant(farOut)), correction, graph.Constant(0)));
    }

    /// <summary>NaN when points that only a draw tells are out of order.</summary>
    private static int BetweenPoints(Graph graph, int[] a)
    {
        var (x, value, inOrder) = (a[0], a[^1], graph.Constant(1));
        for (var i = a.Length - 4; i > 0; i -= 2)
        {
            var (x1, y1, x2, y2) = (a[i], a[i + 1], a[i + 2], a[i + 3]);
            var slope = graph.Divide(graph.Subtract(y2, y1), graph.Subtract(x2, x1));
            var between = graph.Add(y1, graph.Multiply(slope, graph.Subtract(x, x1)));
            value = graph.Select(graph.Less(x, x2), between, value);
            inOrder = graph.And(inOrder, graph.Less(x1, x2));
        }
        value = graph.Select(graph.Less(x, a[1]), a[2], value);
        return graph.Select(inOrder, value, graph.Constant(double.NaN));
    }
}
