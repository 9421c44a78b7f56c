using CostSim.Cohort;
using CostSim.Models;

namespace CostSim.Verification;

/// <summary>Checks of what the scenario's author says under <c>verify:</c>.</summary>
internal static class ExpectationChecks
{
    private const string Unsaid = "the scenario says nothing under 'verify:";

    public static Verdict WorseStatesAreWorse(ModelUnderTest model)
    {
        var chain = model.Scenario.Expectations.FromBestToWorst;
        if (chain.Count < 2) return Verdict.NotApplicable($"{Unsaid} from_best_to_worst:'");
        var wrong = new List<string>();
        var outcome = model.UndiscountedPlan.Outcomes.ToList().IndexOf(Outcome.Qaly);
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            for (var i = 1; i < chain.Count; i++)
            {
                int[] better = [.. Places(probe, chain[i - 1])], worse = [.. Places(probe, chain[i])];
                if (better.Length == 0 || worse.Length == 0) continue;
                var (more, less) = (better.Max(place => probe.PerYear(0, place, outcome)), worse.Max(place => probe.PerYear(0, place, outcome)));
                if (Near.Above(less, more)) wrong.Add($"with '{name}' a year in '{chain[i].Name}' is worth {Near.Text(less)} QALYs, in '{chain[i - 1].Name}' {Near.Text(more)}");
                var (safer, riskier) = (Risk(model, probe, better), Risk(model, probe, worse));
                if (Near.Above(safer, riskier)) wrong.Add($"with '{name}' {Near.Text(riskier)} die in a cycle in '{chain[i].Name}', in '{chain[i - 1].Name}' {Near.Text(safer)}");
            }
        }
        return Verdict.Of(wrong, $"from {chain[0].Name} to {chain[^1].Name}: no more QALYs a year, no less risk of death");
    }

    public static Verdict ParametersAffectTheirStrategiesOnly(ModelUnderTest model)
    {
        var only = model.Scenario.Expectations.Only;
        if (only.Count == 0) return Verdict.NotApplicable($"{Unsaid} only:'");
        var wrong = new List<string>();
        foreach (var (parameter, strategies) in only)
        {
            var leaf = LeafOf(model, parameter);
            foreach (var (s, name) in model.Strategies)
            {
                var moves = model.Parameters.Moves(leaf, s);
                if (moves && !strategies.Contains(name)) wrong.Add($"'{parameter}' affects '{name}'");
                if (!moves && strategies.Contains(name)) wrong.Add($"'{parameter}' does not affect '{name}'");
            }
        }
        return Verdict.Of(wrong, $"{only.Count} parameters affect the strategies that are named, and no other");
    }

    public static Verdict RaisingDoesWhatIsExpected(ModelUnderTest model)
    {
        var effects = model.Scenario.Expectations.Raising;
        if (effects.Count == 0) return Verdict.NotApplicable($"{Unsaid} raising:'");
        var wrong = new List<string>();
        foreach (var (parameter, outcome, expected) in effects)
        {
            var leaf = LeafOf(model, parameter);
            int[] found = [.. model.Strategies.Select(strategy => model.Parameters.Direction(leaf, strategy.Index, outcome)).Where(direction => direction != 0).Distinct()];
            if (expected == 0 ? found.Length > 0 : found is not [var one] || one != expected)
                wrong.Add($"raising '{parameter}' moves '{outcome}' {(found.Length == 0 ? "nowhere" : string.Join(" and ", found.Select(Word)))}, not {Word(expected)}");
        }
        return Verdict.Of(wrong, $"{effects.Count} effects");

        static string Word(int direction) => direction switch { > 0 => "up", < 0 => "down", _ => "nowhere" };
    }

    public static Verdict StrategiesAreInOrder(ModelUnderTest model)
    {
        var (ascending, equal) = (model.Scenario.Expectations.Ascending, model.Scenario.Expectations.Equal);
        if (ascending.Count + equal.Count == 0) return Verdict.NotApplicable($"{Unsaid} ascending:' or 'equal:'");
        var wrong = new List<string>();
        var places = model.Strategies.ToDictionary(strategy => strategy.Name, strategy => strategy.Index);
        foreach (var (outcome, strategies) in ascending) wrong.AddRange(Pairs(outcome, strategies).Where(pair => !Near.Above(pair.Second, pair.First)).Select(pair => $"'{outcome}' is {Near.Text(pair.First)} with '{pair.A}' and {Near.Text(pair.Second)} with '{pair.B}'"));
        foreach (var (outcome, strategies) in equal) wrong.AddRange(Pairs(outcome, strategies).Where(pair => !Near.Equal(pair.Second, pair.First)).Select(pair => $"'{outcome}' is {Near.Text(pair.First)} with '{pair.A}' and {Near.Text(pair.Second)} with '{pair.B}'"));
        return Verdict.Of(wrong, $"{ascending.Count + equal.Count} orders of strategies, undiscounted");

        IEnumerable<(string A, string B, double First, double Second)> Pairs(string outcome, IReadOnlyList<string> strategies) =>
            strategies.Zip(strategies.Skip(1), (a, b) => (a, b, model.UndiscountedTotals[places[a], outcome][0], model.UndiscountedTotals[places[b], outcome][0]));
    }

    public static Verdict PeopleStayAsLongAsExpected(ModelUnderTest model)
    {
        var stays = model.Scenario.Expectations.Stay;
        if (stays.Count == 0) return Verdict.NotApplicable($"{Unsaid} stay:'");
        var wrong = new List<string>();
        foreach (var (family, duration) in stays)
        {
            var cycles = duration.WholeNumberOf(model.Scenario.Model.Cycle)!.Value;
            var scenario = Variants.StartingIn(model.Undiscounted, family) with
            {
                Model = model.Scenario.Model with { AtStart = [] },
                Cycles = Math.Max(model.Scenario.Cycles, cycles),
            };
            var plan = ModelUnderTest.Compile(scenario);
            foreach (var (s, name) in model.Strategies)
            {
                var staying = Staying(new CohortProbe(plan, s), family, cycles);
                var end = staying.FindIndex(share => share == 0);
                if (end != cycles) wrong.Add(end < 0 ? $"with '{name}' {Near.Text(staying[^1])} are still in '{family.Name}' after {cycles} cycles" : $"with '{name}' all have left '{family.Name}' after {end} of {cycles} cycles");
            }
        }
        return Verdict.Of(wrong, $"{stays.Count} states are left after the time that is said, and not before");
    }

    /// <summary>The share that has not left a family, by cycle; whoever leaves does not come back.</summary>
    private static List<double> Staying(CohortProbe probe, StateFamily family, int cycles)
    {
        var people = probe.Start().Select((share, place) => (place, share)).Where(item => item.share > 0).ToDictionary(item => item.place, item => item.share);
        var staying = new List<double> { people.Values.Sum() };
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            int[] origins = [.. people.Keys];
            var moves = probe.Moves(cycle, origins);
            var next = new Dictionary<int, double>();
            for (var o = 0; o < origins.Length; o++)
            {
                foreach (var (target, share) in moves[o].Where(move => ReferenceEquals(probe.States[move.Target].Family, family)))
                    next[target] = next.GetValueOrDefault(target) + people[origins[o]] * share;
            }
            people = next;
            staying.Add(people.Values.Sum());
        }
        return staying;
    }

    private static IEnumerable<int> Places(CohortProbe probe, StateFamily family) => probe.Origins.Where(place => ReferenceEquals(probe.States[place].Family, family));

    private static double Risk(ModelUnderTest model, CohortProbe probe, int[] origins) =>
        probe.Moves(0, origins).Max(moves => moves.Where(move => model.Roles.IsDead(probe.States[move.Target])).Sum(move => move.Share));

    private static int LeafOf(ModelUnderTest model, string parameter)
    {
        for (var leaf = 0; leaf < model.Parameters.Leaves.Count; leaf++)
        {
            if (model.Parameters.Leaves[leaf].Name == parameter) return leaf;
        }
        throw new CheckException($"'{parameter}' is calculated from other parameters: name those under 'verify:'");
    }
}
