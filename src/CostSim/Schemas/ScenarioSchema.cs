using System.Text.Json.Nodes;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;
using CostSim.Scenarios.Readers;
using CostSim.Verification;

namespace CostSim.Schemas;

/// <summary>What may stand in a scenario file.</summary>
internal static class ScenarioSchema
{
    public static JsonObject Root() => Shape.Closed(
        Key.Required("scenario", "The question, as a title.", Shape.Text()),
        new Key("about", "More about it.", Shape.Text()),
        new Key("extends", "A scenario file that this one changes: only what is different is said here.", Shape.Path()),
        new Key("limitations", "What is weak about it, a sentence each.", Shape.ListOrOne(Shape.Text)),
        Key.Required("model", "The path of the model file.", Shape.Path()),
        Key.Required("currency", "Currency and price year, such as 'USD 2024': a note on every table, nothing is converted.", Shape.Text()),
        new Key("perspective", "Whose costs count: one of the model's perspectives.", Shape.Text()),
        new Key("population", "Who the patients are.", Population()),
        Key.Required("horizon", "'lifetime' (to age 100), or a length of time such as '10 years'.", Shape.AnyOf(Shape.OneOf(["lifetime"]), Shape.Duration())),
        Key.Required("discount", "A rate per year for each outcome. What is in money takes that of 'cost'; all others that are not named are not discounted.", Discount()),
        Key.Required("cycle_correction", "How time within a cycle is counted: a name, or a mapping that says more.", Shape.AnyOf(Correction(), Timing(isWhole: true))),
        Key.Required("willingness_to_pay", "The grid of the acceptability curves, and the thresholds at which decisions are reported; money per QALY.", WillingnessToPay()),
        Key.Required("psa", "The probabilistic analysis: draws and seed, or a sample.", ProbabilisticAnalysis()),
        new Key("parameters", "The numbers that the model asks for, and others that serve expressions.", ParameterSchema.Group()),
        new Key("correlations", "Which parameters vary together, though each has a distribution of its own: pairs such as [a, b, 0.5], or a mapping that says more.", Correlations()),
        new Key("life_tables", "The files of the model's life tables.", Shape.Open(LifeTable())),
        new Key("tables", "The files of the model's tables by age or time.", Shape.Open(Table())),
        Key.Required("strategies", "What competes: for each strategy the values of the model's settings, {} for all defaults.", Strategies()),
        Key.Required("reference", "The strategy that the others are compared with.", Shape.Text()),
        new Key("locale", "How reports and figures write numbers; words stay English.", Shape.OneOf(Locale.All.Select(locale => locale.Name))),
        new Key("verify", "What you intend, for 'costsim verify'. It changes no result.", Verify()),
        new Key("calibration", "What the model is to be fitted to, for 'costsim calibrate'. It changes no result of a run.", Calibration()));

    private static JsonObject Population() => Shape.Open(
        Shape.Number(),
        [.. Patients(), new Key("profiles", "Parts of the population, each with a weight and what is different in it; results are told for each.", Profiles())]);

    private static JsonObject Profiles()
    {
        var listed = Shape.List(Shape.Open(Shape.Number(), [Key.Required("name", "The profile's name.", Shape.Text()), .. Profile()]), least: 1);
        var named = Shape.Open(Shape.Open(Shape.Number(), Profile()));
        named["minProperties"] = 1;
        return Shape.AnyOf(listed, named);
    }

    private static Key[] Profile() =>
    [
        new("about", "Who they are.", Shape.Text()),
        Key.Required("weight", "The profile's share of the population: a number, or an expression of parameters.", Shape.Expression()),
        .. Patients(),
    ];

    private static Key[] Patients() =>
    [
        new("age", "In years at the start; 0 to below 120.", Shape.Number(least: 0, below: 120)),
        new("female", "The share of women at the start.", Shape.Number(least: 0, greatest: 1)),
        new("start", "Shares of the cohort by state; replaces the model's.", Shape.Open(Shape.Expression())),
    ];

    private static JsonObject Discount() => Shape.Open(
        Rate(),
        Key.Required("cost", "Per year: '3%' or 0.03.", Rate()),
        Key.Required("qaly", "Per year: '3%' or 0.03.", Rate()));

