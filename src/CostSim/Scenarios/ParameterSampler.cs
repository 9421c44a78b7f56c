using CostSim.Sampling;
using CostSim.Sampling.Streams;

namespace CostSim.Scenarios;

/// <summary>Draws the parameters that are not calculated from others, for any range of draws, from any thread.</summary>
/// <remarks>
/// A value is a function of (seed, parameter name, draw), with a Sobol sequence also of the parameter's place in the scenario, with a Latin
/// hypercube also of the number of draws: blocks and shards give the same bits.
/// </remarks>
public sealed class ParameterSampler
{
    private readonly List<Source> _sources = [];

    /// <param name="scenario">Its parameters with a distribution, and those that are supplied, become columns, in order.</param>
    public ParameterSampler(Scenario scenario)
    {
        var design = new SamplingDesign(scenario.Psa);
        var columns = new List<ParameterDefinition>();
        var copulas = new Dictionary<string, CopulaSource>();
        foreach (var parameter in scenario.Parameters)
        {
            if (parameter.Value is SampledValue && !copulas.ContainsKey(parameter.Name) && scenario.Correlations.FirstOrDefault(group => group.Names.Contains(parameter.Name)) is { } correlated)
            {
                var source = new CopulaSource(correlated, design);
                foreach (var name in correlated.Names) copulas.Add(name, source);
                _sources.Add(source);
            }
            switch (parameter.Value)
            {
                case SampledValue sampled when copulas.TryGetValue(parameter.Name, out var copula):
                    copula.Place(parameter.Name, columns.Count, sampled.Distribution);
                    break;
                case SampledValue sampled:
                    _sources.Add(new DistributionSource(columns.Count, design.Next(parameter.Name), sampled.Distribution));
                    break;
                case JointValue joint:
                    var together = _sources.OfType<JointSource>().FirstOrDefault(source => source.Group == joint.Group);
                    if (together is null) _sources.Add(together = new JointSource(joint, design));
                    together.Columns[joint.Component] = columns.Count;
                    break;
                case SuppliedValue supplied:
                    _sources.Add(new SuppliedSource(columns.Count, supplied.Column));
                    break;
                default:
                    continue;
            }
            columns.Add(parameter);
        }
        Columns = columns;
    }

    /// <summary>The parameters that are drawn.</summary>
    public IReadOnlyList<ParameterDefinition> Columns { get; }

    /// <summary>How many uniforms a draw takes; of numbers that are drawn together, those that are no parameter count too.</summary>
    public static int DimensionsOf(IReadOnlyList<ParameterDefinition> parameters, IReadOnlyList<CorrelatedGroup> correlations)
    {
        var sampled = parameters.Where(parameter => parameter.Value is SampledValue).Select(parameter => parameter.Name).ToHashSet();
        var correlated = correlations.Where(group => group.Names.Any(sampled.Contains)).SelectMany(group => group.Names);
        return sampled.Union(correlated).Count()
            + parameters.Select(parameter => parameter.Value).OfType<JointValue>().DistinctBy(value => value.Group).Sum(value => value.Joint.Dimensions);
    }

    /// <summary>The values of the deterministic analysis, by column.</summary>
    public double[] BaseValues() => [.. Columns.Select(parameter => parameter.Value.BaseValue!.Value)];

    /// <summary>Fills columns with the values of consecutive draws.</summary>
    /// <param name="firstDraw">From 0.</param>
    /// <param name="draws">How many; the rest of a column repeats the last one, so that a block has no empty places.</param>
    /// <param name="columns">Values, [column][block]; equally long, at least <paramref name="draws"/>.</param>
    /// <param name="scratch">Room for one group that is drawn together: uniforms and values times the block; see <see cref="ScratchColumns"/>.</param>
    public void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
    {
        foreach (var source in _sources) source.Fill(firstDraw, draws, columns, scratch);
        foreach (var column in columns) column.AsSpan(draws).Fill(column[draws - 1]);
    }

