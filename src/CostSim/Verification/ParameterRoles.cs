using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>What each parameter is for, from its unit and from what moves when it is raised and lowered a little.</summary>
internal sealed class ParameterRoles
{
    /// <summary>Large enough to be told from rounding, small enough that sums of probabilities stay below one.</summary>
    private const double Step = 0.05;

    private readonly ModelUnderTest _model;
    private readonly Answer?[] _raised;
    private readonly Answer?[] _lowered;
    private readonly Lazy<HashSet<int>> _ofTheDead;

    public ParameterRoles(ModelUnderTest model)
        : this(model, model.Undiscounted)
    {
    }

    /// <param name="model">Whose parameters they are.</param>
    /// <param name="scenario">Another scenario with the same parameters.</param>
    public ParameterRoles(ModelUnderTest model, Scenario scenario)
    {
        _model = model;
        var experiments = model.Experiments;
        var sets = new List<double[]> { experiments.BaseValues() };
        sets.AddRange(Enumerable.Range(0, Leaves.Count).Select(leaf => Moved(leaf, up: true)));
        sets.AddRange(Enumerable.Range(0, Leaves.Count).Select(leaf => Moved(leaf, up: false)));
        var answers = experiments.Run(sets, scenario);
        Base = answers[0] ?? throw new CheckException("the deterministic analysis stops with a number that cannot be");
        _raised = [.. answers.Skip(1).Take(Leaves.Count)];
        _lowered = [.. answers.Skip(1 + Leaves.Count)];
        _ofTheDead = new(FindThoseOfTheDead);
    }

    public IReadOnlyList<ParameterDefinition> Leaves => _model.Experiments.Leaves;

    /// <summary>All parameters at their base values.</summary>
    public Answer Base { get; }

    /// <summary>Whether a parameter moves anything.</summary>
    public bool Moves(int leaf) => Compared(leaf).Any(pair => pair.Up.DiffersFrom(pair.Down));

    public bool Moves(int leaf, string outcome) => Compared(leaf).Any(pair => pair.Up.DiffersFrom(pair.Down, outcome));

    public bool Moves(int leaf, int strategy) => Compared(leaf).Any(pair => Base.Table.Outcomes.Any(outcome => pair.Up.DiffersFrom(pair.Down, strategy, outcome)));

    /// <summary>Whether no raised or lowered value gave possible numbers, so that nothing is known of the parameter.</summary>
    public bool IsUnknown(int leaf) => !Compared(leaf).Any();

    /// <summary>What raising a parameter does to an outcome of a strategy: its sign, 0 for nothing.</summary>
    public int Direction(int leaf, int strategy, string outcome)
    {
        var directions = Compared(leaf).Where(pair => pair.Up.DiffersFrom(pair.Down, strategy, outcome)).Select(pair => Math.Sign(pair.Up[strategy, outcome] - pair.Down[strategy, outcome])).ToList();
        return directions.Count == 0 ? 0 : directions[0];
    }

    /// <summary>The sign of what raising a parameter does to an outcome: of the first strategy that it moves.</summary>
    public int Direction(int leaf, string outcome) => _model.Strategies.Select(strategy => Direction(leaf, strategy.Index, outcome)).FirstOrDefault(direction => direction != 0);

    /// <summary>Whether a parameter is counted in money, perhaps per something.</summary>
    public bool IsMoney(int leaf) => Leaves[leaf].Unit.Symbols.Contains(Unit.Money.ToString(), StringComparer.Ordinal);

    /// <summary>Whether a parameter says how well people live: it moves QALYs and nothing else.</summary>
    public bool IsHealth(int leaf) => Moves(leaf, Outcome.Qaly) && !Base.Table.Outcomes.Any(outcome => outcome != Outcome.Qaly && Moves(leaf, outcome));

    /// <summary>Whether what a parameter says is earned by the dead: it moves something although everybody is dead.</summary>
    public bool IsOfTheDead(int leaf) => _ofTheDead.Value.Contains(leaf);

    /// <summary>A value within the bounds that make sense.</summary>
    public double Within(int leaf, double value) => Math.Clamp(value, Leaves[leaf].Minimum, Leaves[leaf].Maximum);

    private IEnumerable<(Answer Up, Answer Down)> Compared(int leaf)
    {
        // One direction may be impossible; an outcome may have an extreme at the base value itself, so both halves count.
        if (_raised[leaf] is { } up) yield return (up, Base);
        if (_lowered[leaf] is { } down) yield return (Base, down);
    }

    private double[] Moved(int leaf, bool up)
    {
        var set = _model.Experiments.BaseValues();
        var value = set[leaf];
        if (Leaves[leaf].Value is DirichletValue share)
        {
            // The others make room, or take what becomes free, in proportion.
            var moved = up ? value + Step * (1 - value) : value * (1 - Step);
            for (var other = 0; other < set.Length; other++)
            {
                if (other != leaf && Leaves[other].Value is DirichletValue same && same.Group == share.Group) set[other] *= value < 1 ? (1 - moved) / (1 - value) : 1;
            }
            set[leaf] = moved;
            return set;
        }
        var size = value != 0 ? Math.Abs(value) * Step : IsMoney(leaf) ? 100 : Step;
        set[leaf] = Within(leaf, up ? value + size : value - size);
        return set;
    }

    private HashSet<int> FindThoseOfTheDead()
    {
        if (Variants.WithEverybodyDead(_model) is not { } allDead) return [];
        var sets = Enumerable.Range(0, Leaves.Count).Select(leaf => Moved(leaf, up: true)).Prepend(_model.Experiments.BaseValues()).ToList();
        var answers = _model.Experiments.Run(sets, allDead);
        return answers[0] is not { } before ? [] : [.. Enumerable.Range(0, Leaves.Count).Where(leaf => answers[leaf + 1] is { } after && after.DiffersFrom(before))];
    }
}
