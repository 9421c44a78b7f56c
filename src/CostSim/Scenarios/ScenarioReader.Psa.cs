using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Scenarios;

/// <content>How parameter sets are drawn, or where they come from.</content>
public sealed partial class ScenarioReader
{
    /// <summary>More would not fit the columns of a summary; streams go on far beyond.</summary>
    private const int MaximumDraws = 100_000_000;

    private (PsaSettings Settings, List<ParameterDefinition> Parameters) ReadPsa(MappingNode? mapping, List<ParameterDefinition> parameters, IReadOnlyList<Override> overrides)
    {
        if (mapping is null) return (new PsaSettings(2, 0, SamplingMethods.Random), parameters);
        var fields = new Fields(WithOverrides(mapping, overrides), "psa", _problems);
        var path = fields.Scalar("sample", "the path of a CSV file with a column for each parameter");
        var draws = fields.Whole("draws", 2, MaximumDraws, "how many parameter sets", required: path is null);
        var seed = fields.Whole("seed", 0, long.MaxValue, "the number that chooses the random numbers", required: path is null);
        var sampling = fields.Scalar("sampling", $"'{SamplingMethods.Random}'");
        fields.RefuseOthers();
        if (sampling is not null && (path is not null || sampling.Text != SamplingMethods.Random))
            _problems.Error(sampling.At, $"{sampling.Kind} as 'sampling'", path is null ? $"'{SamplingMethods.Random}'" : "no 'sampling' beside a sample");
        if (path is null) return (new PsaSettings((int)(draws ?? 2), (ulong)(seed ?? 0), SamplingMethods.Random), parameters);

        if (draws is not null) _problems.Error(fields.PlaceOf("draws"), "'draws' beside a sample", "none: every row of the sample is used once");
        if (seed is not null) _problems.Error(fields.PlaceOf("seed"), "'seed' beside a sample", "none: nothing is drawn");
        if (ReadTable(path) is not { } table) return (new PsaSettings(2, 0, SamplingMethods.Random), parameters);
        if (table.Rows < 2) _problems.Error(path.At, $"a sample of one row in '{path.Text}'", "at least 2 rows");
        return (new PsaSettings(table.Rows, (ulong)(seed ?? 0), SamplingMethods.Supplied), Supply(parameters, table, path));
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
            if (parameter.Value is SampledValue or DirichletValue or CorrelatedValue)
                _problems.Error(path.At, $"no column '{parameter.Name}' in '{path.Text}'", "a column for each parameter that has a distribution", parameter.Name, table.Columns.Where(name => !names.Contains(name)));
            supplied.Add(parameter);
        }
        foreach (var unused in table.Columns.Where(name => !names.Contains(name) && !IsRowNumber(name)))
            _problems.Warn(path.At, $"the column '{unused}' of '{path.Text}', which is no parameter of the scenario, is not used");
        return supplied;
    }

    /// <summary>Samples often number their rows.</summary>
    private static bool IsRowNumber(string column) => column is "" or "sim" or "draw" or "row" or "id";
}
