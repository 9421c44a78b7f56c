using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Scenarios.Readers;

/// <content><c>extends:</c>: a scenario that says only what is different from another.</content>
public sealed partial class ScenarioReader
{
    private const string Extends = "extends";

    /// <summary>Scenarios on scenarios: more could not be followed by a reader.</summary>
    private const int MostBases = 8;

    /// <summary>What says what a scenario is called; it is not inherited, or two scenarios would bear one name.</summary>
    private static readonly string[] Own = ["scenario", "about", Extends];

    /// <summary>Reads the file and all that it extends, as one mapping.</summary>
    /// <returns>The mapping, or null after a problem with one of the files.</returns>
    private MappingNode? ReadWithBases()
    {
        var layers = new List<MappingNode>();
        var files = new List<string>();
        var (file, at) = (_path, SourceLocation.StartOf(_path));
        while (true)
        {
            files.Add(Canonical(file));
            if (ReadText(file, at) is not { } text || YamlReader.Read(file, text, _problems) is not { } mapping) return null;
            layers.Add(mapping);
            if (mapping[Extends] is not { } extends) break;
            if (extends is not ScalarNode { Text.Length: > 0 } path)
            {
                _problems.Error(extends.At, $"{extends.Kind} as '{Extends}'", "the path of a scenario file");
                return null;
            }
            (file, at) = (Beside(path), path.At);
            if (files.Contains(Canonical(file)))
            {
                _problems.Error(path.At, $"'{path.Text}', which this scenario extends already: {string.Join(" extends ", files.Append(Canonical(file)))}", "scenarios that do not extend each other in a circle");
                return null;
            }
            if (layers.Count > MostBases)
            {
                _problems.Error(path.At, $"more than {MostBases} scenarios that extend one another", "fewer layers");
                return null;
            }
        }

        if (layers.Count == 1) return layers[0];
        var merged = Layer(layers[^1], isBase: true);
        for (var layer = layers.Count - 2; layer >= 0; layer--) merged = MappingMerge.Over(Layer(layers[layer], isBase: layer > 0), merged, MergeParameter);
        return merged;
    }

    private static MappingNode Layer(MappingNode mapping, bool isBase)
    {
        var layer = WithoutOwn(mapping, isBase);
        return layer with { Entries = [.. layer.Entries.Select(entry => entry is { Name: "parameters", Value: MappingNode parameters } ? entry with { Value = ParameterReader.WithGroups(parameters) } : entry)] };
    }

    private static MappingNode WithoutOwn(MappingNode mapping, bool isBase) =>
        mapping with { Entries = [.. mapping.Entries.Where(entry => isBase ? !Own.Contains(entry.Name) : entry.Name != Extends)] };

    /// <summary>A parameter that is given a value anew loses the distribution, the base value and the source of the old one; its unit and meaning stay.</summary>
    private static Node? MergeParameter(IReadOnlyList<string> names, Node upper, Node lower)
    {
        if (names is not ["parameters", _, ..] || lower is not MappingNode below || !ParameterReader.IsSpecification(below)) return null;
        var kept = below.Entries.Where(entry => entry.Name is "unit" or "about");
        return upper switch
        {
            ScalarNode value => below with { At = value.At, Entries = [new Entry(new ScalarNode(value.At, "value", Quoted: false), value), .. kept] },
            MappingNode above when ParameterReader.IsSpecification(above) => above with { Entries = [.. above.Entries, .. kept.Where(entry => above[entry.Name] is null)] },
            _ => null,
        };
    }

    /// <summary>A path without "." and "..", so that a file is known again under another name.</summary>
    private static string Canonical(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part is not (".")) parts.Add(part);
        }
        return string.Join('/', parts);
    }
}
