using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;
using CostSim.Scenarios.Readers;

namespace CostSim.Tests.Scenarios;

public sealed class ExtendsTests
{
    private const string Model = """
        model: m
        cycle: 1 year
        states: [well, ill, dead]
        start: { well: 1 }
        settings: { drug: { unit: yes/no, default: no, about: gives the drug } }
        inputs:
          p: { unit: probability, by: [[fall, die]], about: chances }
          u: { unit: utility, about: utility }
          c: { unit: money per year, about: cost }
        events:
          - name: all
            rules:
              - { from: well, to: ill, probability: "if(drug, 0, p[fall])" }
              - { from: [well, ill], to: dead, probability: "p[die]" }
        outcomes:
          cost: { unit: money, in: { ill: c } }
          qaly: { unit: qaly, in: { well: 1, ill: u } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
        """;

    private const string Base = """
        scenario: base
        about: the base
        model: models/m.yaml
        currency: USD 2024
        horizon: 10 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 100, step: 10, thresholds: [50] }
        psa: { draws: 10, seed: 1 }
        parameters:
          source: a registry
          p: { fall: { beta: { mean: 0.1, se: 0.01 }, source: a trial }, die: 0.02 }
          u: { value: fine - 0.2, source: a survey }
          fine: { beta: { mean: 0.8, se: 0.01 }, base: 0.81, unit: utility, source: a norm }
          c: 100
        strategies: { none: {}, drug: { drug: yes, about: the drug }, }
        reference: none
        """;

    private readonly Dictionary<string, string> _files = new() { ["base/models/m.yaml"] = Model, ["base/base.yaml"] = Base };

    [Fact]
    public void What_is_not_said_comes_from_the_base_with_paths_seen_from_the_base()
    {
        var scenario = Read("scenario: other\nextends: base/base.yaml\nhorizon: 5 years\ndiscount: { cost: 5% }");

        Assert.Equal("other", scenario.Name);
        Assert.Empty(scenario.About);
        Assert.Equal(5, scenario.Cycles);
        Assert.Equal(0.05, scenario.Discount["cost"]);
        Assert.Equal(0.03, scenario.Discount["qaly"]);
        Assert.Equal(["base/base.yaml", "base/models/m.yaml", "other.yaml"], scenario.Texts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("base/base.yaml", Parameter(scenario, "c").At.File);
    }

    [Theory]
    [InlineData("fine: 0.7")]
    [InlineData("fine: { value: 0.7 }")]
    [InlineData("fine: { value: 0.7, unit: utility }")]
    public void A_parameter_given_anew_keeps_its_unit_and_loses_distribution_and_source(string line)
    {
        var fine = Parameter(Read($"scenario: other\nextends: base/base.yaml\nparameters:\n  source: ~\n  {line}"), "fine");

        Assert.Equal(new FixedValue(0.7), fine.Value);
        Assert.Null(fine.Source);
        Assert.Equal(("other.yaml", 5), (fine.At.File, fine.At.Line));
    }

    [Theory]
    [InlineData("p.fall: { gamma: { mean: 0.2, se: 0.01 } }")]
    [InlineData("p: { fall: { gamma: { mean: 0.2, se: 0.01 } } }")]
    public void One_entry_of_a_table_is_replaced_in_either_way_of_writing(string line)
    {
        var scenario = Read($"scenario: other\nextends: base/base.yaml\nparameters:\n  {line}");

        Assert.Equal(0.2, Parameter(scenario, "p.fall").Value.BaseValue!.Value, 1e-12);
        Assert.Equal("a registry", Parameter(scenario, "p.fall").Source);
        Assert.Equal(0.02, Parameter(scenario, "p.die").Value.BaseValue);
    }

    [Fact]
    public void A_strategy_is_added_changed_or_removed()
    {
        var scenario = Read("scenario: other\nextends: base/base.yaml\nstrategies: { none: ~, drug: { about: changed }, third: {} }\nreference: drug");

        Assert.Equal(["drug", "third"], scenario.Strategies.Select(strategy => strategy.Name));
        Assert.Equal("changed", scenario.Strategies[0].About);
        Assert.Equal(new FlagValue(true), scenario.Strategies[0].Settings["drug"]);
    }

    [Fact]
    public void A_base_may_extend_another_and_the_nearest_counts()
    {
        _files["base/middle.yaml"] = "scenario: middle\nextends: base.yaml\nhorizon: 7 years\ncycle_correction: none";

        var scenario = Read("scenario: other\nextends: base/middle.yaml\nhorizon: 8 years");

        Assert.Equal((8, CycleCorrection.None), (scenario.Cycles, scenario.Timing.Default.Correction));
    }

    [Theory]
    [InlineData("extends: other.yaml", "other.yaml:2:10: error: 'other.yaml', which this scenario extends already: other.yaml extends other.yaml")]
    [InlineData("extends: ./base/../other.yaml", "other.yaml:2:10: error: './base/../other.yaml', which this scenario extends already")]
    [InlineData("extends: nowhere.yaml", "other.yaml:2:10: error: the file 'nowhere.yaml' cannot be read: no such file")]
    [InlineData("extends: [base/base.yaml]", "other.yaml:2:10: error: a list as 'extends'; expected the path of a scenario file")]
    [InlineData("extends: base/loop.yaml", "base/loop.yaml:2:10: error: '../other.yaml', which this scenario extends already: other.yaml extends base/loop.yaml extends other.yaml")]
    [InlineData("extends: base/deep0.yaml", "more than 8 scenarios that extend one another")]
    [InlineData("extends: base/wrong.yaml", "base/wrong.yaml:4:11: error: 'soon'; expected 'lifetime'")]
    [InlineData("extends: base/base.yaml\nhorizon: ~", "other.yaml:1:1: error: a scenario without 'horizon'")]
    public void What_is_wrong_is_told_where_it_is_written(string extends, string message)
    {
        _files["base/loop.yaml"] = "scenario: loop\nextends: ../other.yaml";
        _files["base/wrong.yaml"] = "scenario: wrong\nextends: base.yaml\n\nhorizon:  soon";
        for (var i = 0; i < 12; i++) _files[$"base/deep{i}.yaml"] = $"scenario: deep\nextends: deep{i + 1}.yaml";
        var problems = new Problems();

        Assert.Null(ScenarioReader.Read("other.yaml", Text($"scenario: other\n{extends}"), [], problems));

        Assert.Contains(message, problems.First().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_is_not_inherited()
    {
        var problems = new Problems();

        Assert.Null(ScenarioReader.Read("other.yaml", Text("extends: base/base.yaml"), [], problems));

        Assert.Equal("a scenario without 'scenario'", Assert.Single(problems).Found);
    }

    private static ParameterDefinition Parameter(Scenario scenario, string name) => scenario.Parameters.Single(parameter => parameter.Name == name);

    private Scenario Read(string text)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read("other.yaml", Text(text), [], problems);
        return scenario ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private TextSource Text(string scenario) => path =>
    {
        // As a file system would: "base/../other.yaml" is "other.yaml".
        var file = Path.GetRelativePath("/", Path.GetFullPath(path, "/"));
        return file == "other.yaml" ? TextResult.Of(scenario) : _files.TryGetValue(file, out var known) ? TextResult.Of(known) : TextResult.Failed("no such file");
    };
}
