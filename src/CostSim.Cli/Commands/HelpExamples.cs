using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CostSim.Cli.Commands;

/// <summary>Adds examples to the help of a command.</summary>
internal static class HelpExamples
{
    /// <param name="command">The command; examples are printed below its options.</param>
    /// <param name="examples">Whole lines, as they can be typed.</param>
    public static void WithExamples(this Command command, params IReadOnlyList<string> examples)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null) command.Add(help = new HelpOption());
        help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
    }

    private sealed class HelpWithExamples(HelpAction help, IReadOnlyList<string> examples) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        // Somebody who asks for help has not finished typing.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            return code;
        }
    }
}