    private static JsonObject Rate() => Shape.Number(least: 0, below: 1);

    private static JsonObject Correction() => Shape.OneOf(CycleCorrections.ByName.Keys);

    private static JsonObject Timing(bool isWhole)
    {
        List<Key> keys =
        [
            new("method", "How membership within a cycle is counted.", Correction(), IsRequired: isWhole),
            new("discounting", "When in its cycle membership is discounted.", Shape.OneOf(TimingReader.Moments.Keys)),
            new("events", "When in its cycle an event is paid, and discounted.", Shape.OneOf(TimingReader.Moments.Keys)),
            new("compounding", "'yearly' also within a year, 'whole-years', or 'continuous'.", Shape.OneOf(TimingReader.Compoundings.Keys)),
        ];
        if (isWhole) keys.Add(new("outcomes", "For an outcome a name, or a mapping with these keys.", Shape.Open(Shape.AnyOf(Correction(), Timing(isWhole: false)))));
        return Shape.Closed(keys);
    }

    private static JsonObject WillingnessToPay() => Shape.Closed(
        Key.Required("from", "The first of the curves.", Shape.Number(least: 0)),
        Key.Required("to", "The last.", Shape.Number(least: 0)),
        Key.Required("step", "The distance between two.", Shape.Number(above: 0)),
        Key.Required("thresholds", "At which decisions are reported.", Shape.ListOrOne(() => Shape.Number(least: 0))));

    private static JsonObject ProbabilisticAnalysis() => Shape.Closed(
        new Key("draws", "How many parameter sets are drawn.", Shape.Whole(2, ScenarioReader.MaximumDraws)),
        new Key("seed", "Chooses the random numbers: the same seed gives the same bits.", Shape.Whole(0)),
        new Key("sampling", "How parameter sets are chosen.", Shape.OneOf(SamplingMethods.Drawn)),
        new Key("replicates", "How many independent copies of a Sobol or Latin hypercube design the draws are made of.", Shape.Whole(2, Replicates.Maximum)),
        new Key("until", "When to stop before all draws are done.", Shape.Closed(
            new Key("se_inmb", "The standard error of each strategy's incremental net benefit is at most this, in money.", Shape.Number(above: 0)),
            new Key("decision", "The choices are right with at least this probability.", Shape.Number(above: 0.5, below: 1)))),
        new Key("sample", "The path of a CSV file of parameter sets, in place of draws and seed.", Shape.Path())).WithOneOf(["draws", "seed"], ["sample"]);

    private static JsonObject Correlations() => Shape.AnyOf(Shape.List(Pair()), Shape.Closed(
        new Key("measure", "'rank': Spearman's correlation. 'normal': that of the normals behind the numbers.", Shape.OneOf(ScenarioReader.Measures)),
        new Key("pairs", "Two parameters and their correlation, each pair a list of three.", Shape.List(Pair())),
        new Key("of", "The parameters of the matrix.", Shape.ListOrOne(Shape.Text)),
        new Key("matrix", "A row of correlations for each parameter.", Shape.List(Shape.List(Shape.Number())))));

    private static JsonObject Pair()
    {
        var pair = Shape.List(Shape.Text(), least: 3);
        pair["maxItems"] = 3;
        return pair;
    }

    private static JsonObject LifeTable() => Shape.Closed(
        Key.Required("file", "A CSV file with the columns age, sex and qx.", Shape.Path()),
        new Key("where", "A value for each column that tells several tables in one file apart.", Shape.Open(Shape.Text())),
        Key.Required("source", "A citation.", Shape.Text()));

    private static JsonObject Table() => Shape.Closed(
        Key.Required("file", "A CSV file.", Shape.Path()),
        Key.Required("at", "The column of ages or times, in years.", Shape.Text()),
        Key.Required("value", "The column of values.", Shape.Text()),
        new Key("where", "A value for each column that tells several tables in one file apart.", Shape.Open(Shape.Text())),
        Key.Required("between", "'steps': each value holds to the next row; 'lines' between them.", Shape.OneOf([ScenarioReader.Steps, ScenarioReader.Lines])),
        new Key("until", "The time until which the last step holds, in years.", Shape.Number()),
        Key.Required("source", "A citation.", Shape.Text()));

