using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Scenarios.Readers;

/// <summary>Reads life tables from CSV files with the columns <c>age</c>, <c>sex</c> and <c>qx</c>.</summary>
internal static class LifeTableReader
{
    private static readonly string[] Sexes = ["female", "male", "total"];

    /// <summary>Reads the tables of each sex: "female", "male", "total".</summary>
    /// <param name="csv">The file.</param>
    /// <param name="filter">Column and value of the rows to use; other rows are passed over.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The tables; none after a problem.</returns>
    public static Dictionary<string, LifeTable> Read(CsvTable csv, IReadOnlyList<(ScalarNode Column, ScalarNode Value)> filter, Problems problems)
    {
        var found = new Problems();
        var tables = Read(csv, filter, found, []);
        problems.AddRange(found);
        return found.HasErrors ? [] : tables;
    }

    private static Dictionary<string, LifeTable> Read(CsvTable csv, IReadOnlyList<(ScalarNode Column, ScalarNode Value)> filter, Problems problems, Dictionary<string, LifeTable> tables)
    {
        var (age, sex, qx) = (Column("age"), Column("sex"), Column("qx"));
        var filterColumns = filter.Select(item => (Index: Find(item.Column), item.Value)).ToArray();
        if (age < 0 || sex < 0 || qx < 0 || filterColumns.Any(item => item.Index < 0)) return tables;

        var bySex = new Dictionary<string, SortedDictionary<int, double>>();
        for (var row = 0; row < csv.Rows; row++)
        {
            if (filterColumns.Any(item => csv[row, item.Index] != item.Value.Text)) continue;
            var probability = csv.Number(row, qx, problems);
            if (!int.TryParse(csv[row, age], NumberStyles.None, CultureInfo.InvariantCulture, out var years))
                problems.Error(csv.PlaceOf(row), $"'{csv[row, age]}' in column 'age'", "a whole number of years");
            else if (!Sexes.Contains(csv[row, sex]))
                problems.Error(csv.PlaceOf(row), $"'{csv[row, sex]}' in column 'sex'", $"one of {string.Join(", ", Sexes)}", csv[row, sex], Sexes);
            else if (probability is < 0 or > 1)
                problems.Error(csv.PlaceOf(row), $"a probability of death of {probability}", "a number between 0 and 1");
            else if (!double.IsNaN(probability) && !(bySex.TryGetValue(csv[row, sex], out var ages) ? ages : bySex[csv[row, sex]] = []).TryAdd(years, probability))
                problems.Error(csv.PlaceOf(row), $"age {years}, {csv[row, sex]}, a second time", "each age once; 'where:' chooses among several tables in a file");
        }
        if (bySex.Count == 0 && !problems.HasErrors) problems.Error(SourceLocation.StartOf(csv.File), "no row for this 'where'", "at least one");

        foreach (var (name, ages) in bySex)
        {
            var missing = Enumerable.Range(ages.Keys.First(), ages.Count).FirstOrDefault(years => !ages.ContainsKey(years), -1);
            if (missing >= 0) problems.Error(SourceLocation.StartOf(csv.File), $"no age {missing} for '{name}'", $"every age from {ages.Keys.First()} to {ages.Keys.Last()}");
            else tables[name] = new LifeTable(ages.Keys.First(), [.. ages.Values]);
        }
        return tables;

        int Column(string name)
        {
            var index = csv.IndexOf(name);
            if (index < 0) problems.Error(SourceLocation.StartOf(csv.File), $"no column '{name}'", "the columns age, sex and qx", name, csv.Columns);
            return index;
        }

        int Find(ScalarNode name)
        {
            var index = csv.IndexOf(name.Text);
            if (index < 0) problems.Error(name.At, $"unknown column '{name.Text}'", $"one of {string.Join(", ", csv.Columns)}", name.Text, csv.Columns);
            return index;
        }
    }
}
