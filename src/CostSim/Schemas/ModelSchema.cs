using System.Text.Json.Nodes;

namespace CostSim.Schemas;

/// <summary>What may stand in a model file.</summary>
internal static class ModelSchema
{
    public static JsonObject Root() => Shape.Closed(
        Key.Required("model", "The model's name.", Shape.Text()),
        new Key("about", "A sentence or two.", Shape.Text()),
        Key.Required("cycle", "The length of a cycle: '3 months', '1 year'.", Shape.Duration()),
        Key.Required("states", "The health states: a list of names, or a mapping of families to their dimensions.", States()),
        new Key("start", "Where people start: for each state a share of the cohort. Here or in the scenario.", Shape.Open(Shape.Expression())),
        new Key("settings", "What a strategy may choose.", Shape.Declarations(Setting())),
        new Key("population", "Attributes of the patients, beside age and sex, that the scenario must state.", Shape.Declarations(Attribute())),
        new Key("inputs", "The numbers that the scenario must supply.", Shape.Declarations(Input())),
        new Key("life_tables", "The life tables that the scenario must supply.", Shape.Declarations(LifeTable())),
        new Key("tables", "The tables by age or time that the scenario must supply.", Shape.Declarations(Table())),
        new Key("let", "Named expressions, each known to all others.", Shape.Declarations(Shape.Expression())),
        new Key("at_start", "Events that happen once, at time zero.", Shape.ListOrOne(() => Shape.Ref("event"))),
        Key.Required("events", "Events of every cycle, in the order in which they happen; may be empty: [].", Shape.ListOrOne(() => Shape.Ref("event"))),
        Key.Required("outcomes", "What is counted: cost, qaly and ly at least.", Outcomes()),
        new Key("tree", "A decision tree at time zero: what chance decides, branch by branch. It says where people start.", Shape.Ref("tree")),
        new Key("perspectives", "For each perspective the outcomes in money that make up its cost.", Shape.Open(Shape.ListOrOne(Shape.Text))));

    /// <summary>What the root refers to.</summary>
    public static JsonObject Definitions() => new() { ["event"] = Event(), ["rule"] = Rule(), ["tree"] = Shape.Declarations(Branch()) };

    private static JsonObject States()
    {
        var families = Shape.Open(Shape.AnyOf(Shape.Nothing(), Shape.Open(Shape.AnyOf(Shape.List(Shape.Label(), least: 1), Clock()))));
        families["minProperties"] = 1;
        return Shape.AnyOf(Shape.List(Shape.Text(), least: 1), families);
    }

    private static JsonObject Clock() => Shape.Closed(
        Key.Required("clock", "'entry', or the dimension of this family whose setting restarts the clock.", Shape.Text()),
        Key.Required("up_to", "The longest time that is told apart: a whole number of cycles.", Shape.Duration()));

    /// <summary>Only a number may be left without a default.</summary>
    private static JsonObject Setting()
    {
        var setting = Shape.Closed(
            new Key("unit", "'yes/no', or the unit of a number.", Shape.Text()),
            Least(),
            Greatest(),
            new Key("one_of", "The labels that a strategy may choose from.", Shape.List(Shape.Label(), least: 1)),
            new Key("default", "The value of strategies that do not say.", Shape.Expression()),
            About()).WithOneOf(["unit", "default"], ["one_of", "default"], ["unit"]);
        setting["anyOf"]![2]!["properties"] = new JsonObject { ["unit"] = new JsonObject { ["not"] = Shape.OneOf(["yes/no"]) }, ["one_of"] = false };
        return setting;
    }

    private static JsonObject Attribute() => Shape.Closed(Unit(), Least(), Greatest(), About());

    private static JsonObject Input() => Shape.Closed(
        Unit(),
        Least(),
        Greatest(),
        new Key("by", "What a table is indexed by: a dimension, a setting, a list of labels, or a list of several of these.", Shape.AnyOf(Shape.Label(), Shape.List(Shape.AnyOf(Shape.Label(), Shape.List(Shape.Label(), least: 1))))),
        About());

    private static JsonObject LifeTable() => Shape.Closed(About());

    private static JsonObject Table() => Shape.Closed(Unit(), Least(), Greatest(), About());

    private static JsonObject Branch() => Shape.Closed(
        Key.Required("probability", "The share of those who come to this point, or 'rest'.", Shape.Expression()),
        new Key("earns", "What everybody earns who takes it, by outcome.", Shape.Open(Shape.Expression())),
        new Key("to", "The state in which it ends.", Shape.Text()),
        new Key("then", "The branches into which it divides.", Shape.Ref("tree"))).WithOneOf(["to"], ["then"]);

    private static JsonObject Event() => Shape.Closed(
        Key.Required("name", "As outcomes refer to it.", Shape.Text()),
        new Key("when", "A condition on settings, age, time and inputs: the event takes place only where it is true.", Shape.Expression()),
        Key.Required("rules", "Who moves where.", Shape.ListOrOne(() => Shape.Ref("rule"))));

    private static JsonObject Rule() => Shape.Closed(
        new Key("name", "As outcomes refer to it.", Shape.Text()),
        Key.Required("from", "A state or family, or a list of them, each perhaps with a condition: 'knee where grade < 4'.", Shape.ListOrOne(Shape.Text)),
        Key.Required("to", "Where people go: 'dead', 'grade + 1', 'benefit = none'; or a mapping of targets to shares, one of which is 'rest'.", Shape.AnyOf(Shape.Text(), Shape.Open(Shape.Expression()))),
        new Key("probability", "The share that moves in a cycle, 0 to 1.", Shape.Expression()),
        new Key("rate", "How many move per year, competing in continuous time; in place of a probability.", Shape.Expression()),
        new Key("relative_risk", "What the probability is multiplied by.", Shape.Expression()),
        new Key("spared_to", "A target for those whom the relative risk spares.", Shape.Text())).WithOneOf(["probability"], ["rate"]);

    private static JsonObject Outcomes()
    {
        var outcomes = Shape.Declarations(Outcome());
        outcomes["required"] = Shape.Strings("qaly", "ly");
        return outcomes;
    }

    private static JsonObject Outcome() => Shape.Closed(
        Key.Required("unit", "'money', 'qaly', 'years', 'count', or another unit.", Shape.Text()),
        new Key("about", "What it means.", Shape.Text()),
        new Key("in", "What a person earns per year in a state: an expression for each state or family, perhaps with a condition.", Shape.Open(Shape.Expression())),
        new Key("on", "What a person earns once when an event, or a named rule, moves them.", Shape.Open(Shape.Expression())),
        new Key("into", "What a person earns once by coming into a state from others.", Shape.Open(Shape.Expression())),
        new Key("at_start", "What everybody earns once at time zero.", Shape.Expression())).WithOneOf(["in"], ["on"], ["into"], ["at_start"]);

    private static Key Unit() => Key.Required("unit", "The unit of the number: 'probability', 'utility', 'per year', 'money per year', 'hazard ratio', …", Shape.Text());

    private static Key Least() => new("min", "The least value that makes sense, in that unit.", Shape.Number());

    private static Key Greatest() => new("max", "The greatest value that makes sense, in that unit.", Shape.Number());

    private static Key About() => Key.Required("about", "What it means.", Shape.Text());
}
