using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Commands;

/// <summary>Options and arguments that several verbs have.</summary>
internal static class CommandOptions
{
    public static Argument<string> Scenario() => new("scenario.yaml") { Description = "The scenario file." };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON, and nothing else, to the standard output." };

    public static Option<bool> Verbose() => new("--verbose") { Description = "Tell on the standard error what is being done." };

    /// <summary>How many parameter sets to draw, instead of the scenario's.</summary>
    public static Option<int?> Draws(string description) => WholeNumber("--draws", 2, description, ScenarioReader.MaximumDraws);

    /// <summary>An option that takes a whole number of at least <paramref name="least"/> and at most <paramref name="most"/>, or what the type holds.</summary>
    public static Option<T?> WholeNumber<T>(string name, T least, string description, T? most = null)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var limit = most ?? T.MaxValue;
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => T.TryParse(result.Tokens[0].Value, System.Globalization.NumberStyles.AllowLeadingSign, null, out var value) && value >= least && value <= limit
                ? value
                : Refuse(result),
        };
        return option;

        T? Refuse(ArgumentResult result)
        {
            result.AddError($"{name}: found '{result.Tokens[0].Value}'; expected a whole number from {least} to {limit}");
            return null;
        }
    }
}
