using CostSim.Documents;
using CostSim.Sampling;
using CostSim.Scenarios.Readers.Joint;

namespace CostSim.Scenarios.Readers;

/// <content>Which parameters vary together, though each has a distribution of its own.</content>
public sealed partial class ScenarioReader
{
    private const string RankMeasure = "rank";
    private const string NormalMeasure = "normal";
    internal static readonly string[] Measures = [RankMeasure, NormalMeasure];

    private List<CorrelatedGroup> ReadCorrelations(Node? node, List<ParameterDefinition> parameters, string sampling)
    {
        if (node is null) return [];
        var reader = new MatrixReader("correlation", _problems);
        var measure = RankMeasure;
        IReadOnlyList<MatrixReader.Pair> pairs;
        if (node is MappingNode mapping)
        {
            var fields = new Fields(mapping, "'correlations'", _problems);
            var named = fields.Scalar("measure", $"'{RankMeasure}' or '{NormalMeasure}'");
            var list = fields.List("pairs", "pairs of parameters, each '[a, b, 0.5]'");
            var labels = fields.List("of", "the parameters of 'matrix'");
            var matrix = fields.Optional("matrix");
            fields.RefuseOthers();
            if (named is not null && !Measures.Contains(named.Text)) _problems.Error(named.At, $"{named.Kind} as 'measure'", $"'{RankMeasure}' or '{NormalMeasure}'", named.Text, Measures);
            if (matrix is null == labels.Count > 0 || (matrix is null && list.Count == 0)) _problems.Error(mapping.At, "'correlations' without numbers", "'pairs:', or 'of:' with the parameters and 'matrix:' with a row for each");
            if (labels.Any(label => label is not ScalarNode)) _problems.Error(fields.PlaceOf("of"), "something else than names as 'of'", "a list of parameters");
            measure = named?.Text ?? RankMeasure;
            var names = labels.OfType<ScalarNode>().ToList();
            pairs = [.. reader.Pairs(list), .. matrix is null || names.Count == 0 ? [] : reader.CorrelationMatrix(matrix, names)];
        }
        else if (node is SequenceNode sequence)
        {
            pairs = reader.Pairs(sequence.Items);
        }
        else
        {
            _problems.Error(node.At, $"{node.Kind} as 'correlations'", "a list of pairs such as '[[a, b, 0.5]]', or a mapping with 'pairs' or 'matrix'");
            return [];
        }

        if (sampling == SamplingMethods.Supplied)
        {
            _problems.Warn(node.At, "'correlations' are not used: the parameter sets are supplied, and vary together as they do there");
            return [];
        }
        foreach (var name in pairs.SelectMany(pair => new[] { pair.First, pair.Second }).DistinctBy(name => name.Text)) CheckCorrelated(name, parameters);
        return _problems.HasErrors ? [] : Groups(node, pairs, parameters, measure == RankMeasure);
    }

    private void CheckCorrelated(ScalarNode name, List<ParameterDefinition> parameters)
    {
        if (_failed.Contains(name.Text) || _overridden.Contains(name.Text)) return;
        var known = parameters.Find(parameter => parameter.Name == name.Text);
        if (known is null)
            _problems.Error(name.At, $"unknown parameter '{name.Text}' in 'correlations'", "a parameter of the scenario", name.Text, parameters.Select(parameter => parameter.Name));
        else if (known.Value is JointValue joint)
            _problems.Error(name.At, $"'{name.Text}' in 'correlations', which is drawn together with the others of '{joint.Group}'", "parameters that have a distribution of their own");
        else if (known.Value is not SampledValue)
            _problems.Error(name.At, $"'{name.Text}' in 'correlations', which has no distribution", "parameters that have a distribution of their own");
    }

    /// <summary>Parameters that are linked, by way of others if need be, make a group; what is not said of two of them is 0.</summary>
    private List<CorrelatedGroup> Groups(Node node, IReadOnlyList<MatrixReader.Pair> pairs, List<ParameterDefinition> parameters, bool ofRanks)
    {
        var groups = new List<CorrelatedGroup>();
        var left = parameters.Select(parameter => parameter.Name).Where(name => pairs.Any(pair => pair.First.Text == name || pair.Second.Text == name)).ToList();
        while (left.Count > 0)
        {
            var linked = new HashSet<string> { left[0] };
            while (pairs.FirstOrDefault(pair => linked.Contains(pair.First.Text) != linked.Contains(pair.Second.Text)) is { } link) linked.UnionWith([link.First.Text, link.Second.Text]);
            string[] names = [.. left.Where(linked.Contains)];
            left.RemoveAll(linked.Contains);

            var matrix = new double[names.Length, names.Length];
            for (var i = 0; i < names.Length; i++) matrix[i, i] = 1;
            MatrixReader.Pair[] given = [.. pairs.Where(pair => linked.Contains(pair.First.Text))];
            foreach (var pair in given)
            {
                var (i, j) = (Array.IndexOf(names, pair.First.Text), Array.IndexOf(names, pair.Second.Text));
                matrix[i, j] = matrix[j, i] = ofRanks ? GaussianCopula.NormalCorrelation(pair.Value) : pair.Value;
            }
            if (GaussianCopula.TryCreate(matrix, out var impossible) is { } copula) groups.Add(new CorrelatedGroup(names, copula, ofRanks, [.. given.Select(pair => new GivenCorrelation(pair.First.Text, pair.Second.Text, pair.Value))]));
            else _problems.Error(node.At, $"correlations of {string.Join(", ", names.Take(impossible + 1).Select(name => $"'{name}'"))} that no numbers can have together", "a positive definite matrix, where pairs that are not given count as 0");
        }
        return groups;
    }
}
