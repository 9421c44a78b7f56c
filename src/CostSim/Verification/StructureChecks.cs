using CostSim.Language;
using CostSim.Models;

namespace CostSim.Verification;

/// <summary>Checks of states, moves and clocks.</summary>
internal static class StructureChecks
{
    /// <summary>Shares that are sums of others miss their value by rounding.</summary>
    private const double Rounding = 1e-9;

    public static Verdict EveryCycleKeepsEverybody(ModelUnderTest model)
    {
        var wrong = new List<string>();
        var rows = 0L;
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            var origins = probe.Origins;
            foreach (var cycle in Cycles(model))
            {
                model.Cancel.ThrowIfCancellationRequested();
                var moves = probe.Moves(cycle, origins);
                for (var o = 0; o < origins.Count; o++, rows++)
                {
                    var sum = moves[o].Sum(move => move.Share);
                    if (Math.Abs(sum - 1) > Rounding || moves[o].Any(move => move.Share is not (>= -Rounding and <= 1 + Rounding)))
                        wrong.Add($"from '{probe.States[origins[o]]}' in cycle {cycle} of '{name}' the shares sum to {sum:G10}");
                }
            }
        }
        return Verdict.Of(wrong, $"{rows:N0} rows of transition matrices sum to 1, with no share below 0");
    }

    public static Verdict OccupancySumsToOne(ModelUnderTest model)
    {
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var trace = model.Traces[s];
            for (var t = 0; t < trace.Boundaries; t++)
            {
                var sum = Enumerable.Range(0, trace.States.Count).Sum(state => trace[state, t][0]);
                if (Math.Abs(sum - 1) > Rounding) wrong.Add($"'{name}' has {sum:G10} of the cohort after {t} cycles");
            }
        }
        return Verdict.Of(wrong, $"at {model.Scenario.Cycles + 1} cycle boundaries of each strategy");
    }

    public static Verdict EverybodyStartsAlive(ModelUnderTest model)
    {
        if (model.Roles.DeadNames.Count == 0) return Verdict.NotApplicable("the model has no state of the dead");
        var wrong = model.Scenario.Strategies.SelectMany(strategy => strategy.Start ?? model.Scenario.Population.Start).Distinct()
            .Where(share => share.State.ResolveStart(model.Scenario.Model.Families, model.Scenario.Model.Space, out _) is >= 0 and var state && model.Roles.IsDead(model.Scenario.Model.Space.States[state]))
            .Where(share => share.Share is not NumberExpression { Value: 0 })
            .Select(share => $"{share.State.At}: a share of {share.Share} starts in '{share.State.Text}'").ToList();
        return Verdict.Of(wrong, "nobody starts in a state of the dead");
    }

    public static Verdict TheDeadStayDead(ModelUnderTest model)
    {
        if (model.Roles.DeadNames.Count == 0) return Verdict.NotApplicable("the model has no state of the dead");
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            int[] dead = [.. probe.Origins.Where(place => model.Roles.IsDead(probe.States[place]))];
            foreach (var cycle in Cycles(model))
            {
                var moves = probe.Moves(cycle, dead);
                for (var o = 0; o < dead.Length; o++)
                    wrong.AddRange(moves[o].Where(move => !model.Roles.IsDead(probe.States[move.Target])).Select(move => $"{Near.Text(move.Share)} return from '{probe.States[dead[o]]}' to '{probe.States[move.Target]}' in cycle {cycle} of '{name}'"));
            }
        }
        return Verdict.Of(wrong, $"nobody leaves {string.Join(", ", model.Roles.DeadNames)}");
    }

    public static Verdict DeathComesToEveryState(ModelUnderTest model)
    {
        if (model.Roles.DeadNames.Count == 0) return Verdict.NotApplicable("the model has no state of the dead");
        var wrong = new List<string>();
        var living = 0;
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            var spared = probe.Origins.Where(place => !model.Roles.IsDead(probe.States[place])).ToList();
            living += spared.Count;
            foreach (var cycle in Cycles(model))
            {
                if (spared.Count == 0) break;
                var moves = probe.Moves(cycle, spared);
                spared = [.. spared.Where((_, o) => !moves[o].Any(move => model.Roles.IsDead(probe.States[move.Target])))];
            }
            wrong.AddRange(spared.Select(place => probe.States[place].ReportedName).Distinct().Select(state => $"nobody ever dies in '{state}' with '{name}'"));
        }
        return Verdict.Of(wrong, $"from each of {living:N0} states of the living, summed over strategies");
    }

    public static Verdict EveryStateIsReached(ModelUnderTest model)
    {
        var reached = model.ProbesOfAllProfiles.SelectMany(probe => probe.States).Select(state => state.Family).ToHashSet(ReferenceEqualityComparer.Instance);
        var wrong = model.Scenario.Model.Families.Where(family => !reached.Contains(family)).Select(family => $"{family.At}: no strategy ever reaches '{family.Name}'").ToList();
        return Verdict.Of(wrong, $"{model.Scenario.Model.Families.Count} states or families of states");
    }

    public static Verdict EveryEventHappens(ModelUnderTest model)
    {
        var happening = model.ProbesOfAllProfiles.SelectMany(probe => probe.Events).ToHashSet();
        var wrong = model.Scenario.Model.AtStart.Concat(model.Scenario.Model.Events).Where(item => !happening.Contains(item.Name)).Select(item => $"{item.At}: '{item.Name}' moves nobody in any strategy").ToList();
        return Verdict.Of(wrong, $"{happening.Count} events each move somebody in some strategy");
    }

    public static Verdict ClocksAdvanceByOne(ModelUnderTest model)
    {
        if (model.Scenario.Model.Space.ClockChains.Count == 0) return Verdict.NotApplicable("the model has no clock");
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            int[] origins = [.. probe.Origins.Where(place => probe.States[place].Family.Dimensions.Any(dimension => dimension is ClockDimension))];
            var moves = probe.Moves(0, origins);
            for (var o = 0; o < origins.Length; o++)
            {
                var from = probe.States[origins[o]];
                foreach (var to in moves[o].Select(move => probe.States[move.Target]).Where(to => ReferenceEquals(to.Family, from.Family)))
                {
                    for (var d = 0; d < from.Positions.Count; d++)
                    {
                        if (from.Family.Dimensions[d] is not ClockDimension clock) continue;
                        var (before, after) = (ClockDimension.Reading(from.Positions[d]), ClockDimension.Reading(to.Positions[d]));
                        if (after != 0 && after != Math.Min(before + 1, clock.Cycles)) wrong.Add($"'{clock.Name}' goes from {before} to {after} cycles in '{from.Family.Name}' of '{name}'");
                    }
                }
            }
        }
        return Verdict.Of(wrong, "each reading is one cycle more than the last, or the clock has restarted");
    }

    /// <summary>The first, the last, and up to eight between: what changes with age or time changes in all of them.</summary>
    private static IEnumerable<int> Cycles(ModelUnderTest model)
    {
        var last = model.Scenario.Cycles - 1;
        return Enumerable.Range(0, 10).Select(i => i * last / 9).Distinct();
    }
}
