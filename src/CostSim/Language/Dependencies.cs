using CostSim.Diagnostics;

namespace CostSim.Language;

/// <summary>Puts definitions into an order in which each uses only earlier ones.</summary>
public static class Dependencies
{
    /// <summary>Orders definitions, keeping the written order where it is possible.</summary>
    /// <param name="definitions">Each name once.</param>
    /// <param name="problems">Receives each cycle, named: "a uses b uses a".</param>
    /// <returns>The definitions in order, or null after a problem.</returns>
    public static IReadOnlyList<Definition>? InOrder(IReadOnlyList<Definition> definitions, Problems problems)
    {
        var uses = definitions.ToDictionary(
            definition => definition.Name,
            definition => FreeNames.NamesIn(definition.Value).Select(use => use.Name).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
        var byName = definitions.ToDictionary(definition => definition.Name, StringComparer.Ordinal);
        var (ordered, isCyclic) = (new List<Definition>(definitions.Count), false);
        var finished = new Dictionary<string, bool>(StringComparer.Ordinal);   // false while on the path

        foreach (var definition in definitions)
        {
            if (finished.ContainsKey(definition.Name)) continue;
            // An explicit path instead of recursion: a chain of definitions may be longer than the stack is deep.
            var path = new List<(string Name, int NextUse)> { (definition.Name, 0) };
            finished[definition.Name] = false;
            while (path.Count > 0)
            {
                var (name, nextUse) = path[^1];
                if (nextUse == uses[name].Length)
                {
                    ordered.Add(byName[name]);
                    finished[name] = true;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                path[^1] = (name, nextUse + 1);
                var used = uses[name][nextUse];
                if (!byName.ContainsKey(used)) continue;
                if (!finished.TryGetValue(used, out var isFinished))
                {
                    finished[used] = false;
                    path.Add((used, 0));
                }
                else if (!isFinished)
                {
                    isCyclic = true;
                    var cycle = path.Select(step => step.Name).SkipWhile(step => step != used).Append(used);
                    problems.Error(byName[used].At, $"'{used}' is defined by itself: {string.Join(" uses ", cycle)}", "definitions that do not go round in a circle");
                }
            }
        }
        return isCyclic ? null : ordered;
    }
}
