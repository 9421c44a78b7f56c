using CostSim.Language;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>The structure of a disease and its treatment: what a model file says, checked.</summary>
public sealed record Model
{
    public required string Name { get; init; }

    /// <summary>What the model is about; may be empty.</summary>
    public required string About { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The length of a cycle.</summary>
    public required Duration Cycle { get; init; }

    public required IReadOnlyList<StateFamily> Families { get; init; }

    public required StateSpace Space { get; init; }

    /// <summary>Where people start, unless the scenario's population says otherwise.</summary>
    public required IReadOnlyList<StartShare> Start { get; init; }

    /// <summary>What chance decides before the first cycle, instead of <see cref="Start"/>; empty without a tree.</summary>
    public required IReadOnlyList<TreeBranch> Tree { get; init; }

    public required IReadOnlyList<Setting> Settings { get; init; }

    public required IReadOnlyList<PatientCharacteristic> Attributes { get; init; }

    public required IReadOnlyList<ModelInput> Inputs { get; init; }

    public required IReadOnlyList<LifeTableInput> LifeTables { get; init; }

    public required IReadOnlyList<TimeTableInput> Tables { get; init; }

    /// <summary>Named expressions, each after those that it uses.</summary>
    public required IReadOnlyList<NamedExpression> Lets { get; init; }

    /// <summary>What happens once, at time zero, before the first cycle.</summary>
    public required IReadOnlyList<ModelEvent> AtStart { get; init; }

    /// <summary>What can happen in every cycle, in this order.</summary>
    public required IReadOnlyList<ModelEvent> Events { get; init; }

    public required IReadOnlyList<Outcome> Outcomes { get; init; }

    /// <summary>For each perspective, the outcomes that make up its cost; empty when the model has one cost only.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Perspectives { get; init; }
}

/// <summary>A named expression of a model (<c>let</c>) or a scenario.</summary>
public sealed record NamedExpression(string Name, Expression Expression, ExpressionType Type);

/// <summary>A share of the cohort that starts in a state.</summary>
public sealed record StartShare(Target State, Expression Share);
