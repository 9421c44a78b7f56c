using CostSim.Reporting.Figures;
using CostSim.Scenarios;

namespace CostSim.Cli.Tests.Figures;

public class FigureTests
{
    [Theory]
    [MemberData(nameof(Situation.Names), MemberType = typeof(Situation))]
    public void Every_specification_reads_as_somebody_has_approved(string situation)
    {
        var run = Situation.Run(situation);

        Golden.Equal($"figures-{situation}.txt", string.Concat(RunFigures.Of(run).Select(figure => FigureText.Of(figure, Locale.Of(run.Scenario.Locale)!))));
    }
}