    /// <summary>Makes the tables by which uniforms become values, for which the first draws of a run would wait.</summary>
    /// <param name="draws">How many the run will make.</param>
    public void Prepare(int draws)
    {
        const int mostAtOnce = 64;
        var count = Math.Min(draws, mostAtOnce);
        double[][] columns = [.. Columns.Select(_ => new double[count])];
        Fill(0, count, columns, new double[ScratchColumns * count]);
    }

    /// <summary>How many columns long the scratch room of <see cref="Fill"/> must be.</summary>
    public int ScratchColumns => _sources.Select(source => source.Room).DefaultIfEmpty(0).Max();

    private abstract class Source
    {
        /// <summary>How many columns of scratch room it needs.</summary>
        public virtual int Room => 0;

        public abstract void Fill(long firstDraw, int draws, double[][] columns, double[] scratch);
    }

    private sealed class DistributionSource(int column, UniformSource uniforms, Distribution distribution) : Source
    {
        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
        {
            var values = columns[column].AsSpan(0, draws);
            uniforms.Fill(firstDraw, values);
            distribution.Quantiles(values, values);
        }
    }

    private sealed class JointSource(JointValue value, SamplingDesign design) : Source
    {
        private readonly JointDistribution _joint = value.Joint;

        // One uniform for all is that of the group, else each number has its own.
        private readonly UniformSource[] _uniforms =
            value.Joint is BootstrapRows ? [design.Next(value.Group)] : [.. value.Labels.Select(label => design.Next($"{value.Group}.{label}"))];

        public string Group => value.Group;

        public override int Room => _joint.Dimensions + _joint.Count;

        /// <summary>The column of each label; -1 for one that is no parameter of the scenario any more, or has been set.</summary>
        public int[] Columns { get; } = [.. value.Labels.Select(_ => -1)];

        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
        {
            var uniforms = scratch.AsSpan(0, _uniforms.Length * draws);
            var values = scratch.AsSpan(uniforms.Length, Columns.Length * draws);
            for (var u = 0; u < _uniforms.Length; u++) _uniforms[u].Fill(firstDraw, uniforms.Slice(u * draws, draws));
            _joint.Fill(uniforms, values, draws);
            for (var c = 0; c < Columns.Length; c++)
            {
                if (Columns[c] >= 0) values.Slice(c * draws, draws).CopyTo(columns[Columns[c]]);
            }
        }
    }

    /// <summary>Parameters with distributions of their own whose ranks are correlated; one that has been set keeps its dimension, so that the others keep their draws.</summary>
    private sealed class CopulaSource(CorrelatedGroup group, SamplingDesign design) : Source
    {
        private readonly UniformSource[] _uniforms = [.. group.Names.Select(design.Next)];
        private readonly (int Column, Distribution? Distribution)[] _places = [.. group.Names.Select(_ => (-1, (Distribution?)null))];

        public override int Room => 2 * _uniforms.Length;

        public void Place(string name, int column, Distribution distribution) => _places[group.IndexOf(name)] = (column, distribution);

        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
        {
            var uniforms = scratch.AsSpan(0, _uniforms.Length * draws);
            for (var u = 0; u < _uniforms.Length; u++) _uniforms[u].Fill(firstDraw, uniforms.Slice(u * draws, draws));
            group.Copula.Correlate(uniforms, scratch.AsSpan(uniforms.Length, uniforms.Length), draws);
            for (var u = 0; u < _uniforms.Length; u++)
            {
                if (_places[u] is (>= 0 and var column, { } distribution)) distribution.Quantiles(uniforms.Slice(u * draws, draws), columns[column].AsSpan(0, draws));
            }
        }
    }

    private sealed class SuppliedSource(int column, double[] values) : Source
    {
        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch) =>
            values.AsSpan((int)firstDraw, draws).CopyTo(columns[column]);
    }
}
