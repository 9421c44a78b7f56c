using CostSim.Units;

namespace CostSim.Language.Types;

/// <summary>What kind of value an expression has.</summary>
public abstract record ExpressionType
{
    /// <summary>As it reads in a message: "money per year", "true or false", "a label of benefit".</summary>
    public abstract string Described { get; }

    public sealed override string ToString() => Described;
}

/// <summary>A number with its unit.</summary>
/// <param name="Unit">What it counts.</param>
/// <param name="FitsAnyUnit">It is the literal 0, which may be added to anything and compared to anything.</param>
public sealed record NumberType(Unit Unit, bool FitsAnyUnit = false) : ExpressionType
{
    /// <summary>A number without unit.</summary>
    public static NumberType Plain { get; } = new(Unit.None);

    public override string Described => Unit.IsDimensionless ? "a number without unit" : $"a number of {Unit}";
}

/// <summary>True or false.</summary>
public sealed record TruthType : ExpressionType
{
    public static TruthType Instance { get; } = new();

    public override string Described => "true or false";
}

/// <summary>One of a set of labels. Where all of them are whole numbers (KL grades) it is also a number without unit.</summary>
public sealed record LabelType(LabelSet Set) : ExpressionType
{
    public override string Described => $"a label of {Set.Name}";
}
