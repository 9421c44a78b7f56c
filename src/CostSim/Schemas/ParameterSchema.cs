using System.Text.Json.Nodes;
using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Scenarios.Readers;
using CostSim.Scenarios.Readers.Joint;

namespace CostSim.Schemas;

/// <summary>What may stand under <c>parameters:</c>.</summary>
internal static class ParameterSchema
{
    private const string Parameter = "parameter";
    private static readonly string[] Words = ["mean", "predictive"];

    /// <summary>Parameters by name, or the entries of a table by label.</summary>
    public static JsonObject Group() => Shape.Open(Shape.Ref(Parameter), new Key("source", "The source of all that have none themselves: a citation, or 'assumption: …'.", Shape.Text()));

    /// <summary>What the group refers to.</summary>
    public static JsonObject Definitions() => new()
    {
        [Parameter] = Shape.AnyOf(Shape.Expression(), Shape.Ref("specification"), Shape.Ref("table")),
        ["specification"] = Specification(),
        ["table"] = Table(),
    };

    /// <summary>A table of parameters: no key of it gives a value, else it were one parameter.</summary>
    private static JsonObject Table()
    {
        var table = Shape.Open(Shape.Ref(Parameter), Notes());
        table["propertyNames"] = new JsonObject { ["not"] = Shape.OneOf(ParameterReader.ValueKeys) };
        return table;
    }

    private static JsonObject Specification()
    {
        var values = new[]
        {
            new Key("value", "A number, or an expression of other parameters.", Shape.Expression()),
            new Key("dirichlet", "Shares that sum to one: a count for each label.", Counts()),
            new Key("pool", "The pooled effect of the studies in a table.", Pool()),
            new Key("network", "The effects of several treatments against one reference, from a network of studies.", Network()),
            new Key(MultivariateNormalReader.Key, "The coefficients of a regression: means, and how they vary together.", Coefficients()),
            new Key(BootstrapReader.Key, "Sets of numbers from a CSV file, of which each draw takes a row whole.", Bootstrap()),
            new Key(DistributionReader.Mixture, "One of several distributions: weights that sum to 1.", Mixture()),
        };
        var distributions = DistributionReader.Arguments.Select(pair => new Key(pair.Key, About(pair.Key, pair.Value), Distribution(pair.Value)));
        var mapping = Shape.Closed([.. values, .. distributions, new Key("base", "Beside a distribution: the value of the deterministic analysis, where it is not the mean.", Shape.AnyOf(Shape.Number(), Shape.Open(Shape.Number()))), .. Notes()]);
        mapping["oneOf"] = new JsonArray([.. ParameterReader.ValueKeys.Select(key => new JsonObject { ["required"] = Shape.Strings(key) })]);
        return mapping;
    }

    private static Key[] Notes() =>
    [
        new("source", "A citation, or 'assumption' and why.", Shape.Text()),
        new("unit", "The unit of the number. Needed where the parameter is no input of the model and no expression.", Shape.Text()),
        new("about", "What it means.", Shape.Text()),
    ];

    private static JsonObject Counts()
    {
        var counts = Shape.Open(Shape.Number(above: 0));
        counts["minProperties"] = 2;
        return counts;
    }

    private static JsonObject Coefficients()
    {
        JsonObject Scale() => Shape.OneOf(MultivariateNormalReader.Scales.Keys);
        return Shape.Closed(
            Key.Required("mean", "A number for each label, on the scale on which it is normal.", Shape.Open(Shape.Number())),
            new Key("covariance", "A row of numbers for each label.", Shape.List(Shape.List(Shape.Number()))),
            new Key("se", "In place of a covariance: a standard error for each label.", Shape.Open(Shape.Number(above: 0))),
            new Key("correlation", "Beside standard errors: a row for each label, or pairs such as [a, b, 0.5].", Shape.List(Shape.AnyOf(Shape.List(Shape.Text()), Shape.Text()))),
            new Key("scale", "On which scale a number is normal, for all labels or by label.", Shape.AnyOf(Scale(), Shape.Open(Scale()))));
    }

    private static JsonObject Bootstrap() => Shape.Closed(
        Key.Required("file", "A CSV file: a header line, then a row for each set.", Shape.Path()),
        new Key("columns", "The columns to take; else all that do not number the rows.", Shape.ListOrOne(Shape.Text)),
        new Key("base", "The row of the deterministic analysis, by what stands in its first column; else the mean of each column.", Shape.Text()));

    private static JsonObject Mixture()
    {
        var arguments = Shape.Open(Shape.AnyOf(Shape.Number(), Shape.List(Shape.Number())));
        var nested = Shape.List(new JsonObject { ["type"] = "object" }, least: 2);
        return Shape.List(Shape.Open(arguments, Key.Required("weight", "Its share, above 0 and below 1.", Shape.Number(above: 0, below: 1)), new Key(DistributionReader.Mixture, "A mixture again.", nested)), least: 2);
    }

