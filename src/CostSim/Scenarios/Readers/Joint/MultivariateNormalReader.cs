using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Scenarios.Readers.Joint;

/// <summary>Reads the coefficients of a regression: <c>multivariate-normal: { mean: { a: 1, b: 2 }, covariance: [[…], […]] }</c>.</summary>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class MultivariateNormalReader(Problems problems)
{
    public const string Key = "multivariate-normal";

    /// <summary>The scales on which a number may be normal, by the names that scenario files use.</summary>
    public static IReadOnlyDictionary<string, CoefficientScale> Scales { get; } =
        new Dictionary<string, CoefficientScale> { ["identity"] = CoefficientScale.Identity, ["log"] = CoefficientScale.Log, ["logit"] = CoefficientScale.Logit };

    /// <summary>A value for each label, or none after a problem.</summary>
    /// <param name="group">The name that the parameters share.</param>
    /// <param name="node">What stands under the key.</param>
    public IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> Read(string group, Node node)
    {
        if (node is not MappingNode mapping)
        {
            problems.Error(node.At, $"{node.Kind} as '{Key}'", "'mean' and 'covariance', or 'mean', 'se' and 'correlation'");
            return [];
        }
        var found = new Problems();
        var values = Read(group, mapping, found);
        problems.AddRange(found);
        return found.HasErrors ? [] : values;
    }

    private static IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> Read(string group, MappingNode mapping, Problems found)
    {
        var fields = new Fields(mapping, $"'{Key}'", found);
        var mean = fields.Mapping("mean", "a number for each label", required: true);
        var covariance = fields.Optional("covariance");
        var errors = fields.Mapping("se", "a standard error for each label");
        var correlation = fields.Optional("correlation");
        var scale = fields.Optional("scale");
        fields.RefuseOthers();
        if (mean is null) return [];

        ScalarNode[] labels = [.. mean.Entries.Select(entry => entry.Key)];
        string[] names = [.. labels.Select(label => label.Text)];
        if (covariance is null == errors is null || (covariance is not null && correlation is not null))
            found.Error(mapping.At, $"'{Key}' with {(covariance is null ? "no covariance" : "two of them")}", "either 'covariance', or 'se' and, where there is any, 'correlation'");
        var means = Numbers(mean, "the means", names, found);
        var scales = ReadScales(scale, names, found);
        var matrix = covariance is not null ? new MatrixReader("covariance", found).Square(covariance, names)
            : errors is null ? null : FromErrors(Numbers(errors, "the standard errors", names, found), correlation, labels, found);
        if (found.HasErrors || matrix is null) return [];
        try
        {
            var joint = new MultivariateNormalDistribution(names, means, matrix, scales);
            return [.. labels.Select((label, i) => (label, new CorrelatedValue(
                group, names, joint, i, joint.PointEstimate(i),
                $"{Key}(mean: {means[i]:R}, se: {Math.Sqrt(matrix[i, i]):G6}{(scales[i] == CoefficientScale.Identity ? "" : $", {(scales[i] == CoefficientScale.Log ? "log" : "logit")} scale")}; {names.Length} together)")))];
        }
        catch (DistributionException exception)
        {
            found.Error(mapping.At, exception.Message.TrimEnd('.'));
            return [];
        }
    }

    private static double[] Numbers(MappingNode mapping, string what, string[] names, Problems found)
    {
        var fields = new Fields(mapping, $"{what} of '{Key}'", found);
        double[] numbers = [.. names.Select(name => fields.Number(name, "a finite number", required: true) ?? double.NaN)];
        fields.RefuseOthers();
        return numbers;
    }

    private static CoefficientScale[] ReadScales(Node? node, string[] names, Problems found)
    {
        if (node is not MappingNode mapping) return [.. names.Select(_ => node is null ? CoefficientScale.Identity : Scale(node))];
        var fields = new Fields(mapping, $"the scales of '{Key}'", found);
        CoefficientScale[] scales = [.. names.Select(name => fields.Optional(name) is { } named ? Scale(named) : CoefficientScale.Identity)];
        fields.RefuseOthers();
        return scales;

        CoefficientScale Scale(Node word)
        {
            if (word is ScalarNode scalar && Scales.TryGetValue(scalar.Text, out var known)) return known;
            found.Error(word.At, $"{word.Kind} as 'scale'", $"one of {string.Join(", ", Scales.Keys)}, for all or for each label", (word as ScalarNode)?.Text, Scales.Keys);
            return CoefficientScale.Identity;
        }
    }

    private static double[,] FromErrors(double[] errors, Node? correlation, ScalarNode[] labels, Problems found)
    {
        var reader = new MatrixReader("correlation", found);
        var covariance = new double[labels.Length, labels.Length];
        for (var i = 0; i < labels.Length; i++) covariance[i, i] = errors[i] * errors[i];
        var isMatrix = correlation is SequenceNode { Items: [SequenceNode { Items: [ScalarNode corner, ..] }, ..] } && Fields.TryNumber(corner, out _);
        var pairs = correlation switch
        {
            null => [],
            SequenceNode when isMatrix => reader.CorrelationMatrix(correlation, labels),
            SequenceNode { Items: [SequenceNode, ..] items } => reader.Pairs(items),
            _ => reader.Pairs([correlation]),   // a pair alone
        };
        foreach (var pair in pairs)
        {
            var (i, j) = (Place(pair.First), Place(pair.Second));
            if (i >= 0 && j >= 0) covariance[i, j] = covariance[j, i] = pair.Value * errors[i] * errors[j];
        }
        return covariance;

        int Place(ScalarNode name)
        {
            var place = Array.FindIndex(labels, label => label.Text == name.Text);
            if (place < 0) found.Error(name.At, $"unknown label '{name.Text}' in 'correlation'", $"one of {string.Join(", ", labels.Select(label => label.Text))}", name.Text, labels.Select(label => label.Text));
            return place;
        }
    }
}
