using CostSim.Units;

namespace CostSim.Language.Types;

/// <summary>What a name stands for, as far as checking an expression needs to know.</summary>
public abstract record Symbol
{
    /// <summary>For messages: "a table", "a variable".</summary>
    public abstract string Described { get; }
}

/// <summary>A value: an input, a named expression, a setting, a dimension, age, time, cycle.</summary>
public sealed record VariableSymbol(ExpressionType Type) : Symbol
{
    /// <summary>A number with a unit.</summary>
    public static VariableSymbol Of(Unit unit) => new(new NumberType(unit));

    public override string Described => "a variable";
}

/// <summary>Numbers of one unit, one for each combination of labels: u_kl by kl, response by therapy and level.</summary>
/// <param name="Unit">Of every entry.</param>
/// <param name="Indices">The label sets in the order of the brackets; at least one.</param>
public sealed record TableSymbol(Unit Unit, IReadOnlyList<LabelSet> Indices) : Symbol
{
    public override string Described => "a table";

    /// <summary>How an entry is written: "response[therapy, level]".</summary>
    public string Pattern(string name) => $"{name}[{string.Join(", ", Indices.Select(index => index.Name))}]";
}

/// <summary>A table of numbers by time, called with an age or another time in years.</summary>
/// <param name="Unit">Of every number.</param>
public sealed record TimeTableSymbol(Unit Unit) : Symbol
{
    public override string Described => "a table by time";
}

/// <summary>A life table, called with an age in years; gives the rate of death per year at that age.</summary>
public sealed record LifeTableSymbol : Symbol
{
    public override string Described => "a life table";
}
