using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Scenarios.Readers;

/// <summary>Reads distributions: <c>beta: { mean: 0.7, se: 0.02 }</c>.</summary>
internal static class DistributionReader
{
    /// <summary>The one argument that is a pair of numbers.</summary>
    public const string Interval = "ci95";

    /// <summary>The one that is a list of others.</summary>
    public const string Mixture = "mixture";

    /// <summary>Those that <c>min</c> and <c>max</c> can cut; the others have ends of their own.</summary>
    private static readonly string[] Unbounded = ["beta", "gamma", "normal", "student-t", "lognormal"];

    private static readonly string[] Cuts = ["min", "max"];

    /// <summary>For each distribution, its parametrisations: the names of the arguments, and what they make.</summary>
    private static readonly Dictionary<string, Parametrisation[]> Distributions = new()
    {
        ["beta"] =
        [
            new(["alpha", "beta"], a => new BetaDistribution(a[0], a[1])),
            new(["mean", "se"], a => BetaDistribution.FromMeanAndStandardError(a[0], a[1])),
            new(["mean", Interval], a => BetaDistribution.FromMeanAndInterval95(a[0], a[1], a[2])),
            new(["events", "trials"], a => BetaDistribution.FromCounts(a[0], a[1])),
        ],
        ["gamma"] =
        [
            new(["shape", "scale"], a => new GammaDistribution(a[0], a[1])),
            new(["shape", "rate"], a => GammaDistribution.FromShapeAndRate(a[0], a[1])),
            new(["mean", "se"], a => GammaDistribution.FromMeanAndStandardError(a[0], a[1])),
            new(["mean", Interval], a => GammaDistribution.FromMeanAndInterval95(a[0], a[1], a[2])),
        ],
        ["normal"] =
        [
            new(["mean", "se"], a => new NormalDistribution(a[0], a[1])),
            new(["mean", Interval], a => NormalDistribution.FromMeanAndInterval95(a[0], a[1], a[2])),
        ],
        ["student-t"] = [new(["mean", "scale", "df"], a => new StudentTDistribution(a[0], a[1], a[2]))],
        ["truncated-normal"] =
        [
            new(["mean", "se", "min", "max"], a => new TruncatedNormalDistribution(a[0], a[1], a[2], a[3])),
            new(["mean", "se", "min"], a => new TruncatedNormalDistribution(a[0], a[1], a[2], double.PositiveInfinity)),
            new(["mean", "se", "max"], a => new TruncatedNormalDistribution(a[0], a[1], double.NegativeInfinity, a[2])),
        ],
        ["lognormal"] =
        [
            new(["meanlog", "sdlog"], a => new LogNormalDistribution(a[0], a[1])),
            new(["median", "sdlog"], a => new LogNormalDistribution(Math.Log(a[0]), a[1])),
            new(["mean", "se"], a => LogNormalDistribution.FromMeanAndStandardError(a[0], a[1])),
            new(["mean", Interval], a => LogNormalDistribution.FromMeanAndInterval95(a[0], a[1], a[2])),
            new(["median", Interval], a => LogNormalDistribution.FromMedianAndInterval95(a[0], a[1], a[2])),
        ],
        ["uniform"] = [new(["min", "max"], a => new UniformDistribution(a[0], a[1]))],
        ["triangular"] = [new(["min", "mode", "max"], a => new TriangularDistribution(a[0], a[1], a[2]))],
        ["pert"] = [new(["min", "mode", "max"], a => new PertDistribution(a[0], a[1], a[2]))],
    };

    /// <summary>The distributions of single numbers, by the names that scenario files use.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. Distributions.Keys, Mixture];

