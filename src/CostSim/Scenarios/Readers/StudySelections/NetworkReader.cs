using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;

namespace CostSim.Scenarios.Readers.StudySelections;

/// <summary>Reads <c>network:</c>, a group of parameters that are the effects of treatments in a network of studies, correlated as they are.</summary>
/// <param name="tables">Gives the table of a path, or null after a problem.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class NetworkReader(Func<ScalarNode, CsvTable?> tables, Problems problems)
{
    private static readonly Dictionary<string, bool> Uses = new() { ["mean"] = false, ["predictive"] = true };

    /// <summary>A value for each label of the group; none after a problem.</summary>
    /// <param name="group">The name that the parameters share.</param>
    /// <param name="node">What stands under the key.</param>
    public IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> Read(string group, Node node)
    {
        if (node is not MappingNode mapping)
        {
            problems.Error(node.At, $"{node.Kind} as 'network'", "'file', 'reference', 'use' and 'effects'");
            return [];
        }
        var found = new Problems();
        var values = Read(group, mapping, found);
        problems.AddRange(found);
        return found.HasErrors ? [] : values;
    }

    private List<(ScalarNode Label, CorrelatedValue Value)> Read(string group, MappingNode mapping, Problems found)
    {
        var fields = new Fields(mapping, "'network'", found);
        var path = fields.Scalar("file", "the path of a study table", required: true);
        var reference = fields.Scalar("reference", "the treatment that effects are against", required: true);
        var reader = new SelectionReader(fields, mapping.At, found);
        var selection = reader.Selection();
        var method = reader.Named("method", PoolingNames.Methods) ?? PoolingMethod.RestrictedMaximumLikelihood;
        var predictive = reader.Named("use", Uses, required: true) ?? false;
        var sd = reader.Positive("sd", "outcome units in one standard deviation") ?? 1;
        var names = reader.Pairs("nodes", "arms, and the treatment that each counts as").ToDictionary(pair => pair.Name, pair => pair.Text);
        var effects = fields.Mapping("effects", "a label for each treatment: 'prp: PRP'", required: true);
        fields.RefuseOthers();
        if (path is null || reference is null || effects is null || found.HasErrors || tables(path) is not { } csv || StudyTable.Read(csv, found) is not { } table) return [];
        if (StudySelector.ForNetwork(table, selection, found) is not { } selected) return [];
        if (sd != 1 && selected.Measure != EffectMeasure.StandardisedMeanDifference)
            found.Error(fields.PlaceOf("sd"), $"'sd' with a {selected.Measure.InWords()}", "standardised mean differences");
        if (NetworkMetaAnalysis.Of(NetworkContrasts.Of(selected, names, mapping.At, found), method, reference.Text, mapping.At, found) is not { } network) return [];

        foreach (var entry in effects.Entries) CheckEffect(entry, network, effects, found);
        if (effects.Entries.Count == 0) found.Error(effects.At, "no effects", "a label for each treatment: 'prp: PRP'");
        if (found.HasErrors) return [];
        var joint = network.Joint([.. effects.Entries.Select(entry => ((ScalarNode)entry.Value).Text)], sd, predictive);
        var pooled = new PooledNetwork(PooledNetwork.TitleOf(selected), network, selected.Measure, method, predictive ? EvidenceUse.Predictive : EvidenceUse.Mean);
        return [.. effects.Entries.Select((entry, i) => (entry.Key, new CorrelatedValue(
            group, [.. effects.Entries.Select(other => other.Name)], joint, i, joint.Means[i],
            $"network({((ScalarNode)entry.Value).Text} vs {network.Reference}; {network.Studies} studies, {PoolingNames.NameOf(method)}, {(predictive ? "predictive" : "mean")})")
        {
            Network = pooled,
        }))];
    }

    private static void CheckEffect(Entry entry, NetworkMetaAnalysis network, MappingNode effects, Problems found)
    {
        string[] others = [.. network.Treatments.Skip(1)];
        if (entry.Value is not ScalarNode scalar || !others.Contains(scalar.Text))
            found.Error(entry.Value.At, $"{entry.Value.Kind} as a treatment of the network", $"one of {string.Join(", ", others)}", (entry.Value as ScalarNode)?.Text, others);
        else if (effects.Entries.Any(other => other != entry && other.Value is ScalarNode { Text: var same } && same == scalar.Text))
            found.Error(scalar.At, $"{scalar.Kind} for two labels", "each treatment once; give the other label this one's value as an expression");
    }
}
