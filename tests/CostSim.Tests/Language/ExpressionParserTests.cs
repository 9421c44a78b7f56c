using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Language;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData(" 0.5 ", "0.5")]
    [InlineData("12  months", "12 months")]
    [InlineData("0.1 per year", "0.1 per year")]
    [InlineData("500 money per year", "500 money per year")]
    [InlineData("a+b*c", "a + b * c")]
    [InlineData("(a+b)*c", "(a + b) * c")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("(a-b)-c", "a - b - c")]
    [InlineData("a/(b*c)", "a / (b * c)")]
    [InlineData("-a^2", "-a^2")]
    [InlineData("(-a)^2", "(-a)^2")]
    [InlineData("a^-b", "a^-b")]
    [InlineData("a^b^c", "a^b^c")]
    [InlineData("(a^b)^c", "(a^b)^c")]
    [InlineData("2^-x^2", "2^-x^2")]
    [InlineData("- -a", "--a")]
    [InlineData("a*-b", "a * -b")]
    [InlineData("not a=b and c<d or e", "not a = b and c < d or e")]
    [InlineData("not(a and b)", "not (a and b)")]
    [InlineData("a and (b or c)", "a and (b or c)")]
    [InlineData("f( )", "f()")]
    [InlineData("response[therapy,full]", "response[therapy, full]")]
    [InlineData("response.msc_uc * 2", "response.msc_uc * 2")]
    [InlineData("if(treat_b,hr_b,1)", "if(treat_b, hr_b, 1)")]
    [InlineData("u_kl[kl+1]", "u_kl[kl + 1]")]
    [InlineData("a\n + b", "a + b")]
    public void Writing_it_out_shows_how_it_was_read(string text, string canonical)
    {
        var expression = Parse(text);

        Assert.Equal(canonical, expression.ToString());
        Assert.Equal(canonical, Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("3%", 0.03)]
    [InlineData("0.1%", 0.001)]
    [InlineData("2e7", 2e7)]
    [InlineData("1.5E-3", 1.5e-3)]
    [InlineData("6 months", 0.5)]
    [InlineData("1 year", 1.0)]
    [InlineData("2 weeks", 2 * (7 / 365.25))]
    [InlineData("10 days", 10 / 365.25)]
    [InlineData("1 per month", 12.0)]
    public void A_number_counts_base_units(string text, double value) =>
        Assert.Equal(value, Assert.IsType<NumberExpression>(Parse(text)).Value, 1e-15);

    [Theory]
    [InlineData("", 1, "nothing")]
    [InlineData("a +", 4, "the end of the expression; expected a number")]
    [InlineData("a b", 3, "'b'; expected an operator")]
    [InlineData("(a + b", 7, "expected ')' for the '(' at column 1")]
    [InlineData("f(a, ]", 6, "']'; expected a number")]
    [InlineData("u[1)", 4, "expected ']' for the '[' at column 2")]
    [InlineData("a < b < c", 7, "a second comparison")]
    [InlineData("a < f(b) <= c", 10, "a second comparison")]
    [InlineData("a == b", 3, "expected '='")]
    [InlineData("a && b", 3, "expected 'and'")]
    [InlineData("!a", 1, "expected 'not'")]
    [InlineData("1.2.3", 1, "'1.2.3', which is no number")]
    [InlineData("12_000", 1, "'12_000', which is no number")]
    [InlineData("1,000", 2, "','; expected an operator")]
    [InlineData(".5", 1, "'.5', which is no number")]
    [InlineData("1e999", 1, "too large")]
    [InlineData("if(a, b)", 1, "if with 2 parts; expected three")]
    [InlineData("if + 1", 4, "expected '(' after if")]
    [InlineData("u[]", 2, "'[]'")]
    [InlineData("a + not b", 5, "'not' after an operator")]
    [InlineData("a # b", 3, "'#'")]
    [InlineData("and", 1, "'and'; expected a number")]
    [InlineData("x = 'full'", 5, "'''")]
    public void A_mistake_is_told_where_it_is(string text, int column, string message)
    {
        var problems = new Problems();

        var expression = ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), problems);

        Assert.Null(expression);
        var problem = Assert.Single(problems);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("m.yaml", 1, column), problem.At);
    }

    [Theory]
    [InlineData("(", ")"), InlineData("-", ""), InlineData("not ", ""), InlineData("f(", ")"), InlineData("2^", ""), InlineData("u[", "]"), InlineData("if(a,b,", ")")]
    public void Deep_nesting_is_refused(string opening, string closing)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 1000)) + "1" + string.Concat(Enumerable.Repeat(closing, 1000));
        var problems = new Problems();

        Assert.Null(ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), problems));
        Assert.Contains("levels of nesting", Assert.Single(problems).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_sum_and_a_long_text_are_refused()
    {
        Assert.Contains("256 levels", Refusal(string.Join('+', Enumerable.Repeat("a", 1000))), StringComparison.Ordinal);
        Assert.Contains("10,001 characters", Refusal(new string(' ', 10_001)), StringComparison.Ordinal);
        Assert.Equal(256, Parse(string.Join('+', Enumerable.Repeat("a", 256))).Depth);
    }

    [Fact]
    public void Any_text_becomes_an_expression_or_a_problem()
    {
        string[] words = ["a", "1", "2 months", "3%", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "if(", "f(", "and", "or", "not", "<", "=", "per", ".", " ", "é", "\0"];
        var text = Gen.Elements(words).ListOf().Select(parts => string.Join(' ', parts));

        Prop.ForAll(Arb.From(text), IsReadOrRefused).Check(Config.QuickThrowOnFailure.WithReplay(1UL, 3UL).WithMaxTest(2000));
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(t => t is not null), IsReadOrRefused).Check(Config.QuickThrowOnFailure.WithReplay(1UL, 3UL).WithMaxTest(500));

        static bool IsReadOrRefused(string text)
        {
            var problems = new Problems();
            var expression = ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), problems);
            if (expression is null) return problems.Count == 1;
            return problems.Count == 0 && Parse(expression.ToString()).ToString() == expression.ToString();
        }
    }

    [Theory]
    [InlineData("msc_uc", true), InlineData("response.full", true), InlineData("_x1", true)]
    [InlineData("msc-uc", false), InlineData("1a", false), InlineData("and", false), InlineData("a.", false), InlineData("", false), InlineData("a b", false), InlineData("é", false)]
    public void A_name_can_stand_in_an_expression(string text, bool isName) => Assert.Equal(isName, ExpressionParser.IsName(text));

    [Fact]
    public void Every_part_knows_its_place()
    {
        var at = new SourceLocation("m.yaml", 7, 11);

        var sum = Assert.IsType<BinaryExpression>(ExpressionParser.Parse("a + f(b)", at, []));

        Assert.Equal(at.Right(2), sum.At);
        Assert.Equal([new NameUse("a", at), new("f", at.Right(4)), new("b", at.Right(6))], FreeNames.NamesIn(sum));
    }

    private static string Refusal(string text)
    {
        var problems = new Problems();
        Assert.Null(ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), problems));
        return Assert.Single(problems).Found;
    }

    private static Expression Parse(string text)
    {
        var problems = new Problems();
        return ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), problems) ?? throw new ArgumentException(problems.First().ToString());
    }
}
