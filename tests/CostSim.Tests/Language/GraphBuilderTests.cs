using System.Text.RegularExpressions;
using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;

namespace CostSim.Tests.Language;

public sealed class GraphBuilderTests
{
    private static readonly LabelSet Kl = new("kl", ["1", "2", "3", "4"]);
    private static readonly LabelSet Benefit = new("benefit", ["none", "partial", "full"]);

    /// <summary>Against CPython's math module (expm1, log1p, erfc), which is the C library's.</summary>
    [Theory]
    [InlineData("exp(1)", Math.E)]
    [InlineData("ln(10)", 2.302585092994046)]
    [InlineData("sqrt(2)", 1.4142135623730951)]
    [InlineData("abs(-3)", 3)]
    [InlineData("floor(2.7) + floor(-2.5)", -1)]
    [InlineData("min(3, 1, 2)", 1)]
    [InlineData("max(3, 1, 5, 2)", 5)]
    [InlineData("rate_to_probability(1e-5 per year)", 9.999950000166666e-06)]
    [InlineData("rate_to_probability(3.7e-9 per year, 1 year)", 3.6999999931550002e-09)]
    [InlineData("rate_to_probability(1.2 per year, 3 months)", 0.2591817793182821)]
    [InlineData("rate_to_probability(0 per year)", 0)]
    [InlineData("rate_to_probability(1e9 per year)", 1)]
    [InlineData("probability_to_rate(0.3, 1 year)", 0.35667494393873234)]
    [InlineData("probability_to_rate(1e-12, 1 year)", 1.0000000000005e-12)]
    [InlineData("probability_to_rate(1, 1 year)", double.PositiveInfinity)]
    [InlineData("rescale_probability(0.19, 2 years, 1 year)", 0.1)]
    [InlineData("rescale_probability(1, 1 year, 1 month)", 1)]
    [InlineData("probability_to_odds(0.2)", 0.25)]
    [InlineData("odds_to_probability(0.25)", 0.2)]
    [InlineData("apply_hazard_ratio(0.1, 2)", 0.19)]
    [InlineData("apply_odds_ratio(0.2, 4)", 0.5)]
    [InlineData("apply_odds_ratio(1, 0.5)", 1)]
    [InlineData("apply_relative_risk(0.2, 4)", 0.8)]
    [InlineData("apply_relative_risk(0.25, 4)", 1)]
    [InlineData("apply_relative_risk(0.25, 4.1)", double.NaN)]
    [InlineData("exponential_survival(3 years, 0.1 per year)", 0.7408182206817179)]
    [InlineData("weibull_survival(3 years, 1.4, 2.5 years)", 0.27505491555642686)]
    [InlineData("weibull_survival(0 years, 1.4, 2.5 years)", 1)]
    [InlineData("gompertz_survival(10 years, 0.09 per year, 0.02 per year)", 0.7229926325949524)]
    [InlineData("gompertz_survival(10 years, 1e-9 per year, 0.02 per year)", 0.8187307522592511)]
    [InlineData("gompertz_survival(10 years, 0 per year, 0.02 per year)", 0.8187307530779818)]
    [InlineData("gompertz_survival(10 years, -0.09 per year, 0.02 per year)", 0.876451939031244)]
    [InlineData("gompertz_survival(1e6 years, 0.09 per year, 0.02 per year)", 0)]
    [InlineData("loglogistic_survival(3 years, 1.4, 2.5 years)", 0.43653167566327444)]
    [InlineData("lognormal_survival(3 years, 0.5, 0.8)", 0.2271500568387781)]
    [InlineData("lognormal_survival(0 years, 0.5, 0.8)", 1)]
    [InlineData("interpolate(1.5, 1, 10, 2, 20, 4, 0)", 15)]
    [InlineData("interpolate(3, 1, 10, 2, 20, 4, 0)", 10)]
    [InlineData("interpolate(2, 1, 10, 2, 20, 4, 0)", 20)]
    [InlineData("interpolate(0, 1, 10, 2, 20)", 10)]
    [InlineData("interpolate(9, 1, 10, 2, 20)", 20)]
    [InlineData("2^-3", 0.125)]
    [InlineData("-2^2", -4)]
    [InlineData("7 - 2 - 1", 4)]
    [InlineData("8 / 4 / 2", 1)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("if(1 < 2 and not (2 > 3), 5, 6)", 5)]
    [InlineData("if(1 >= 2 or 3 != 3, 5, 6)", 6)]
    [InlineData("if(2 <= 2, 1, 0) + if(3 > 2, 10, 0) + if(2 = 2, 100, 0)", 111)]
    public void An_expression_has_the_value_of_its_formula(string text, double expected)
    {
        var (folded, evaluated) = (Value(text), Value(Hidden(text)));

        Assert.Equal(expected, folded, Tolerance(expected));
        Assert.Equal(expected, evaluated, Tolerance(expected));

        static double Tolerance(double value) => double.IsFinite(value) ? Math.Abs(value) * 1e-14 : 0;
    }

