using System.Numerics;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Sampling;
using CostSim.Sampling.Streams;

namespace CostSim.Scenarios.Readers;

/// <content>How parameter sets are drawn, or where they come from.</content>
public sealed partial class ScenarioReader
{
    /// <summary>More would not fit the columns of a summary; streams go on far beyond.</summary>
    public const int MaximumDraws = 100_000_000;

    private (PsaSettings Settings, List<ParameterDefinition> Parameters) ReadPsa(MappingNode? mapping, List<ParameterDefinition> parameters, IReadOnlyList<Override> overrides)
    {
        if (mapping is null) return (new PsaSettings(2, 0, SamplingMethods.Random), parameters);
        var fields = new Fields(WithOverrides(mapping, overrides), "psa", _problems);
        var path = fields.Scalar("sample", "the path of a CSV file with a column for each parameter");
        var draws = fields.Whole("draws", 2, MaximumDraws, "how many parameter sets", required: path is null);
        var seed = fields.Whole("seed", 0, long.MaxValue, "the number that chooses the random numbers", required: path is null);
        var sampling = ReadSampling(fields, draws, path);
        var until = ReadUntil(fields, sampling.Method);
        fields.RefuseOthers();
        if (path is null) return (new PsaSettings((int)(draws ?? 2), (ulong)(seed ?? 0), sampling.Method, sampling.Replicates) { Until = until }, parameters);

        if (draws is not null) _problems.Error(fields.PlaceOf("draws"), "'draws' beside a sample", "none: every row of the sample is used once");
        if (seed is not null) _problems.Error(fields.PlaceOf("seed"), "'seed' beside a sample", "none: nothing is drawn");
        if (ReadTable(path) is not { } table) return (new PsaSettings(2, 0, SamplingMethods.Random), parameters);
        if (table.Rows < 2) _problems.Error(path.At, $"a sample of one row in '{path.Text}'", "at least 2 rows");
        return (new PsaSettings(table.Rows, (ulong)(seed ?? 0), SamplingMethods.Supplied), Supply(parameters, table, path));
    }

    /// <summary>How the draws are spread, checked against how many there are.</summary>
    private (string Method, int Replicates) ReadSampling(Fields fields, long? draws, ScalarNode? sample)
    {
        var sampling = fields.Scalar("sampling", $"'{string.Join("', '", SamplingMethods.Drawn)}'");
        var replicates = fields.Whole("replicates", 2, Replicates.Maximum, "how many independent copies of the design");
        var method = sampling?.Text ?? SamplingMethods.Random;
        if (sample is not null)
        {
            string[] idle = ["sampling", "replicates"];
            foreach (var key in idle.Where(key => fields.Optional(key) is not null))
                _problems.Error(fields.PlaceOf(key), $"'{key}' beside a sample", "none: nothing is drawn");
            return (SamplingMethods.Supplied, 1);
        }
        if (sampling is not null && !SamplingMethods.Drawn.Contains(method))
        {
            _problems.Error(sampling.At, $"{sampling.Kind} as 'sampling'", $"one of {string.Join(", ", SamplingMethods.Drawn)}", method, SamplingMethods.Drawn);
            return (SamplingMethods.Random, 1);
        }
        if (!SamplingMethods.IsStratified(method))
        {
            if (replicates is not null) _problems.Error(fields.PlaceOf("replicates"), "'replicates' of random draws, which are independent as they are", $"'replicates' beside 'sampling: {SamplingMethods.Sobol}' or 'sampling: {SamplingMethods.LatinHypercube}'");
            return (method, 1);
        }

        var copies = (int)(replicates ?? Replicates.Default);
        if (draws is { } count) CheckDraws(fields, method, count, copies);
        return (method, copies);
    }

