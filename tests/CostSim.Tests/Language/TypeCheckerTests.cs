using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Tests.Language;

public sealed class TypeCheckerTests
{
    private static readonly LabelSet Kl = new("kl", ["1", "2", "3", "4"]);
    private static readonly LabelSet Benefit = new("benefit", ["none", "partial", "full"]);
    private static readonly LabelSet Therapy = new("therapy", ["none", "prp", "msc_uc"]);

    [Theory]
    [InlineData("r_death * cycle", "a number without unit")]
    [InlineData("age + 5 years", "a number of years")]
    [InlineData("age + 0", "a number of years")]
    [InlineData("price / 2 + c_visit", "a number of money")]
    [InlineData("c_visit / cycle", "a number of money per year")]
    [InlineData("u_kl[kl]", "a number without unit")]
    [InlineData("u_kl[2] - u_kl[kl + 1]", "a number without unit")]
    [InlineData("response[therapy, full]", "a number without unit")]
    [InlineData("response[msc_uc, benefit]", "a number without unit")]
    [InlineData("vas * vas", "a number of points^2")]
    [InlineData("vas^2", "a number of points^2")]
    [InlineData("vas^-1", "a number of per point")]
    [InlineData("p^0.5", "a number without unit")]
    [InlineData("vas > 2 points", "true or false")]
    [InlineData("vas >= 0", "true or false")]
    [InlineData("kl < 4 and benefit != none", "true or false")]
    [InlineData("none = benefit", "true or false")]
    [InlineData("not treat or true", "true or false")]
    [InlineData("if(treat, price, 0)", "a number of money")]
    [InlineData("if(treat, 0, 0)", "a number without unit")]
    [InlineData("if(treat, kl = 2, false)", "true or false")]
    [InlineData("max(0, price, c_visit)", "a number of money")]
    [InlineData("mortality(age)", "a number of per year")]
    [InlineData("mortality(age + cycle / 2)", "a number of per year")]
    [InlineData("rate_to_probability(r_death)", "a number without unit")]
    [InlineData("rate_to_probability(r_death, 1 month)", "a number without unit")]
    [InlineData("probability_to_rate(p, 1 year)", "a number of per year")]
    [InlineData("weibull_survival(age, 1.2, 5 years)", "a number without unit")]
    [InlineData("interpolate(age, 40 years, 0, 50 years, c_visit, 60 years, 10 money)", "a number of money")]
    [InlineData("benefit", "a label of benefit")]
    [InlineData("-kl", "a number without unit")]
    [InlineData("0.1 per year + r_death", "a number of per year")]
    public void An_expression_has_a_type(string text, string described)
    {
        var problems = new Problems();

        var type = TypeChecker.Check(Parse(text), Knee(), problems);

        Assert.Empty(problems);
        Assert.Equal(described, type!.ToString());
    }

