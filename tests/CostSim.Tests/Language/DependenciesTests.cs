using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Parsing;

namespace CostSim.Tests.Language;

public sealed class DependenciesTests
{
    [Fact]
    public void Each_definition_comes_after_those_that_it_uses()
    {
        var ordered = Dependencies.InOrder([Define("a", "b + c"), Define("b", "c * x"), Define("c", "1"), Define("d", "2")], []);

        Assert.Equal(["c", "b", "a", "d"], ordered!.Select(definition => definition.Name));
    }

    [Fact]
    public void A_cycle_is_named()
    {
        var problems = new Problems();

        Assert.Null(Dependencies.InOrder([Define("x", "a"), Define("a", "b + 1"), Define("b", "c"), Define("c", "a"), Define("self", "self / 2")], problems));
        Assert.Equal(["'a' is defined by itself: a uses b uses c uses a", "'self' is defined by itself: self uses self"],
            problems.Select(problem => problem.Found).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_chain_may_be_longer_than_the_stack_is_deep()
    {
        var chain = Enumerable.Range(0, 100_000).Select(i => Define($"a{i}", $"a{i + 1}")).ToList();

        Assert.Equal(chain.Count, Dependencies.InOrder(chain, [])!.Count);
    }

    private static Definition Define(string name, string text)
    {
        var at = SourceLocation.StartOf("m.yaml");
        return new Definition(name, at, ExpressionParser.Parse(text, at, [])!);
    }
}
