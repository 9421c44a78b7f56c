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
        foreach (var parameter in scenario.Parameters)
        {
            switch (parameter.Value)
            {
                case SampledValue sampled:
                    _sources.Add(new DistributionSource(columns.Count, design.Next(parameter.Name), sampled.Distribution));
                    break;
                case DirichletValue share:
                    var group = _sources.OfType<DirichletSource>().FirstOrDefault(source => source.Group == share.Group);
                    if (group is null) _sources.Add(group = new DirichletSource(share, design));
                    group.Columns[share.Component] = columns.Count;
                    break;
                case CorrelatedValue effect:
                    var together = _sources.OfType<CorrelatedSource>().FirstOrDefault(source => source.Group == effect.Group);
                    if (together is null) _sources.Add(together = new CorrelatedSource(effect, design));
                    together.Columns[effect.Component] = columns.Count;
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
    public static int DimensionsOf(IEnumerable<ParameterDefinition> parameters)
    {
        var values = parameters.Select(parameter => parameter.Value).ToList();
        return values.OfType<SampledValue>().Count()
            + values.OfType<DirichletValue>().DistinctBy(value => value.Group).Sum(value => value.Dirichlet.Labels.Count)
            + values.OfType<CorrelatedValue>().DistinctBy(value => value.Group).Sum(value => value.Labels.Count);
    }

    /// <summary>The values of the deterministic analysis, by column.</summary>
    public double[] BaseValues() => [.. Columns.Select(parameter => parameter.Value.BaseValue!.Value)];

    /// <summary>Fills columns with the values of consecutive draws.</summary>
    /// <param name="firstDraw">From 0.</param>
    /// <param name="draws">How many; the rest of a column repeats the last one, so that a block has no empty places.</param>
    /// <param name="columns">Values, [column][block]; equally long, at least <paramref name="draws"/>.</param>
    /// <param name="scratch">Room for one group that is drawn together: twice its labels times the block; see <see cref="ScratchColumns"/>.</param>
    public void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
    {
        foreach (var source in _sources) source.Fill(firstDraw, draws, columns, scratch);
        foreach (var column in columns) column.AsSpan(draws).Fill(column[draws - 1]);
    }

    /// <summary>How many columns long the scratch room of <see cref="Fill"/> must be.</summary>
    public int ScratchColumns => 2 * _sources.Select(source => source.Together).DefaultIfEmpty(0).Max();

    private abstract class Source
    {
        /// <summary>How many values are drawn together; 0 for one alone.</summary>
        public virtual int Together => 0;

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

    private sealed class DirichletSource(DirichletValue share, SamplingDesign design) : Source
    {
        private readonly UniformSource[] _streams =
            [.. share.Dirichlet.Labels.Select((_, component) => design.Next(share.Dirichlet.StreamName(share.Group, component)))];

        public string Group => share.Group;

        public override int Together => Columns.Length;

        /// <summary>The column of each label; -1 for one that is no parameter of the scenario any more.</summary>
        public int[] Columns { get; } = [.. share.Dirichlet.Labels.Select(_ => -1)];

        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
        {
            var uniforms = scratch.AsSpan(0, Columns.Length * draws);
            var shares = scratch.AsSpan(Columns.Length * draws, Columns.Length * draws);
            for (var c = 0; c < Columns.Length; c++) _streams[c].Fill(firstDraw, uniforms.Slice(c * draws, draws));
            share.Dirichlet.Quantiles(uniforms, shares);
            for (var c = 0; c < Columns.Length; c++)
            {
                if (Columns[c] >= 0) shares.Slice(c * draws, draws).CopyTo(columns[Columns[c]]);
            }
        }
    }

    private sealed class CorrelatedSource(CorrelatedValue effect, SamplingDesign design) : Source
    {
        private readonly UniformSource[] _streams = [.. effect.Labels.Select(label => design.Next($"{effect.Group}.{label}"))];

        public string Group => effect.Group;

        public override int Together => Columns.Length;

        /// <summary>Where each effect goes; -1 where a value has been set in its place.</summary>
        public int[] Columns { get; } = [.. effect.Labels.Select(_ => -1)];

        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch)
        {
            var uniforms = scratch.AsSpan(0, Columns.Length * draws);
            var effects = scratch.AsSpan(Columns.Length * draws, Columns.Length * draws);
            for (var c = 0; c < Columns.Length; c++) _streams[c].Fill(firstDraw, uniforms.Slice(c * draws, draws));
            effect.Effects.Quantiles(uniforms, effects);
            for (var c = 0; c < Columns.Length; c++)
            {
                if (Columns[c] >= 0) effects.Slice(c * draws, draws).CopyTo(columns[Columns[c]]);
            }
        }
    }

    private sealed class SuppliedSource(int column, double[] values) : Source
    {
        public override void Fill(long firstDraw, int draws, double[][] columns, double[] scratch) =>
            values.AsSpan((int)firstDraw, draws).CopyTo(columns[column]);
    }
}
