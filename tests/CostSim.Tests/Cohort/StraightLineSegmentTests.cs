using System.Text;
using CostSim.Cohort;
using CostSim.Cohort.Kernels;
using CostSim.Tests.Published;

namespace CostSim.Tests.Cohort;

public class StraightLineSegmentTests
{
    private const int Models = 60;
    private const int Cycles = 30;

    [Theory]
    [InlineData("scenarios/published/sick-sicker/probabilistic.yaml")]
    [InlineData("scenarios/published/sick-sicker/no-correction.yaml")]
    [InlineData("scenarios/published/sick-sicker/supplied-sample.yaml")]
    public void Published_scenarios_give_the_bits_of_the_lists(string scenario)
    {
        var plan = Repository.Compile(scenario);

        AssertSameBits(plan, width: 40, scenario);

        Assert.Equal(StraightLineSegment.IsSupported, plan.Segments.Length > 0);
    }

    [Fact]
    public void Random_small_models_give_the_bits_of_the_lists()
    {
        var segments = 0;
        for (var seed = 0; seed < Models; seed++)
        {
            var (model, scenario) = Written(new Random(seed));
            var plan = Scenarios.Written.Plan(Scenarios.Written.Scenario(model, scenario));
            AssertSameBits(plan, width: 24, $"Seed {seed}:\n{model}\n{scenario}");
            segments += plan.Segments.Length;
        }

        if (StraightLineSegment.IsSupported) Assert.True(segments > Models / 4, $"Only {segments} segments in {Models} models.");
    }

    [Fact]
    public void Large_models_stay_with_the_lists() => Assert.Empty(Repository.Compile("scenarios/knee/us-payer.yaml").Segments);

    private static void AssertSameBits(CohortPlan plan, int width, string what)
    {
        var compiled = new CohortSimulation(plan, width);
        var lists = new CohortSimulation(plan, width, isTraced: false, segments: []);
        compiled.Run(0, width);
        lists.Run(0, width);
        for (var s = 0; s < plan.Scenario.Strategies.Count; s++)
        {
            for (var o = 0; o < plan.Outcomes.Count; o++)
            {
                for (var d = 0; d < width; d++)
                    Assert.True(BitConverter.DoubleToInt64Bits(lists.Total(s, o)[d]) == BitConverter.DoubleToInt64Bits(compiled.Total(s, o)[d]), $"{plan.Outcomes[o]} of strategy {s}, draw {d}. {what}");
            }
        }
    }

    /// <summary>A few plain states, every rule possible, numbers that change with the cycle, the draw, both in turn, or not.</summary>
    private static (string Model, string Scenario) Written(Random random)
    {
        var states = random.Next(2, 6);
        string[] numbers = ["p1", "p2", "0.3", "min(1, age / 100 years)", "p1 * p2", "rate_to_probability(p1 / 1 year)", "if(time < 4 years, p1, 0)", "if(flag, p1, 0.5 * p2)", "1"];
        var model = new StringBuilder($"model: m\ncycle: 1 year\nstates: [{string.Join(", ", Enumerable.Range(0, states).Select(s => $"s{s}"))}]\nstart: {{ s0: 1 }}\n");
        model.AppendLine("settings:\n  flag: { unit: yes/no, default: no, about: a }");
        model.AppendLine("inputs:\n  p1: { unit: probability, about: a }\n  p2: { unit: probability, about: a }\n  c1: { unit: money, about: a }\n  c2: { unit: money per year, about: a }\nevents:");
        for (var e = 0; e < random.Next(1, 4); e++)
        {
            model.AppendLine($"  - name: e{e}");
            if (random.Next(4) == 0) model.AppendLine("    when: time < 20 years");
            model.AppendLine("    rules:");
            for (var s = 0; s < states; s++)
            {
                var targets = Enumerable.Range(0, states).Where(t => t != s && random.Next(3) == 0).DefaultIfEmpty((s + 1) % states).ToArray();
                foreach (var t in targets) model.AppendLine($"      - {{ from: s{s}, to: s{t}, probability: \"({Pick(numbers)}) * {0.99 / targets.Length:0.000}\" }}");
            }
        }
        model.AppendLine("outcomes:\n  cost:\n    unit: money\n    in:");
        for (var s = 0; s < states; s++) model.AppendLine($"      s{s}: \"{Pick(["c1 / 1 year", "c2 * 0.5", "c1 * (age / 50 years) / 1 year", "c1 * 2 / 1 year"])}\"");
        model.AppendLine($"    on: {{ e0: \"{Pick(["c1", "c1 * 0.5", "c1 * (age / 50 years)"])}\" }}");
        model.AppendLine($"  qaly:\n    unit: qaly\n    in: {{ {string.Join(", ", Enumerable.Range(0, states).Select(s => $"s{s}: \"{Pick(["p1", "0.7", "if(flag, p1, p2)"])}\""))} }}");
        model.AppendLine("  ly:\n    unit: years\n    in: { s0: 1 }");
        var scenario = $$"""
            scenario: s
            model: m.yaml
            currency: USD 2024
            horizon: {{Cycles}} years
            discount: { cost: 3%, qaly: {{Pick(["3%", "1%"])}} }
            cycle_correction: {{Pick(["none", "half-cycle"])}}
            willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
            psa: { draws: 24, seed: {{random.Next()}} }
            population: { age: 50 }
            parameters:
              p1: { uniform: { min: 0, max: 1 } }
              p2: { uniform: { min: 0, max: 0.5 } }
              c1: { uniform: { min: 400, max: 2000 } }
              c2: 120
            strategies:
              a: { flag: no }
              b: { flag: yes }
            reference: a
            """;
        return (model.ToString(), scenario);

        string Pick(string[] choices) => choices[random.Next(choices.Length)];
    }
}
