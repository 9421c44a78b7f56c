using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>Something that a strategy costs or gains.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Unit">What it is counted in: money, QALYs (years), a count.</param>
/// <param name="About">What it means; may be empty.</param>
/// <param name="In">What a person earns per year in a state.</param>
/// <param name="On">What a person earns once on an event.</param>
public sealed record Outcome(string Name, SourceLocation At, Unit Unit, string About, IReadOnlyList<StateReward> In, IReadOnlyList<EventReward> On)
{
    /// <summary>What a person earns once by coming into states from others.</summary>
    public IReadOnlyList<EntryReward> Into { get; init; } = [];

    /// <summary>What everybody earns once at time zero, not discounted; null for nothing.</summary>
    public Expression? AtStart { get; init; }

    /// <summary>Whether it counts how often something happens.</summary>
    public bool IsCount => Unit.Kind == UnitKind.Count;

    /// <summary>What it is counted in, in words.</summary>
    public string UnitInWords => IsCount ? "count" : $"{Unit}";

    /// <summary>The outcome that a net monetary benefit subtracts; in the scenario's currency per person.</summary>
    public const string Cost = "cost";

    /// <summary>The outcome that a net monetary benefit values: quality-adjusted life years per person.</summary>
    public const string Qaly = "qaly";

    /// <summary>Life years per person.</summary>
    public const string LifeYears = "ly";
}

/// <summary>What a person earns per year in some states.</summary>
public sealed record StateReward(Selector In, Expression PerYear);

/// <summary>What a person earns each time that an event moves them from another state into some.</summary>
public sealed record EntryReward(Selector Into, Expression Amount);

/// <summary>What a person earns each time that an event, or one of its rules, moves them.</summary>
/// <param name="Event">The name of an event or of a rule.</param>
public sealed record EventReward(string Event, SourceLocation At, Expression Amount);
