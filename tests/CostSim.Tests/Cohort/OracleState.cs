using CostSim.Models;

namespace CostSim.Tests.Cohort;

/// <summary>Where somebody is: a label for each label dimension, and for each clock the exact number of whole cycles since it was set.</summary>
/// <remarks>Clocks count on without end; only what expressions read of them is limited. So tunnels that end too early would be seen.</remarks>
internal sealed record OracleState
{
    /// <summary>The count of a clock that was set in the running cycle.</summary>
    private const int JustSet = -1;

    private readonly StateFamily _family;
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly IReadOnlyDictionary<string, int> _clocks;

    private OracleState(StateFamily family, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, int> clocks)
    {
        (_family, _labels, _clocks) = (family, labels, clocks);
        Name = string.Join(' ', labels.Select(pair => $"{pair.Key}={pair.Value}").Prepend(family.Name));
        Key = $"{Name} {string.Join(' ', clocks.Select(pair => $"{pair.Key}={pair.Value}"))}";
    }

    /// <summary>Without clocks, as tables show it.</summary>
    public string Name { get; }

    public string Key { get; }

    public StateFamily Family => _family;

    /// <summary>At the start: the first label where none is said, all clocks just set.</summary>
    public static OracleState Start(Target target, IReadOnlyList<StateFamily> families)
    {
        var family = target.Family ?? families.First(family => target.Changes.All(change => family.Dimensions.Any(dimension => dimension.Name == change.Dimension.Name)));
        var labels = family.Dimensions.OfType<LabelDimension>()
            .ToDictionary(dimension => dimension.Name, dimension => dimension.Labels[target.Changes.FirstOrDefault(change => change.Dimension.Name == dimension.Name)?.Label ?? 0]);
        return new OracleState(family, labels, family.Dimensions.OfType<ClockDimension>().ToDictionary(clock => clock.Name, _ => JustSet));
    }

    /// <summary>Where a target leads from here.</summary>
    public OracleState Move(Target target)
    {
        var family = target.Family ?? _family;
        var isEntered = family.Name != _family.Name;
        var labels = new Dictionary<string, string>();
        foreach (var dimension in family.Dimensions.OfType<LabelDimension>())
        {
            labels[dimension.Name] = target.Changes.FirstOrDefault(change => change.Dimension.Name == dimension.Name) switch
            {
                null => _labels[dimension.Name],
                { Label: { } label } => dimension.Labels[label],
                { Shift: var shift } => dimension.Labels[dimension.Labels.ToList().IndexOf(_labels[dimension.Name]) + shift],
            };
        }
        var clocks = new Dictionary<string, int>();
        foreach (var clock in family.Dimensions.OfType<ClockDimension>())
        {
            var isSet = clock.Of is null ? target.Family is not null : target.Changes.Any(change => change.Dimension.Name == clock.Of.Name);
            clocks[clock.Name] = isEntered || isSet ? JustSet : _clocks[clock.Name];
        }
        return new OracleState(family, labels, clocks);
    }

    /// <summary>At the end of a cycle every clock counts one more.</summary>
    public OracleState CycleLater() => new(_family, _labels, _clocks.ToDictionary(pair => pair.Key, pair => pair.Value + 1));

    /// <summary>What an expression reads of a dimension; null where the family has no such dimension.</summary>
    public OracleValue? Read(string name, double cycleYears)
    {
        if (_labels.TryGetValue(name, out var label)) return OracleValue.Of(label);
        if (!_clocks.TryGetValue(name, out var cycles)) return null;
        var longest = _family.Dimensions.OfType<ClockDimension>().First(clock => clock.Name == name).Cycles;
        return OracleValue.Of(Math.Clamp(cycles, 0, longest) * cycleYears);
    }
}
