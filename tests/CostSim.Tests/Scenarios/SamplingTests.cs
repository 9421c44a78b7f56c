using CostSim.Diagnostics;
using CostSim.Sampling;
using CostSim.Scenarios;
using CostSim.Tests.Published;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Scenarios;

public sealed class SamplingTests
{
    private const string SickSicker = "scenarios/published/sick-sicker/probabilistic.yaml";

    [Theory]
    [InlineData("{ draws: 100, seed: 7 }", "random", 1)]
    [InlineData("{ draws: 100, seed: 7, sampling: random }", "random", 1)]
    [InlineData("{ draws: 2048, seed: 7, sampling: sobol }", "sobol", 16)]
    [InlineData("{ draws: 192, seed: 7, sampling: latin-hypercube, replicates: 3 }", "latin-hypercube", 3)]
    public void Draws_are_spread_as_the_scenario_says(string psa, string sampling, int replicates)
    {
        var settings = new SmallScenario { Psa = psa }.Plan().Scenario.Psa;

        Assert.Equal((sampling, replicates), (settings.Sampling, settings.Replicates));
    }

    [Theory]
    [InlineData("{ draws: 1000, seed: 7, sampling: sobol }", "1000 draws, which 16 replicates of 'sobol' do not share out in blocks of 64; expected a multiple of 1024 (64 × replicates), such as 1024")]
    [InlineData("{ draws: 200, seed: 7, sampling: latin-hypercube, replicates: 2 }", "200 draws, which 2 replicates of 'latin-hypercube' do not share out in blocks of 64; expected a multiple of 128 (64 × replicates), such as 128 or 256")]
    [InlineData("{ draws: 100000000, seed: 7, sampling: sobol, replicates: 1024 }", "a multiple of 65536 (64 × replicates), such as 99942400")]
    [InlineData("{ draws: 1024, seed: 7, sampling: sobol, replicates: 0 }", "'0' as 'replicates'; expected how many independent copies of the design, a whole number from 2 to 1024")]
    [InlineData("{ draws: 1024, seed: 7, replicates: 2 }", "'replicates' of random draws, which are independent as they are")]
    [InlineData("{ draws: 1024, seed: 7, sampling: latin }", "'latin' as 'sampling'; expected one of random, latin-hypercube, sobol")]
    [InlineData("{ sample: rows.csv, replicates: 2 }", "'replicates' beside a sample; expected none: nothing is drawn")]
    public void A_design_that_cannot_be_is_told(string psa, string expected)
    {
        Assert.Contains(expected, Problem(psa), StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_of_the_command_line_are_checked_too()
    {
        var problem = Problem("{ draws: 2048, seed: 7, sampling: sobol }", new Override(Override.Draws, "1500"));

        Assert.StartsWith("--set psa.draws=1500:1:1: error: 1500 draws", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_of_points_that_is_no_power_of_2_is_warned_of()
    {
        var problem = Problem("{ draws: 10240, seed: 7, sampling: sobol }");

        Assert.Contains("warning: 10240 draws are 640 points in each replicate; a Sobol sequence is most even where that is a power of 2: 8192 or 16384 draws", problem, StringComparison.Ordinal);
    }

    /// <summary>Through the distributions: of each replicate's 64 values one lies in each interval between quantiles.</summary>
    [Theory]
    [InlineData(SamplingMethods.Sobol), InlineData(SamplingMethods.LatinHypercube)]
    public void Parameters_are_stratified_whatever_the_blocks(string sampling)
    {
        const int replicates = 2;
        var scenario = Repository.Compile(SickSicker).Scenario;
        var sampler = new ParameterSampler(scenario with { Psa = new PsaSettings(Replicates.BlockDraws * replicates, 5, sampling, replicates) });
        var whole = Columns(sampler, (0, 128));

        for (var column = 0; column < sampler.Columns.Count; column++)
        {
            var distribution = ((SampledValue)sampler.Columns[column].Value).Distribution;
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                var places = whole[column].Where((_, draw) => Replicates.Of(draw, replicates) == replicate).Select(value => (int)(distribution.Cdf(value) * Replicates.BlockDraws));
                Assert.Equal(Enumerable.Range(0, Replicates.BlockDraws), places.Order());
            }
        }
        Assert.Equal(whole, Columns(sampler, (0, 1), (1, 62), (63, 3), (66, 62)));
    }

    [Fact]
    public void Draws_of_a_sequence_are_the_same_whatever_their_number()
    {
        var scenario = Repository.Compile(SickSicker).Scenario;

        var few = Columns(new ParameterSampler(scenario with { Psa = new PsaSettings(1024, 5, SamplingMethods.Sobol, 16) }), (0, 1024));
        var many = Columns(new ParameterSampler(scenario with { Psa = new PsaSettings(65536, 5, SamplingMethods.Sobol, 16) }), (0, 1024));

        Assert.Equal(few, many);
    }

    [Fact]
    public void A_check_may_take_fewer_draws_than_a_hypercube_has()
    {
        var scenario = Repository.Compile(SickSicker).Scenario;

        var few = Columns(new ParameterSampler(scenario with { Psa = new PsaSettings(20, 5, SamplingMethods.LatinHypercube, 16) }), (0, 20));
        var whole = Columns(new ParameterSampler(scenario with { Psa = new PsaSettings(1024, 5, SamplingMethods.LatinHypercube, 16) }), (0, 20));

        Assert.Equal(whole, few);
    }

    private static string Problem(string psa, params Override[] overrides)
    {
        var (small, problems) = (new SmallScenario { Psa = psa }, new Problems());
        _ = Written.Read(small.Model, small.Text, [("rows.csv", "p_ill,q,c,u\n0.1,0.1,1,0.5\n0.1,0.1,1,0.5\n")], overrides, problems);
        return Assert.Single(problems).ToString();
    }

    /// <summary>The values of consecutive parts, one behind the other.</summary>
    internal static double[][] Columns(ParameterSampler sampler, params (int First, int Draws)[] parts)
    {
        var columns = sampler.Columns.Select(_ => new List<double>()).ToArray();
        foreach (var (first, draws) in parts)
        {
            var block = sampler.Columns.Select(_ => new double[draws]).ToArray();
            sampler.Fill(first, draws, block, new double[sampler.ScratchColumns * draws]);
            for (var c = 0; c < columns.Length; c++) columns[c].AddRange(block[c]);
        }
        return [.. columns.Select(column => column.ToArray())];
    }
}
