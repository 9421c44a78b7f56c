using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Models;

namespace CostSim.Scenarios.Readers.StudySelections;

/// <summary>Reads which states a scenario means, as a model's rules say it: <c>knee</c>, <c>knee where kl &gt;= 3</c>.</summary>
internal static class SelectorReader
{
    private const string Where = " where ";

    /// <returns>The selector, or null after a problem.</returns>
    public static Selector? Read(ScalarNode scalar, Model model, Problems problems)
    {
        var split = scalar.Text.IndexOf(Where, StringComparison.Ordinal);
        var name = (split < 0 ? scalar.Text : scalar.Text[..split]).Trim();
        if (model.Families.FirstOrDefault(family => family.Name == name) is not { } family)
        {
            string[] known = [.. model.Families.Select(family => family.Name)];
            problems.Error(scalar.TextAt, $"unknown state '{name}'", $"one of {string.Join(", ", known)}", name, known);
            return null;
        }
        if (split < 0) return new Selector(family, null, scalar.At, scalar.Text);
        var at = scalar.TextAt.Right(split + Where.Length);
        if (ExpressionParser.Parse(scalar.Text[(split + Where.Length)..], at, problems) is not { } condition) return null;
        return TypeChecker.Check(condition, TruthType.Instance, "a condition on states", DimensionsOf(family), problems) ? new Selector(family, condition, scalar.At, scalar.Text) : null;
    }

    private static Scope DimensionsOf(StateFamily family)
    {
        var scope = new Scope();
        scope.Add(Names.Cycle, VariableSymbol.Of(Units.Unit.Years));
        foreach (var dimension in family.Dimensions)
            scope.Add(dimension.Name, dimension is LabelDimension labels ? new VariableSymbol(new LabelType(labels.Set)) : VariableSymbol.Of(Units.Unit.Years));
        return scope;
    }
}