    [Theory]
    [InlineData("age < 75", 7, "75 has no unit, but 'age' is in years; expected 75 years")]
    [InlineData("age + price", 5, "'age' is in years, but 'price' is in money; expected one unit for the two sides of '+'")]
    [InlineData("r_deth * cycle", 1, "unknown name 'r_deth'; expected a name that the model defines; did you mean 'r_death'?")]
    [InlineData("rate_to_probabilty(r_death)", 1, "unknown function 'rate_to_probabilty'; expected a function of the language; did you mean 'rate_to_probability'?")]
    [InlineData("exp(price)", 5, "'price' is in money; expected a number without unit as x of exp")]
    [InlineData("exp()", 1, "exp with 0 arguments; expected exp(x)")]
    [InlineData("rate_to_probability(p)", 21, "'p' has no unit; expected per year as rate of rate_to_probability")]
    [InlineData("rate_to_probability(0.2)", 21, "0.2 has no unit, but rate of rate_to_probability is in per year; expected 0.2 per year")]
    [InlineData("vas^p", 5, "the exponent 'p' of a number of points; expected a whole number")]
    [InlineData("p^age", 3, "the exponent 'age' is in years")]
    [InlineData("benefit = 2", 11, "'2', which is no label of benefit; expected one of none, partial, full")]
    [InlineData("benefit = ful", 11, "'ful', which is no label of benefit; expected one of none, partial, full; did you mean 'full'?")]
    [InlineData("benefit < full", 9, "'<' between labels of benefit; expected '=' or '!='")]
    [InlineData("benefit = therapy", 11, "'therapy' is a label of therapy; expected a label of benefit")]
    [InlineData("benefit + 1", 1, "'benefit' is a label of benefit; expected a number as an operand of '+'")]
    [InlineData("u_kl[5]", 6, "'5', which is no label of kl; expected one of 1, 2, 3, 4")]
    [InlineData("u_kl[benefit]", 6, "'benefit' is a label of benefit; expected a label of kl")]
    [InlineData("u_kl", 1, "the table 'u_kl' without labels; expected u_kl[kl]")]
    [InlineData("response[therapy]", 1, "1 label for the table 'response'; expected response[therapy, benefit]")]
    [InlineData("price[kl]", 1, "labels after 'price', which is a variable")]
    [InlineData("u_lk[kl]", 1, "unknown table 'u_lk'; expected a table that the model defines; did you mean 'u_kl'?")]
    [InlineData("u_kl(kl)", 1, "'u_kl' called like a function, but it is a table; expected u_kl[kl]")]
    [InlineData("mortality", 1, "the life table 'mortality' without an age; expected mortality(age)")]
    [InlineData("mortality(60)", 11, "60 has no unit, but the age of mortality is in years; expected 60 years")]
    [InlineData("if(price, 1, 2)", 4, "'price' is a number of money; expected true or false")]
    [InlineData("if(treat, 1, true)", 1, "if gives a number without unit, or else true or false; expected two numbers or two truth values")]
    [InlineData("if(treat, 1, price)", 11, "1 has no unit, but 'price' is in money; expected 1 money")]
    [InlineData("p and treat", 1, "'p' is a number without unit; expected true or false")]
    [InlineData("treat + 1", 1, "'treat' is true or false; expected a number as an operand of '+'")]
    [InlineData("treat = 1", 7, "a comparison of true or false with a number without unit")]
    [InlineData("2 price", 1, "'2 price', whose unit nothing in the model has")]
    [InlineData("min(age, price)", 10, "'age' is in years, but 'price' is in money; expected one unit for the arguments of min")]
    [InlineData("months + age", 1, "unknown name 'months'")]
    public void A_mistake_is_told_with_what_would_be_right(string text, int column, string message)
    {
        var problems = new Problems();

        Assert.Null(TypeChecker.Check(Parse(text), Knee(), problems));
        var problem = Assert.Single(problems);
        Assert.Contains(message, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(column, problem.At.Column);
    }

    [Fact]
    public void Every_mistake_of_an_expression_is_told()
    {
        var problems = new Problems();

        TypeChecker.Check(Parse("if(age < 75, pricee, exp(price)) + u_kl[9]"), Knee(), problems);

        Assert.Equal([10, 14, 26, 41], problems.Select(problem => problem.At.Column));
    }

    [Theory]
    [InlineData("rate_to_probability(r_death)", null)]
    [InlineData("kl", null)]
    [InlineData("0", null)]
    [InlineData("r_death", "'r_death' is a number of per year; expected a probability, a number without unit")]
    [InlineData("treat", "'treat' is true or false; expected a probability, a number without unit")]
    public void An_expression_is_checked_for_its_purpose(string text, string? message)
    {
        var problems = new Problems();

        var isRight = TypeChecker.Check(Parse(text), NumberType.Plain, "a probability", Knee(), problems);

        Assert.Equal(message is null, isRight);
        Assert.Equal(message is null ? 0 : 1, problems.Count);
        if (message is not null) Assert.Contains(message, problems.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cost_without_unit_is_told_to_be_money()
    {
        var problems = new Problems();

        Assert.False(TypeChecker.Check(Parse("100"), new NumberType(Unit.Money), "a cost", Knee(), problems));
        Assert.Contains("100 has no unit, but a cost is in money; expected 100 money", problems.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Units_of_absurd_powers_are_refused_before_they_overflow()
    {
        var scope = Knee();
        var problems = new Problems();
        for (var i = 0; problems.Count == 0 && i < 40; i++)
        {
            if (TypeChecker.Check(Parse($"{(i == 0 ? "vas" : $"x{i - 1}")}^8"), scope, problems) is { } type) scope.Add($"x{i}", new VariableSymbol(type));
        }
        Assert.Contains("absurd unit", Assert.Single(problems).Found, StringComparison.Ordinal);
    }

    private static Scope Knee()
    {
        var settings = new Scope();
        settings.Add("therapy", new VariableSymbol(new LabelType(Therapy)));
        settings.Add("treat", new VariableSymbol(TruthType.Instance));
        settings.Add("cycle", VariableSymbol.Of(Unit.Years));
        settings.Add("age", VariableSymbol.Of(Unit.Years));
        var scope = new Scope(settings);
        scope.Add("kl", new VariableSymbol(new LabelType(Kl)));
        scope.Add("benefit", new VariableSymbol(new LabelType(Benefit)));
        scope.Add("price", VariableSymbol.Of(Unit.Money));
        scope.Add("c_visit", VariableSymbol.Of(Unit.Money));
        scope.Add("p", VariableSymbol.Of(Unit.Probability));
        scope.Add("r_death", VariableSymbol.Of(Unit.PerYear));
        scope.Add("vas", VariableSymbol.Of(Unit.TryParse("points", null, out var points) ? points : Unit.None));
        scope.Add("u_kl", new TableSymbol(Unit.None, [Kl]));
        scope.Add("response", new TableSymbol(Unit.Probability, [Therapy, Benefit]));
        scope.Add("mortality", new LifeTableSymbol());
        return scope;
    }

    private static Expression Parse(string text) => ExpressionParser.Parse(text, SourceLocation.StartOf("m.yaml"), []) ?? throw new ArgumentException(text);
}