    [Fact]
    public void Every_function_of_the_language_can_be_compiled()
    {
        foreach (var function in Functions.All)
        {
            var graph = new Graph();
            var arguments = Enumerable.Range(0, function.Parameters.Count).Select(graph.Parameter).ToArray();

            Assert.True(FunctionExpansion.Expand(graph, function.Name, arguments) >= 0);
            Assert.True(function.Takes(function.Parameters.Count));
            Assert.StartsWith(function.Name + "(", function.Signature, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_calculation_that_is_asked_for_twice_is_one_node()
    {
        var (graph, builder, bindings, _) = Model();

        var first = builder.Build(Parse("p * q + exp(p)"), bindings);
        var count = graph.Count;

        Assert.Equal(first, builder.Build(Parse("exp(p) + q * p"), bindings));
        Assert.Equal(count, graph.Count);
    }

    [Theory]
    [InlineData("p * 1"), InlineData("1 * p"), InlineData("p + 0"), InlineData("0 + p"), InlineData("p - 0"), InlineData("p / 1"), InlineData("p^1"), InlineData("--p")]
    [InlineData("if(benefit = none, p, q)"), InlineData("if(kl < 4, p, u_kl[kl + 9])"), InlineData("if(benefit != none and u_kl[kl + 9] > 1, q, p)"), InlineData("min(p, p)")]
    public void What_changes_nothing_is_left_out(string text)
    {
        var (_, builder, bindings, problems) = Model();

        Assert.Equal(builder.Build(Parse("p"), bindings), builder.Build(Parse(text), bindings));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("u_kl[kl]", 0.8)]
    [InlineData("u_kl[kl + 1]", 0.7)]
    [InlineData("u_kl[3]", 0.7)]
    [InlineData("kl * 10", 20)]
    [InlineData("if(none != benefit, 1, 2)", 2)]
    [InlineData("if(kl = 2, 1, 2)", 1)]
    [InlineData("by_benefit[benefit] + by_benefit[full]", 4)]
    public void Labels_are_known_when_an_expression_is_compiled(string text, double expected) => Assert.Equal(expected, Value(text), 1e-15);

    [Theory]
    [InlineData("u_kl[kl + 3]", 9, "'kl + 3' is 5 here; expected a label of kl: 1, 2, 3, 4")]
    [InlineData("u_kl[1]", 1, "u_kl[1], which has no value")]
    [InlineData("u_kl[p]", 6, "'p', which changes during a run")]
    [InlineData("mortality(p * 1 year)", 13, "'p * 1 year', which differs between draws")]
    [InlineData("interpolate(p, 1, 10, 1, 20)", 23, "'1' after '1'; expected points in order of increasing x")]
    public void What_only_compiling_can_see_is_told(string text, int column, string message)
    {
        var (_, builder, bindings, problems) = Model();

        Assert.Null(builder.Build(Parse(text), bindings));
        var problem = Assert.Single(problems);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(column, problem.At.Column);
    }

    [Fact]
    public void A_life_table_is_looked_up_at_each_cycles_age()
    {
        var (graph, builder, bindings, _) = Model();

        var node = builder.Build(Parse("mortality(age) * 2"), bindings)!.Value;

        Assert.Equal(Dependence.Cycle, graph.DependenceOf(node));
        Assert.Equal(2 * 0.063, graph.Evaluate(node, 3, []), 1e-15);
    }

    [Fact]
    public void A_condition_that_is_no_number_gives_none()
    {
        var (graph, builder, bindings, _) = Model();

        var node = builder.Build(Parse("if(p < q, 1, 2) + if(not (p = q), 0, 0)"), bindings)!.Value;

        Assert.Equal(double.NaN, graph.Evaluate(node, 0, [double.NaN, 1, 1]));
    }

    [Fact]
    public void Points_out_of_order_in_a_draw_give_no_number()
    {
        var (graph, builder, bindings, _) = Model();

        var node = builder.Build(Parse("interpolate(1, 0, 0, p, 5, q, 10)"), bindings)!.Value;

        Assert.Equal(2.5, graph.Evaluate(node, 0, [2, 4, 1]));
        Assert.Equal(double.NaN, graph.Evaluate(node, 0, [4, 2, 1]));
    }

    /// <summary>The same with each number behind a parameter that is 1, so that nothing is folded.</summary>
    private static string Hidden(string text) =>
        Regex.Replace(text, @"(?<![\w.-])(?<number>\d[\d.]*(e-?\d+)?( (years?|months?|per year))?)", "(one * ${number})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static double Value(string text)
    {
        var (graph, builder, bindings, problems) = Model();
        var node = builder.Build(Parse(text), bindings);
        Assert.Empty(problems);
        return graph.Evaluate(node!.Value, 0, [0.3, 0.4, 1]);
    }

    private static (Graph Graph, GraphBuilder Builder, Bindings Bindings, Problems Problems) Model()
    {
        var (graph, problems) = (new Graph(), new Problems());
        var run = new Bindings();
        run.Bind("p", graph.Parameter(0));
        run.Bind("q", graph.Parameter(1));
        run.Bind("one", graph.Parameter(2));
        run.Bind("cycle", graph.Constant(1));
        run.Bind("age", graph.Add(graph.Constant(60), graph.CycleNumber()));
        run["mortality"] = new LifeTableBinding(graph.AddFunction(age => age / 1000));
        run["u_kl"] = new TableBinding([Kl], labels => labels[0] == "1" ? null : graph.Constant((10 - double.Parse(labels[0])) / 10));
        run["by_benefit"] = new TableBinding([Benefit], labels => graph.Constant(1 + Benefit.Labels.ToList().IndexOf(labels[0])));
        var state = new Bindings(run);
        state.Bind("kl", Kl, "2");
        state.Bind("benefit", Benefit, "none");
        return (graph, new GraphBuilder(graph, problems), state, problems);
    }

    private static Expression Parse(string text) => ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), []) ?? throw new ArgumentException(text);
}
