using CostSim.Diagnostics;

namespace CostSim.Cli.Terminal;

/// <summary>Shows a user everything that is wrong with an input, as compilers do.</summary>
internal sealed class ProblemList(Surroundings surroundings)
{
    /// <summary>A line per problem on the error stream, then how many there are.</summary>
    public void Print(Problems problems)
    {
        foreach (var problem in problems) surroundings.Error.WriteLine(problem.ToString());
        var errors = problems.Count(problem => problem.Severity == Severity.Error);
        if (errors > 0) surroundings.Error.WriteLine(errors == 1 ? "1 problem" : $"{errors} problems");
    }
}
