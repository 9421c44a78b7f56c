using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Units;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Fuzzing;

public sealed class ExpressionFuzzTests
{
    private static readonly string[] Pieces =
    [
        "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "<", "<=", "=", "!=", ">", "and", "or", "not", "if", "true", "1", "0.5", "2e7", "3%", "1e", ".5", "5.", "a", "share", "nobody",
        "year", "years", "per", "exp", "max", "interpolate", "rate_to_probability", "weibull_survival", " ", "  ", "\t", "\"", "'", "=", "==", "&", "|", "é", "\u0000", "\ud800", "99999999999999999999", "0x1",
    ];

    /// <summary>Names, operators and their order: the language's answer is that of C# for the same tree.</summary>
    [Fact]
    public void An_expression_by_the_grammar_is_worth_what_CSharp_makes_of_it() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var expected = RandomExpression.Number(random, depth: random.Next(0, 6));
            var problems = new Problems();
            var value = Evaluate(expected.Text, problems);
            if (expected.Text.Length > ExpressionParser.MaximumCharacters) return problems.HasErrors;
            if (value is { } found && Same(found, expected.Value)) return true;
            throw new InvalidOperationException($"{expected.Text}\nis {value}, expected {expected.Value}; {string.Join("; ", problems)}");
        }).Check(Config.QuickThrowOnFailure.WithReplay(2UL, 5UL).WithMaxTest(5_000));

    /// <summary>What is written out again reads as the same.</summary>
    [Fact]
    public void An_expression_that_is_written_out_reads_as_the_same() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var text = RandomExpression.Number(random, depth: random.Next(0, 5)).Text;
            var once = Parse(text)!.ToString();
            return once == Parse(once)!.ToString() && Same(Evaluate(text, new Problems())!.Value, Evaluate(once, new Problems())!.Value);
        }).Check(Config.QuickThrowOnFailure.WithReplay(2UL, 7UL).WithMaxTest(2_000));

    /// <summary>Pieces of the language in any order, and expressions with a piece put in, taken out or exchanged.</summary>
    [Fact]
    public void Nonsense_is_told_or_has_a_value_and_nothing_else_happens()
    {
        var random = new Random(20_260_104);
        for (var i = 0; i < 20_000; i++)
        {
            var text = i % 2 == 0 ? string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)])) : Damaged(RandomExpression.Number(random, depth: 3).Text, random);
            var problems = new Problems();

            var value = Evaluate(text, problems);

            Assert.True(value is null == problems.HasErrors, $"Case {i}: '{text}' is {value}; {string.Join("; ", problems)}");
        }
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('^')]
    [InlineData('[')]
    public void A_hundred_thousand_of_one_character_are_refused(char character)
    {
        var problems = new Problems();

        Assert.Null(Evaluate(new string(character, 100_000), problems));
        Assert.True(problems.HasErrors);
    }

    private static string Damaged(string text, Random random)
    {
        var at = random.Next(text.Length);
        var piece = Pieces[random.Next(Pieces.Length)];
        return random.Next(3) switch
        {
            0 => text.Insert(at, piece),
            1 => text.Remove(at, Math.Min(random.Next(1, 4), text.Length - at)),
            _ => text.Remove(at, 1).Insert(at, piece),
        };
    }

    /// <summary>Its value, or null after a problem.</summary>
    private static double? Evaluate(string text, Problems problems)
    {
        if (ExpressionParser.Parse(text, SourceLocation.StartOf("test"), problems) is not { } expression) return null;
        var scope = new Scope();
        var graph = new Graph();
        var bindings = new Bindings();
        foreach (var (name, _) in RandomExpression.Variables)
        {
            scope.Add(name, VariableSymbol.Of(Unit.None));
            bindings.Bind(name, graph.Parameter(IndexOf(name)));
        }
        scope.Add(Scope.CycleName, VariableSymbol.Of(Unit.Years));
        bindings.Bind(Scope.CycleName, graph.Constant(1));
        if (TypeChecker.Check(expression, scope, problems) is null) return null;
        return new GraphBuilder(graph, problems).Build(expression, bindings) is { } node ? graph.Evaluate(node, 0, [.. RandomExpression.Variables.Values]) : null;
    }

    private static int IndexOf(string name) => RandomExpression.Variables.Keys.ToList().IndexOf(name);

    private static Expression? Parse(string text) => ExpressionParser.Parse(text, SourceLocation.StartOf("test"), new Problems());

    private static bool Same(double a, double b) => a.Equals(b) || Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));
}
