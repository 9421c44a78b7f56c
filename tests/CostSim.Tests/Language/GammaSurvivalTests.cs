using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Evaluation;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using MathNet.Numerics;

namespace CostSim.Tests.Language;

/// <summary>Gamma and generalised gamma survival against the distributions that they contain, and against quadrature in 60 digits (mpmath 1.3).</summary>
public class GammaSurvivalTests
{
    [Theory]
    [InlineData(0.5), InlineData(2), InlineData(11)]
    public void A_gamma_of_whole_shape_is_a_sum_of_waiting_times(double years)
    {
        var x = 0.7 * years;
        Close(Math.Exp(-x) * (1 + x + x * x / 2), Value($"gamma_survival({years} years, 3, 0.7 per year)"));
        Close(Value($"exponential_survival({years} years, 0.7 per year)"), Value($"gamma_survival({years} years, 1, 0.7 per year)"));
    }

    [Theory]
    [InlineData(0.1, 0.4), InlineData(3, 0.4), InlineData(3, 1.7), InlineData(20, 2.5)]
    public void A_generalised_gamma_contains_others(double years, double sigma)
    {
        Close(Value($"weibull_survival({years} years, {1 / sigma}, {Math.Exp(1.2)} years)"), Value($"generalised_gamma_survival({years} years, 1.2, {sigma}, 1)"));
        Close(Value($"lognormal_survival({years} years, 1.2, {sigma})"), Value($"generalised_gamma_survival({years} years, 1.2, {sigma}, 0)"));
        var gamma = SpecialFunctions.GammaUpperRegularized(1 / (sigma * sigma), years / (Math.Exp(1.2) * sigma * sigma));
        Assert.Equal(gamma, Value($"generalised_gamma_survival({years} years, 1.2, {sigma}, {sigma})"), 1e-11);
        // q = -1: the time is one over a Weibull's (Fréchet).
        Close(-Math.Exp(-Math.Exp(-(Math.Log(years) - 1.2) / sigma)) + 1, Value($"generalised_gamma_survival({years} years, 1.2, {sigma}, -1)"));
    }

    [Theory]
    [InlineData("2 years, 0.5, 0.8, 0.3", 0.36542856742616411678)]
    [InlineData("2 years, 0.5, 0.8, -0.7", 0.50141772542557125132)]
    [InlineData("10 years, 1.2, 0.4, 2.5", 1.1085814044337329017e-71)]
    [InlineData("3 years, 1, 0.5, 0.01", 0.42049699066578260027)]
    [InlineData("3 years, 1, 0.5, 0.00011", 0.42181127412326990551)]
    [InlineData("3 years, 1, 0.5, -0.00011", 0.42184052442865830247)]
    [InlineData("3 years, 1, 0.5, 0.00009", 0.42181393321587993378)]
    [InlineData("3 years, 1, 0.5, -0.00009", 0.42183786528392445245)]
    [InlineData("9 years, 1, 0.5, 0.00009", 0.0083200432896517001108)]
    [InlineData("0.9 years, 1, 0.5, -0.00009", 0.98647599827039094895)]
    [InlineData("3 years, 1, 0.5, 0.000001", 0.42182576624119976439)]
    public void Generalised_gammas_equal_quadrature(string arguments, double expected) => Close(expected, Value($"generalised_gamma_survival({arguments})"));

    [Theory]
    [InlineData("gamma_survival(0 years, 2, 1 per year)"), InlineData("generalised_gamma_survival(0 years, 1, 1, 2)")]
    [InlineData("generalised_gamma_survival(0 years, 1, 1, -2)"), InlineData("generalised_gamma_survival(0 years, 1, 1, 0)")]
    public void At_time_zero_nobody_has_had_the_event(string expression) => Assert.Equal(1, Value(expression));

    [Theory]
    [InlineData("gamma_survival(1 year, 0, 1 per year)"), InlineData("gamma_survival(1 year, -2, 1 per year)"), InlineData("gamma_survival(1 year, 2, -1 per year)")]
    [InlineData("generalised_gamma_survival(1 year, 1, 0, 1)"), InlineData("generalised_gamma_survival(1 year, 1, -1, 1)"), InlineData("generalised_gamma_survival(-1 years, 1, 1, 1)")]
    public void What_is_no_distribution_is_no_number(string expression) => Assert.Equal(double.NaN, Value(expression));

    [Fact]
    public void Draws_side_by_side_have_the_bits_of_a_draw_alone()
    {
        var graph = new Graph();
        double[] q = [0.3, -0.7, 0, 1e-5, -1e-5, 2, double.NaN, -3];
        var root = FunctionExpansion.Expand(graph, "generalised_gamma_survival", [graph.Constant(3), graph.Constant(1), graph.Constant(0.5), graph.Parameter(0)]);
        var plan = new EvaluationPlan(graph, [root], cycles: 0);
        var workspace = plan.CreateWorkspace(8);
        workspace.LoadBlock(8, (_, values) => q.CopyTo(values));
        workspace.EvaluateDraws();
        for (var d = 0; d < 8; d++) Assert.Equal(graph.Evaluate(root, 0, [q[d]]), workspace.Vector(root)[d]);
    }

    private static double Value(string text)
    {
        var problems = new Problems();
        var expression = ExpressionParser.Parse(text, new SourceLocation("test", 1, 1), problems);
        Assert.True(expression is not null && TypeChecker.Check(expression, new Scope(), problems) is not null, string.Join('\n', problems));
        var graph = new Graph();
        return graph.Evaluate(new GraphBuilder(graph, problems).Build(expression, new Bindings())!.Value, 0, []);
    }

    private static void Close(double expected, double actual) => Assert.True(Math.Abs(actual - expected) <= 4e-12 * expected, $"{actual:R}, not {expected:R}");
}