    private static string About(string name, IReadOnlyList<IReadOnlyList<string>> sets) => $"{name}: {string.Join(" or ", sets.Select(set => $"{{ {string.Join(", ", set)} }}"))}.";

    /// <summary>A mapping that has exactly one of the sets of arguments.</summary>
    private static JsonObject Distribution(IReadOnlyList<IReadOnlyList<string>> sets)
    {
        var mapping = Shape.Closed([.. sets.SelectMany(set => set).Distinct().Select(argument => new Key(argument, Meaning(argument), argument == DistributionReader.Interval ? Interval() : Shape.Number()))]);
        mapping["anyOf"] = new JsonArray([.. sets.Select(set => new JsonObject { ["required"] = Shape.Strings([.. set]), ["maxProperties"] = set.Count })]);
        return mapping;
    }

    private static JsonObject Interval()
    {
        var pair = Shape.List(Shape.Number(), least: 2);
        pair["maxItems"] = 2;
        return pair;
    }

    private static string Meaning(string argument) => argument switch
    {
        "se" => "The standard error of the estimate, which is the standard deviation of the distribution; not that between patients.",
        DistributionReader.Interval => "A pair: [lower, upper].",
        "meanlog" or "sdlog" => "Of the logarithm.",
        _ => $"The {argument}.",
    };

    private static JsonObject Pool() => Shape.Closed(
    [
        .. Selection(),
        Key.Required("use", "'mean': the mean effect. 'predictive': the effect in one new setting.", Shape.OneOf(Words)),
        new Key("method", "How studies are weighted.", AnyCase(PoolingNames.Methods.Keys)),
        new Key("interval", "How the interval is formed.", AnyCase(PoolingNames.Intervals.Keys)),
        new Key("prediction", "How the interval of a new setting is formed.", AnyCase(PoolingNames.Predictions.Keys)),
        new Key("discount", "A sceptic's prior on the mean effect.", Shape.Closed(
            new Key("prior_mean", "Where a sceptic expects the effect; else 0.", Shape.Number()),
            Key.Required("prior_se", "How far from there a sceptic thinks effects lie.", Shape.Number(above: 0)))),
        new Key("sd", "Outcome units in one standard deviation, for standardised differences.", Shape.Number(above: 0)),
        new Key("scale", "'ratio', or 'log' to keep the logarithm of a ratio.", Shape.OneOf(["ratio", "log"])),
    ]);

    private static JsonObject Network() => Shape.Closed(
    [
        .. Selection(),
        Key.Required("reference", "The treatment that effects are against.", Shape.Text()),
        Key.Required("use", "'mean' or 'predictive'.", Shape.OneOf(Words)),
        Key.Required("effects", "A label for each treatment: 'prp: PRP'.", Shape.Open(Shape.Text())),
        new Key("method", "How studies are weighted.", AnyCase(PoolingNames.Methods.Keys)),
        new Key("nodes", "Arms, and the treatment that each counts as.", Shape.Open(Shape.Text())),
        new Key("sd", "Outcome units in one standard deviation, for standardised differences.", Shape.Number(above: 0)),
    ]);

    private static Key[] Selection() =>
    [
        Key.Required("file", "The study table.", Shape.Path()),
        new("comparison", "Rows of this comparison 'A vs B', or of these.", Shape.ListOrOne(Shape.Text)),
        new("outcome", "Rows of this outcome.", Shape.Text()),
        new("month", "Rows of this month of follow-up, or of these.", Shape.ListOrOne(() => Shape.Number())),
        new("risk_of_bias", "Rows of this risk of bias, or of these.", Shape.ListOrOne(Shape.Text)),
        new("type", "Rows of this type, or of these; else the trials.", Shape.ListOrOne(Shape.Text)),
        new("where", "Column names, and the text that each must hold.", Shape.Open(Shape.Text())),
        new("without", "Studies to leave out, by name with year.", Shape.ListOrOne(Shape.Text)),
        new("measure", "The kind of effect, where rows give several.", AnyCase(EffectMeasures.ByName.Keys)),
    ];

    /// <summary>Names that readers know in any case; editors propose them as they are written in the documentation.</summary>
    private static JsonObject AnyCase(IEnumerable<string> names) => Shape.AnyOf(
        Shape.OneOf(names),
        new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', names.Select(name => string.Concat(name.Select(c => char.IsAsciiLetter(c) ? $"[{char.ToLowerInvariant(c)}{char.ToUpperInvariant(c)}]" : c.ToString()))))})$" });
}
