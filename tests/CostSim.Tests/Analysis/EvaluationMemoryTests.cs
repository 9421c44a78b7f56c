using CostSim.Analysis;
using CostSim.Runs;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Analysis;

/// <summary>Runs while no other test does, whose memory would be counted too.</summary>
[CollectionDefinition(nameof(EvaluationMemoryTests), DisableParallelization = true)]
[Collection(nameof(EvaluationMemoryTests))]
public sealed class EvaluationMemoryTests
{
    /// <summary>Twenty times the draws: 5 MB of outcomes for each 100,000 draws if they were kept.</summary>
    [Fact]
    public void Memory_hardly_grows_with_the_draws()
    {
        var few = PeakOf(50_000);
        var many = PeakOf(1_000_000);

        Assert.True(many - few < 8e6, $"{few / 1e6:N1} MB with few draws, {many / 1e6:N1} MB with many");

        static double PeakOf(int draws)
        {
            var plan = (new SmallScenario() with { Psa = $"{{ draws: {draws}, seed: 11 }}" }).Plan();
            var peak = 0L;
            EvaluatedRun.Execute(plan, new RunOptions { Threads = 2 }, Look, withParameters: false, CancellationToken.None);
            return peak;

            void Look(DrawChunk chunk)
            {
                if (chunk.FirstDraw % (64 * DrawChunk.MaximumDraws) == 15 * DrawChunk.MaximumDraws) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }
    }
}
