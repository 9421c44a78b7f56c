using CostSim.Tests.Runs;

namespace CostSim.Tests.Scenarios;

public sealed class ProfileReaderTests
{
    [Fact]
    public void A_profile_has_what_is_common_to_all_and_its_own_in_its_place()
    {
        var scenario = new ProfiledScenario { Population = "  female: 0.6\n  age: 60\n  bmi: 30\n  start: { mild: 1 }\n  profiles: { a: { weight: 25% }, b: { weight: 0.75, age: 75, start: { severe: 1 }, about: older } }" }.Scenario;

        Assert.Equal(["a", "b"], scenario.Profiles.Select(profile => profile.Name));
        Assert.Equal(["", "older"], scenario.Profiles.Select(profile => profile.About));
        Assert.Equal([60, 75], scenario.Profiles.Select(profile => profile.Population.Age!.Value));
        Assert.Equal([0.6, 0.6], scenario.Profiles.Select(profile => profile.Population.Female!.Value));
        Assert.Equal(["mild", "severe"], scenario.Profiles.Select(profile => Assert.Single(profile.Population.Start).State.Text));
        Assert.Equal([40, 25], scenario.Profiles.Select(profile => profile.Cycles));
        Assert.Same(scenario.Profiles[0].Population, scenario.Population);
    }

    [Fact]
    public void A_list_and_a_mapping_say_the_same()
    {
        const string Common = "  female: 0.6\n  bmi: 30\n  start: { mild: 1 }\n";
        var list = new ProfiledScenario { Population = Common + "  profiles: [{ name: a, weight: 0.5, age: 60 }, { name: b, weight: 0.5, age: 70 }]" }.Scenario;
        var mapping = new ProfiledScenario { Population = Common + "  profiles: { a: { weight: 0.5, age: 60 }, b: { weight: 0.5, age: 70 } }" }.Scenario;

        Assert.Equal(list.Profiles.Select(profile => (profile.Name, $"{profile.Weight}", profile.Population.Age)), mapping.Profiles.Select(profile => (profile.Name, $"{profile.Weight}", profile.Population.Age)));
    }

    [Theory]
    [InlineData("{ a: { weight: 0.5 }, b: { weight: 0.4 } }", "weights of profiles that sum to 0.9; expected weights that sum to 1")]
    [InlineData("{ a: { weight: 1 }, b: { weight: -0.5 } }", "a weight of -0.5 for the profile 'b'; expected a share of the population: above 0, at most 1")]
    [InlineData("{ a: { weight: 0 }, b: { weight: 1 } }", "a weight of 0 for the profile 'a'")]
    [InlineData("{ a: { age: 70 } }", "a profile without 'weight'")]
    [InlineData("[{ weight: 1 }]", "a profile without 'name'")]
    [InlineData("[{ name: a, weight: 0.5 }, { name: a, weight: 0.5 }]", "a second profile 'a'")]
    [InlineData("[{ name: overall, weight: 1 }]", "a profile 'overall'; expected another name")]
    [InlineData("[]", "a list without a profile")]
    [InlineData("[a]", "'a' as a profile; expected '{ name: …, weight: … }'")]
    [InlineData("{ a: 0.5 }", "'0.5' as the profile 'a'; expected '{ weight: … }'")]
    [InlineData("many", "'many' as 'profiles'; expected a list of profiles, or a mapping by name")]
    [InlineData("{ a: { weight: 1, agee: 70 } }", "unknown key 'agee' in the population")]
    [InlineData("{ a: { weight: 1, bmi: 13 } }", "13 for 'bmi'")]
    [InlineData("{ a: { weight: c } }", "the weight of the profile 'a'")]
    [InlineData("{ a: { weight: sharee } }", "sharee")]
    public void What_is_wrong_is_said_once_where_it_is(string profiles, string expected)
    {
        var problems = new ProfiledScenario { Population = $"  female: 0.6\n  age: 60\n  bmi: 30\n  start: {{ mild: 1 }}\n  profiles: {profiles}" }.Problems;

        var problem = Assert.Single(problems);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.StartsWith("s.yaml:14:", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bmi: 13", "13 for 'bmi'")]
    [InlineData("bmi: heavy", "'heavy'")]
    public void What_every_profile_replaces_is_checked_all_the_same(string common, string expected)
    {
        string[] Of(string profiles) => [.. new ProfiledScenario { Population = $"  female: 0.6\n  age: 60\n  {common}\n  start: {{ mild: 1 }}\n  profiles: {profiles}" }.Problems];

        Assert.Contains(expected, Assert.Single(Of("{ a: { weight: 0.5, bmi: 25 }, b: { weight: 0.5, bmi: 35 } }")), StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Single(Of("{ a: { weight: 0.5, bmi: 25 }, b: { weight: 0.5 } }")), StringComparison.Ordinal);
        Assert.Equal(2, Of("{ a: { weight: 0.5, bmi: 25, agee: 3 }, b: { weight: 0.5, bmi: 35 } }").Length);
    }

    [Fact]
    public void What_every_profile_lacks_is_told_of_each()
    {
        var problems = new ProfiledScenario { Population = "  female: 0.6\n  bmi: 30\n  start: { mild: 1 }\n  profiles:\n    a: { weight: 0.5 }\n    b: { weight: 0.5, age: 70 }" }.Problems;

        Assert.StartsWith("s.yaml:14:8: error: a population without 'age'", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_horizon_that_suits_one_profile_only_is_refused()
    {
        // 40 and 25 cycles to the age of 100.
        var problems = new ProfiledScenario { Correction = "simpson", Population = "  female: 0.6\n  bmi: 30\n  start: { mild: 1 }\n  profiles: { a: { weight: 0.5, age: 60 }, b: { weight: 0.5, age: 75 } }" }.Problems;

        Assert.Contains("'simpson' for 25 cycles", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_only_a_weight_uses_is_used()
    {
        var scenario = new ProfiledScenario
        {
            MoreParameters = "  mix: { dirichlet: { a: 30, b: 70 } }",
            Population = "  female: 0.6\n  bmi: 30\n  start: { mild: 1 }\n  profiles: { a: { weight: mix.a, age: 60 }, b: { weight: mix.b, age: 70 } }",
        };

        Assert.Empty(scenario.Problems);
    }
}