    /// <summary>For each distribution the sets of arguments, one of which it takes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<string>>> Arguments { get; } =
        Distributions.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<IReadOnlyList<string>>)[.. pair.Value.SelectMany(item => WithCuts(pair.Key, item.Arguments))]);

    /// <summary>A set of arguments alone, and with each end at which the distribution may be cut.</summary>
    private static IEnumerable<IReadOnlyList<string>> WithCuts(string name, string[] arguments) =>
        Unbounded.Contains(name) ? [arguments, [.. arguments, Cuts[0]], [.. arguments, Cuts[1]], [.. arguments, .. Cuts]] : [arguments];

    /// <summary>Reads one distribution.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="node">Its arguments.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The distribution and how the scenario wrote it, or null after a problem.</returns>
    public static (Distribution Distribution, string Description)? Read(string name, Node node, Problems problems)
    {
        if (name == Mixture) return ReadMixture(node, problems);
        var parametrisations = Distributions[name];
        var canBeCut = Unbounded.Contains(name);
        var expected = $"one of {string.Join(" or ", parametrisations.Select(item => $"'{{ {string.Join(", ", item.Arguments)} }}'"))}{(canBeCut ? ", and 'min' and 'max' where it is cut" : "")}";
        if (node is not MappingNode mapping)
        {
            problems.Error(node.At, $"{node.Kind} as the arguments of '{name}'", expected);
            return null;
        }

        var given = mapping.Entries.Select(entry => entry.Name).ToHashSet();
        string[] cuts = canBeCut ? [.. Cuts.Where(given.Contains)] : [];
        var parametrisation = Array.Find(parametrisations, item => given.Except(cuts).ToHashSet().SetEquals(item.Arguments));
        if (parametrisation is null)
        {
            var known = parametrisations.SelectMany(item => item.Arguments).Concat(canBeCut ? Cuts : []).Distinct().ToArray();
            var misspelt = given.FirstOrDefault(argument => !known.Contains(argument));
            problems.Error(mapping.At, $"'{name}' with {(given.Count == 0 ? "no arguments" : string.Join(", ", mapping.Entries.Select(entry => entry.Name)))}", expected, misspelt, misspelt is null ? null : known);
            return null;
        }

        var arguments = new List<double>();
        foreach (var argument in parametrisation.Arguments)
        {
            if (argument == Interval ? !ReadInterval(mapping[argument]!, arguments, problems) : !ReadNumber(argument, mapping[argument]!, arguments, problems)) return null;
        }
        var ends = new List<double>();
        if (!cuts.All(cut => ReadNumber(cut, mapping[cut]!, ends, problems))) return null;
        try
        {
            var description = $"{name}({string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {Text(entry.Value)}"))})";
            var distribution = parametrisation.Create([.. arguments]);
            return (cuts.Length == 0 ? distribution : Cut(name, distribution, End("min", double.NegativeInfinity), End("max", double.PositiveInfinity)), description);
        }
        catch (DistributionException exception)
        {
            problems.Error(mapping.At, exception.Message.TrimEnd('.'));
            return null;
        }

        double End(string cut, double none) => Array.IndexOf(cuts, cut) is >= 0 and var place ? ends[place] : none;
    }

    /// <exception cref="DistributionException">Nearly nothing is left.</exception>
    private static Distribution Cut(string name, Distribution distribution, double lower, double upper)
    {
        if (distribution is NormalDistribution normal) return new TruncatedNormalDistribution(normal.Mean, normal.StandardDeviation, lower, upper);
        try
        {
            return new TruncatedDistribution(distribution, lower, upper);
        }
        catch (DistributionException exception)
        {
            throw new DistributionException($"{name}: {exception.Message}", exception.Argument);
        }
    }

    private static (Distribution Distribution, string Description)? ReadMixture(Node node, Problems problems)
    {
        const string expected = "a list of two or more, each with its weight and a distribution: '{ weight: 0.3, beta: { mean: 0.7, se: 0.02 } }'";
        if (node is not SequenceNode { Items: { Count: > 1 } items })
        {
            problems.Error(node.At, $"{node.Kind} as '{Mixture}'", expected);
            return null;
        }
        var read = new List<(double Weight, (Distribution Distribution, string Description) Component)>();
        foreach (var item in items)
        {
            if (item is not MappingNode component || component.Entries.Where(entry => entry.Name != "weight").ToArray() is not [var distribution])
            {
                problems.Error(item.At, $"{item.Kind} in '{Mixture}'", expected);
                continue;
            }
            var weight = new Fields(component, $"a component of '{Mixture}'", problems).Number("weight", "its share, above 0 and below 1", required: true);
            if (!Names.Contains(distribution.Name)) problems.Error(distribution.Key.At, $"unknown distribution '{distribution.Name}' in '{Mixture}'", $"one of {string.Join(", ", Names)}", distribution.Name, Names);
            else if (Read(distribution.Name, distribution.Value, problems) is { } known && weight is { } share) read.Add((share, known));
        }
        if (read.Count < items.Count) return null;
        try
        {
            var mixture = new MixtureDistribution([.. read.Select(item => item.Component.Distribution)], [.. read.Select(item => item.Weight)]);
            return (mixture, $"{Mixture}({string.Join(", ", read.Select(item => $"{item.Weight:R} {item.Component.Description}"))})");
        }
        catch (DistributionException exception)
        {
            problems.Error(node.At, exception.Message.TrimEnd('.'));
            return null;
        }
    }

    private static string Text(Node node) => node is SequenceNode pair ? $"{Text(pair.Items[0])} to {Text(pair.Items[1])}" : ((ScalarNode)node).Text;

    private static bool ReadNumber(string name, Node node, List<double> arguments, Problems problems)
    {
        if (node is ScalarNode scalar && Fields.TryNumber(scalar, out var value))
        {
            arguments.Add(value);
            return true;
        }
        problems.Error(node.At, $"{node.Kind} as '{name}'", "a finite number");
        return false;
    }

    private static bool ReadInterval(Node node, List<double> arguments, Problems problems)
    {
        if (node is SequenceNode { Items.Count: 2 } pair) return pair.Items.All(item => ReadNumber(Interval, item, arguments, problems));
        problems.Error(node.At, $"{node.Kind} as '{Interval}'", "two numbers, '[lower, upper]'");
        return false;
    }

    private sealed record Parametrisation(string[] Arguments, Func<double[], Distribution> Create);
}