    private static JsonObject Strategies()
    {
        var strategies = Shape.Open(Shape.AnyOf(Shape.Nothing(), Shape.Open(Shape.Expression(), new Key("about", "A note for the reports.", Shape.Text()),
            new Key("model", "A model file of its own, with the same outcomes.", Shape.Path()),
            new Key("start", "Where its people start: shares of the cohort by state.", Shape.Open(Shape.Expression())))));
        strategies["minProperties"] = 1;
        return strategies;
    }

    private static JsonObject Verify() => Shape.Closed(
        new Key("accept", "For each check that may fail, the reason.", Shape.Open(Shape.Text(), [.. Verifier.Claims.Select(claim => new Key(claim.Key, claim.Value, Shape.Text()))])),
        new Key("dead", "The states of the dead, where their names do not tell.", Shape.ListOrOne(Shape.Text)),
        new Key("from_best_to_worst", "States, each no better than the one before.", Shape.ListOrOne(Shape.Text)),
        new Key("only", "For a parameter the strategies that it may affect.", Shape.Open(Shape.ListOrOne(Shape.Text))),
        new Key("raising", "For a parameter what raising it does to outcomes.", Shape.Open(Shape.Open(Shape.OneOf(ScenarioReader.Directions.Keys)))),
        new Key("ascending", "For an outcome strategies from the least to the most of it.", Shape.Open(Shape.ListOrOne(Shape.Text))),
        new Key("equal", "For an outcome strategies that have equally much of it.", Shape.Open(Shape.ListOrOne(Shape.Text))),
        new Key("stay", "For a state how long people stay who do not die.", Shape.Open(Shape.Duration())));

    private static JsonObject Calibration()
    {
        var targets = Shape.Open(Target());
        targets["minProperties"] = 1;
        return Shape.Closed(
            Key.Required("targets", "What is known of the results, by name.", targets),
            new Key("fit", "The parameters to find, each with its range.", Shape.Open(Fitted())),
            new Key("method", "'nelder-mead': the best fit. 'sir': a sample of what the targets leave uncertain.", Shape.OneOf(ScenarioReader.CalibrationMethodNames)),
            new Key("starts", "From how many points to search.", Shape.Whole(1, ScenarioReader.MaximumStarts)),
            new Key("keep", "How many parameter sets of the posterior to keep.", Shape.Whole(2, ScenarioReader.MaximumKept)));
    }

    private static JsonObject Target()
    {
        var interval = Shape.List(Shape.Number(), least: 2);
        interval["maxItems"] = 2;
        return Shape.Closed(
            Key.Required("quantity", "What was observed: an expression of outcomes and states.", Shape.Expression()),
            new Key("states", "Names for some states, which the quantity may use: 'knee where kl >= 3'.", Shape.Open(Shape.Text())),
            new Key("strategy", "Under which strategy; the reference where it is not said.", Shape.Text()),
            new Key("at", "When, such as '2 years'; at the horizon where it is not said.", Shape.Duration()),
            new Key("value", "The estimate.", Shape.Number()),
            new Key("se", "Its standard error, on the scale.", Shape.Number(above: 0)),
            new Key("ci95", "Its interval, a pair: [lower, upper].", interval),
            new Key("scale", "On which its error is normal.", Shape.OneOf(ScenarioReader.LikelihoodScaleNames)),
            new Key("events", "How many had the event.", Shape.Number(least: 0)),
            new Key("trials", "Of how many.", Shape.Number(above: 0)),
            new Key("source", "A citation.", Shape.Text())).WithOneOf(["value", "se"], ["value", "ci95"], ["events", "trials"]);
    }

    private static JsonObject Fitted() => Shape.Closed(
        Key.Required("min", "The least value to try.", Shape.Number()),
        Key.Required("max", "The greatest value to try.", Shape.Number()),
        new Key("start", "Where to begin.", Shape.Number()),
        new Key("prior", "With 'sir', a distribution in place of the parameter's own.", Shape.Open(new JsonObject { ["type"] = "object" })));
}
