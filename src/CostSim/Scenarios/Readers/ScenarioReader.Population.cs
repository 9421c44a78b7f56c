using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Models;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>Who the patients are, and how they die.</content>
public sealed partial class ScenarioReader
{
    private static readonly Population NoPopulation = new(null, null, new Dictionary<string, double>(), []);

    /// <summary>All that are written, of every profile.</summary>
    private readonly List<StartShare> _startShares = [];

    private Population ReadPopulation(MappingNode? mapping, Model model, SourceLocation at)
    {
        var fields = new Fields(mapping ?? new MappingNode(at, []), "the population", _problems);
        var age = fields.Number("age", "the age at the start, in years");
        if (mapping?["age"] is null && model.LifeTables.Count > 0) _problems.Error(fields.At, "a population without 'age', which the model's life table needs", "'age:' in years");
        if (age is not (null or (>= 0 and < 120))) _problems.Error(fields.PlaceOf("age"), $"an age of {age}", "0 to 120 years");
        var female = fields.Number("female", "the share of women");
        if (female is not (null or (>= 0 and <= 1))) _problems.Error(fields.PlaceOf("female"), $"a share of women of {female}", "a number between 0 and 1");

        var attributes = new Dictionary<string, double>();
        foreach (var attribute in model.Attributes)
        {
            var value = fields.Number(attribute.Name, $"{attribute.About}, in {attribute.Unit}", required: true);
            if (value is null) continue;
            attributes[attribute.Name] = value.Value;
            if (!(value >= attribute.Minimum && value <= attribute.Maximum))
                _problems.Error(fields.PlaceOf(attribute.Name), $"{value} for '{attribute.Name}'", $"a number from {attribute.Minimum} to {attribute.Maximum} {attribute.Unit}");
        }
        var start = ReadStart(fields.Mapping("start", "shares of the cohort by state"), model, fields);
        _ = fields.Optional(ProfilesKey);   // read already, and known where keys are listed
        fields.RefuseOthers();
        return new Population(age, female, attributes, start);
    }

    private IReadOnlyList<StartShare> ReadStart(MappingNode? mapping, Model model, Fields fields)
    {
        if (mapping is not null)
        {
            var written = ReadShares(mapping, model);
            _startShares.AddRange(written);
            if (written.Count > 0) return written;
        }
        else if (model.Start.Count == 0 && model.Tree.Count == 0)
        {
            _problems.Error(fields.At, "no start distribution in the population, nor in the model", "'start:' with shares of the cohort by state");
        }
        else
        {
            CheckSum(model.Start, fields.At);
        }
        return model.Start;
    }

    /// <summary>Shares of the cohort by state of a model: numbers, or expressions of parameters.</summary>
    private List<StartShare> ReadShares(MappingNode mapping, Model model)
    {
        var shares = new List<StartShare>();
        if (model.Tree.Count > 0) _problems.Error(mapping.At, "'start' beside the tree of the model", "the tree alone: it says where people start");
        foreach (var entry in mapping.Entries)
        {
            var target = TargetReader.Read(entry.Key, model.Families, _problems);
            if (entry.Value is not ScalarNode share)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as a share of the cohort", "a number between 0 and 1, or an expression of parameters");
            else if (ExpressionParser.Parse(share.Text, share.TextAt, _problems) is { } expression
                && Fits(expression, Unit.Probability, "a share of the cohort") && target is not null)
                shares.Add(new StartShare(target, expression));
        }
        CheckSum(shares, mapping.At);
        return shares;
    }

    private void CheckSum(IReadOnlyList<StartShare> shares, SourceLocation at)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            if (share.Share is not NumberExpression number) return;
            sum += number.Value;
        }
        if (shares.Count > 0 && Math.Abs(sum - 1) > 1e-9) _problems.Error(at, $"start shares that sum to {sum:G10}", "shares that sum to 1");
    }

    private Dictionary<string, CohortMortality> ReadLifeTables(MappingNode? mapping, Model model, Population population, int cycles, SourceLocation at)
    {
        var tables = new Dictionary<string, CohortMortality>();
        var root = new Fields(mapping ?? new MappingNode(at, []), "life_tables", _problems);
        foreach (var input in model.LifeTables)
        {
            if (root.Mapping(input.Name, $"'{{ file: …, where: …, source: … }}': {input.About}", required: true) is not { } body) continue;
            var fields = new Fields(body, $"the life table '{input.Name}'", _problems);
            var path = fields.Scalar("file", "the path of a CSV file with the columns age, sex and qx", required: true);
            var where = fields.Mapping("where", "a value for each column that tells tables apart");
            _ = fields.Scalar("source", "a citation", required: true);
            fields.RefuseOthers();
            var filter = Filter(where);
            if (path is null || ReadTable(path) is not { } csv) continue;
            if (Mix(LifeTableReader.Read(csv, filter, _problems), population, body.At) is not { } groups) continue;

            var age = population.Age!.Value;
            var mortality = new CohortMortality(groups, age, model.Cycle.Years);
            var end = age + model.Cycle.Times(cycles);
            if (age < mortality.FirstAge || end > mortality.EndAge + 1e-9)
                _problems.Error(path.At, $"ages {mortality.FirstAge} to {mortality.EndAge - 1} in '{path.Text}'", $"every age from {Math.Floor(age)} to {Math.Ceiling(end) - 1}, which the horizon runs through");
            tables[input.Name] = mortality;
        }
        root.RefuseOthers();
        return tables;
    }

    private List<(double Share, LifeTable Table)>? Mix(Dictionary<string, LifeTable> tables, Population population, SourceLocation at)
    {
        if (tables.Count == 0 || population.Age is null) return null;
        if (population.Female is not { } female)
        {
            if (tables.TryGetValue("total", out var total)) return [(1, total)];
            _problems.Error(at, "a life table by sex without the share of women", "'female:' in 'population', or a table with the sex 'total'");
            return null;
        }
        if (tables.TryGetValue("female", out var women) && tables.TryGetValue("male", out var men)) return [(female, women), (1 - female, men)];
        _problems.Error(at, $"a life table for {string.Join(" and ", tables.Keys)}", "rows for both 'female' and 'male'");
        return null;
    }
}
