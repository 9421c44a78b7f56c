using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Sampling;

namespace CostSim.Scenarios.Readers.StudySelections;

/// <summary>Reads <c>pool:</c>, a parameter that is the pooled effect of the studies in a table.</summary>
/// <param name="tables">Gives the table of a path, or null after a problem.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class PoolReader(Func<ScalarNode, CsvTable?> tables, Problems problems)
{
    private const string Expected = "'file', 'use', and what chooses studies: 'comparison', 'outcome', 'month'";

    private static readonly Dictionary<string, EvidenceUse> Uses = new() { ["mean"] = EvidenceUse.Mean, ["predictive"] = EvidenceUse.Predictive };

    /// <summary>Whether the parameter stays a logarithm.</summary>
    private static readonly Dictionary<string, bool> Scales = new() { ["ratio"] = false, ["log"] = true };

    /// <summary>The distribution, how tables show it, and what it rests on; null after a problem.</summary>
    public (Distribution Distribution, string Description, PooledParameter Pooled)? Read(Node node)
    {
        if (node is not MappingNode mapping)
        {
            problems.Error(node.At, $"{node.Kind} as 'pool'", Expected);
            return null;
        }
        var found = new Problems();
        var result = Read(mapping, found);
        problems.AddRange(found);
        return found.HasErrors ? null : result;
    }

    private (Distribution Distribution, string Description, PooledParameter Pooled)? Read(MappingNode mapping, Problems found)
    {
        var fields = new Fields(mapping, "'pool'", found);
        var path = fields.Scalar("file", "the path of a study table", required: true);
        var reader = new SelectionReader(fields, mapping.At, found);
        var selection = reader.Selection();
        var method = reader.Named("method", PoolingNames.Methods) ?? PoolingMethod.RestrictedMaximumLikelihood;
        var interval = reader.Named("interval", PoolingNames.Intervals) ?? (method is PoolingMethod.MantelHaenszel or PoolingMethod.Peto ? IntervalMethod.Wald : IntervalMethod.HartungKnapp);
        var prediction = reader.Named("prediction", PoolingNames.Predictions) ?? PredictionMethod.Student;
        var usage = new EvidenceUsage
        {
            Use = reader.Named("use", Uses, required: true) ?? EvidenceUse.Mean,
            Discount = ReadDiscount(fields.Mapping("discount", "'prior_se', and 'prior_mean' where it is not 0"), found),
            StandardDeviation = reader.Positive("sd", "outcome units in one standard deviation"),
            KeepsLogarithm = reader.Named("scale", Scales) ?? false,
        };
        fields.RefuseOthers();
        if (path is null || found.HasErrors || tables(path) is not { } csv || StudyTable.Read(csv, found) is not { } table) return null;
        if (StudySelector.ForPooling(table, selection, found) is not { } selected) return null;

        var options = new PoolingOptions { Method = method, Interval = interval, Prediction = prediction, Measure = selected.Measure };
        if (Pooling.WhyNot(selected.Studies, options) is { } reason)
        {
            found.Error(mapping.At, reason);
            return null;
        }
        var pooled = Pooling.Pool(selected.Studies, options);
        if (pooled.Doubt is { } doubt) found.Warn(mapping.At, doubt, PooledEffect.InPlaceOfDoubt);
        var (distribution, whyNot) = EvidenceDistribution.Of(pooled, selected.Measure, usage);
        if (whyNot is not null) found.Error(mapping.At, whyNot);
        return distribution is null ? null : (distribution, Describe(selected, options, usage), new PooledParameter(PooledParameter.TitleOf(selected), pooled, selected.Measure, usage.Use));
    }

    private static Discount? ReadDiscount(MappingNode? mapping, Problems found)
    {
        if (mapping is null) return null;
        var fields = new Fields(mapping, "'discount'", found);
        var mean = fields.Number("prior_mean", "where a sceptic expects the effect") ?? 0;
        var error = fields.Number("prior_se", "how far from there a sceptic thinks effects lie", required: true);
        fields.RefuseOthers();
        if (error is <= 0) found.Error(fields.PlaceOf("prior_se"), $"{error} as 'prior_se'", "a number above 0");
        return error is > 0 ? new Discount(mean, error.Value) : null;
    }

    private static string Describe(SelectedStudies selected, PoolingOptions options, EvidenceUsage usage)
    {
        var what = selected.Studies.Count == 1 ? "1 study" : $"{selected.Studies.Count} studies";
        var use = usage.Use == EvidenceUse.Mean ? "mean" : "predictive";
        var discount = usage.Discount is { } prior ? $", prior {prior.PriorMean:R} (se {prior.PriorStandardError:R})" : "";
        return $"pool({what}, {PoolingNames.NameOf(options.Method)}, {PoolingNames.NameOf(options.Interval)}, {use}{discount})";
    }
}
