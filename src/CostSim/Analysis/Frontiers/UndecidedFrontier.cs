using CostSim.Analysis.Streaming;

namespace CostSim.Analysis.Frontiers;

/// <summary>Finds the strategies whose place on or off the frontier could be another with other draws.</summary>
internal sealed class UndecidedFrontier
{
    private readonly DecisionMoments _moments;
    private readonly IReadOnlyList<string> _names;
    private readonly IReadOnlyList<FrontierEntry> _frontier;
    private readonly FrontierEntry[] _steps;   // those on the frontier, by ascending cost

    public UndecidedFrontier(DecisionMoments moments, IReadOnlyList<string> names, IReadOnlyList<FrontierEntry> frontier)
    {
        (_moments, _names, _frontier) = (moments, names, frontier);
        _steps = [.. frontier.Where(entry => entry.Status is FrontierStatus.Reference or FrontierStatus.OnFrontier)];
    }

    public IEnumerable<string> Warnings => _frontier.Where(IsUndecided).Select(entry =>
    {
        var place = entry.Status == FrontierStatus.OnFrontier ? "on the frontier" : entry.StatusInWords;
        return $"'{entry.Name}' is {place} by differences smaller than Monte Carlo error: more draws may change that.";
    });

    private bool IsUndecided(FrontierEntry entry) => entry.Status switch
    {
        FrontierStatus.Reference => false,   // what could take its place is undecided itself, and says so
        FrontierStatus.OnFrontier => StepIsUndecided(Array.IndexOf(_steps, entry)),
        FrontierStatus.Dominated => EitherAxisIsUndecided(entry.Name, entry.By[0]),
        FrontierStatus.ExtendedlyDominated => MixtureIsUndecided(entry.Name, Entry(entry.By[0]), Entry(entry.By[1])),
        _ => throw new InvalidOperationException($"{entry.Status} is no status of the frontier."),
    };

    private bool StepIsUndecided(int step) => EitherAxisIsUndecided(_steps[step].Name, _steps[step - 1].Name)
        || (step + 1 < _steps.Length && MixtureIsUndecided(_steps[step].Name, _steps[step - 1], _steps[step + 1]));

    private bool EitherAxisIsUndecided(string name, string other) =>
        _moments.OfCost(Place(name), Place(other)).IsUndecided
        || _moments.OfEffect(Place(name), Place(other)).IsUndecided;

    /// <summary>How far a strategy lies from the straight line between two others is a net benefit, at that line's slope.</summary>
    private bool MixtureIsUndecided(string name, FrontierEntry before, FrontierEntry after)
    {
        var slope = (after.Cost - before.Cost) / (after.Effect - before.Effect);
        return _moments.OfNetBenefit(Place(name), Place(before.Name), slope).IsUndecided;
    }

    private FrontierEntry Entry(string name) => _frontier.First(entry => entry.Name == name);

    private int Place(string name) => Enumerable.Range(0, _names.Count).First(s => _names[s] == name);
}