    /// <summary>A Sobol sequence has only so many dimensions.</summary>
    private void CheckDimensions(MappingNode? psa, PsaSettings settings, List<ParameterDefinition> parameters, IReadOnlyList<CorrelatedGroup> correlations)
    {
        if (psa is null || settings.Sampling != SamplingMethods.Sobol) return;
        var dimensions = ParameterSampler.DimensionsOf(parameters, correlations);
        if (dimensions > SobolDimension.Dimensions)
            _problems.Error(psa.At, $"{dimensions} numbers to draw by a Sobol sequence", $"at most {SobolDimension.Dimensions}, or 'sampling: {SamplingMethods.LatinHypercube}'");
    }

    /// <summary>Each replicate has whole blocks of points; a Sobol sequence is most even where their number is a power of 2.</summary>
    private void CheckDraws(Fields fields, string method, long draws, int replicates)
    {
        long step = Replicates.BlockDraws * replicates;
        if (draws % step != 0)
        {
            var below = draws / step * step;
            var next = draws <= MaximumDraws - step ? $"{below + step}" : $"{below}";
            _problems.Error(
                fields.PlaceOf("draws"), $"{draws} draws, which {replicates} replicates of '{method}' do not share out in blocks of {Replicates.BlockDraws}",
                $"a multiple of {step} ({Replicates.BlockDraws} × replicates), such as {(below > 0 && $"{below}" != next ? $"{below} or " : "")}{next}");
        }
        else if (method == SamplingMethods.Sobol && !BitOperations.IsPow2(draws / replicates))
        {
            var power = (long)BitOperations.RoundUpToPowerOf2((ulong)(draws / replicates)) * replicates;
            _problems.Warn(
                fields.PlaceOf("draws"),
                $"{draws} draws are {draws / replicates} points in each replicate; a Sobol sequence is most even where that is a power of 2: {power / 2} or {power} draws would be worth more each");
        }
    }

    private static MappingNode WithOverrides(MappingNode mapping, IReadOnlyList<Override> overrides)
    {
        foreach (var change in overrides.Where(change => change.Name is Override.Draws or Override.Seed))
        {
            var at = SourceLocation.StartOf(change.Origin);
            var name = change.Name[(change.Name.IndexOf('.') + 1)..];
            mapping = mapping with
            {
                Entries = [.. mapping.Entries.Where(entry => entry.Name != name), new Entry(new ScalarNode(at, name, Quoted: false), new ScalarNode(at, change.Value, Quoted: false))],
            };
        }
        return mapping;
    }

    private List<ParameterDefinition> Supply(List<ParameterDefinition> parameters, CsvTable table, ScalarNode path)
    {
        var supplied = new List<ParameterDefinition>();
        var names = parameters.Select(parameter => parameter.Name).ToHashSet();
        foreach (var parameter in parameters)
        {
            var column = table.IndexOf(parameter.Name);
            if (column >= 0 && !_overridden.Contains(parameter.Name))
            {
                var values = new double[table.Rows];
                for (var row = 0; row < values.Length; row++)
                {
                    values[row] = table.Number(row, column, _problems);
                    if (values[row] < parameter.Minimum || values[row] > parameter.Maximum)
                        _problems.Error(table.PlaceOf(row), $"{values[row]} for '{parameter.Name}'", $"a number from {parameter.Minimum} to {parameter.Maximum}");
                }
                supplied.Add(parameter with { Value = new SuppliedValue(values, parameter.Value.BaseValue ?? values.Average(), path.Text) });
                continue;
            }
            if (parameter.Value is SampledValue or JointValue)
                _problems.Error(path.At, $"no column '{parameter.Name}' in '{path.Text}'", "a column for each parameter that has a distribution", parameter.Name, table.Columns.Where(name => !names.Contains(name)));
            supplied.Add(parameter);
        }
        foreach (var unused in table.Columns.Where(name => !names.Contains(name) && !SampleColumns.IsRowNumber(name)))
            _problems.Warn(path.At, $"the column '{unused}' of '{path.Text}', which is no parameter of the scenario, is not used");
        return supplied;
    }
}
