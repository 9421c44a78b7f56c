using CostSim.Cohort;
using CostSim.Tests.Published;

namespace CostSim.Tests.Cohort;

public class CohortAllocationTests
{
    [Theory]
    [InlineData("scenarios/published/sick-sicker/probabilistic.yaml")]
    [InlineData("scenarios/knee/us-payer.yaml")]
    public void Simulating_a_block_allocates_nothing(string scenario)
    {
        var simulation = new CohortSimulation(Repository.Compile(scenario), 64);
        for (var warmUp = 0; warmUp < 3; warmUp++) simulation.Run(0, 64);

        var before = GC.GetAllocatedBytesForCurrentThread();
        simulation.Run(64, 64);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
