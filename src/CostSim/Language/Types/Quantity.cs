namespace CostSim.Language.Types;

/// <summary>What a function takes or gives.</summary>
public enum Quantity
{
    /// <summary>A number without unit.</summary>
    Plain,

    /// <summary>A time.</summary>
    Time,

    /// <summary>A number per time.</summary>
    Rate,

    /// <summary>A number of any unit; the same one wherever this stands in the function's signature.</summary>
    Any,

    /// <summary>A number of any unit, perhaps another than <see cref="Any"/>; the same one wherever this stands.</summary>
    Other,
}
