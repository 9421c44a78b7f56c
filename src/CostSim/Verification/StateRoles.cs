using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Verification;

/// <summary>Which states are those of the dead: declared by the scenario, else by name, else states that nobody leaves and that earn no life years.</summary>
internal sealed class StateRoles
{
    private static readonly string[] WordsOfDeath = ["dead", "death", "died", "deceased"];

    private readonly HashSet<StateFamily> _dead;

    /// <param name="scenario">Read without errors.</param>
    public StateRoles(Scenario scenario)
    {
        var (families, declared) = (scenario.Model.Families, scenario.Expectations.Dead);
        var named = families.Where(family => IsDeadByName(family.Name)).ToList();
        IEnumerable<StateFamily> dead = declared.Count > 0 ? declared : named.Count > 0 ? named : families.Where(family => IsLeftByNobody(family, scenario.Model) && EarnsNoLifeYears(family, scenario.Model));
        _dead = new HashSet<StateFamily>(dead, ReferenceEqualityComparer.Instance);
        DeadNames = [.. scenario.Model.Space.States.Where(IsDead).Select(state => state.ReportedName).Distinct()];
    }

    /// <summary>As tables name them; empty for a model without death.</summary>
    public IReadOnlyList<string> DeadNames { get; }

    public IEnumerable<StateFamily> DeadFamilies => _dead;

    public bool IsDead(HealthState state) => _dead.Contains(state.Family);

    private static bool IsLeftByNobody(StateFamily family, Model model) =>
        !model.Events.SelectMany(item => item.Rules).SelectMany(rule => rule.From).Any(selector => ReferenceEquals(selector.Family, family));

    private static bool EarnsNoLifeYears(StateFamily family, Model model) =>
        !model.Outcomes.Where(outcome => outcome.Name == Outcome.LifeYears).SelectMany(outcome => outcome.In).Any(reward => ReferenceEquals(reward.In.Family, family));

    private static bool IsDeadByName(string name) => Array.Exists(name.Split('_'), part => Array.Exists(WordsOfDeath, word => word.Equals(part, StringComparison.OrdinalIgnoreCase)));
}
