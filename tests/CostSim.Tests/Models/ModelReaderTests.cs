using CostSim.Models;
using CostSim.Tests.Scenarios;
using CostSim.Units;

namespace CostSim.Tests.Models;

public class ModelReaderTests
{
    private const string Knee = """
        model: knee
        about: a sketch
        cycle: 3 months
        states:
          knee: { since: { clock: benefit, up_to: 1 year }, kl: [1, 2, 3, 4], benefit: [none, full], stay: { clock: entry, up_to: 6 months } }
          replaced: { kl: [1, 2, 3, 4] }
          dead:
        start: { kl 2: 0.45, "knee with kl = 3 and benefit = full": 0.55 }
        settings:
          therapy: { one_of: [usual, msc], default: usual, about: what is injected }
          early: { unit: yes/no, default: no, about: surgery at the start }
          price: { unit: money, default: 100 money, about: of an injection }
          dose: { unit: cells, about: must be given }
        population:
          bmi: { unit: kg/m2, min: 10, max: 80, about: body-mass index }
        inputs:
          p: { unit: probability, about: a share }
          r: { unit: per year, min: 0, about: a rate }
          u_kl: { unit: utility, by: kl, about: by grade }
          response: { unit: probability, by: [therapy, [good, bad]], about: two ways }
        life_tables:
          mortality: { about: background }
        let:
          later: earlier * 2
          earlier: if(therapy = msc, p, 0)
          worst: kl = 4
        at_start:
          - { name: surgery, when: early, rules: [{ from: knee, to: replaced, probability: 1 }] }
        events:
          - name: death
            rules:
              - { from: [knee, replaced], to: dead, probability: rate_to_probability(mortality(age)) }
          - name: progression
            when: time < 10 years
            rules:
              - { name: worse, from: knee where kl < 4, to: kl + 1, probability: later }
              - { name: better, from: knee where kl > 1 and benefit = full, to: { kl - 1: 0.2, "benefit = none": rest, "knee with kl = 1": p }, probability: 0.1 }
        outcomes:
          medical: { unit: money, about: of payers, in: { knee: 10 money per year, knee where kl = 4: 5 money per year }, on: { worse: price, surgery: 1000 money } }
          lost_work: { unit: money, in: { knee: 20 money per year } }
          qaly: { unit: qaly, in: { knee: "u_kl[kl]", replaced: 0.8 } }
          ly: { unit: years, in: { knee: 1, replaced: 1 } }
          operations: { unit: count, on: { surgery: 1 } }
        perspectives: { payer: medical, society: [medical, lost_work] }
        """;

    private const string Small = """
        model: small
        cycle: 1 year
        states: [well, dead]
        start: { well: 1 }
        inputs:
          p: { unit: probability, about: a }
        events:
          - name: death
            rules:
              - { from: well, to: dead, probability: p }
        outcomes:
          cost: { unit: money, in: { well: 1 money per year } }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
        """;

    [Fact]
    public void A_list_of_states_is_read_as_plain_families()
    {
        var model = Written.Model(Small);

        Assert.Equal(["well", "dead"], model.Families.Select(family => family.Name));
        Assert.All(model.Families, family => Assert.Empty(family.Dimensions));
        Assert.Equal(new Duration(1, 1), model.Cycle);
        Assert.Equal(2, model.Space.States.Count);
    }

    [Fact]
    public void Families_have_label_dimensions_first_and_then_clocks()
    {
        var knee = Written.Model(Knee).Families[0];

        Assert.Equal(["kl", "benefit", "since", "stay"], knee.Dimensions.Select(dimension => dimension.Name));
        var since = Assert.IsType<ClockDimension>(knee.Dimensions[2]);
        Assert.Equal(("benefit", 4), (since.Of!.Name, since.Cycles));
        var stay = Assert.IsType<ClockDimension>(knee.Dimensions[3]);
        Assert.Equal((null, 2), (stay.Of, stay.Cycles));
        Assert.Equal(4 * 2 * (4 + 2) * (2 + 2), knee.States);
    }

    [Fact]
    public void Families_share_a_dimension_of_the_same_name()
    {
        var model = Written.Model(Knee);

        Assert.Same(((LabelDimension)model.Families[0].Dimensions[0]).Set, ((LabelDimension)model.Families[1].Dimensions[0]).Set);
    }

    [Fact]
    public void Every_state_has_an_index_and_a_name_with_and_without_clocks()
    {
        var space = Written.Model(Knee).Space;

        Assert.All(space.States, state => Assert.Equal(state.Index, space.IndexOf(state.Family, state.Positions)));
        Assert.Equal("knee kl=1 benefit=none since=just set stay=just set", space.States[0].ToString());
        Assert.Equal("knee kl=1 benefit=none since=just set stay=0", space.States[1].ToString());
        Assert.Equal(8 + 4 + 1, space.ReportedNames.Count);
        Assert.Equal("knee kl=1 benefit=none", space.ReportedNames[space.ReportedOf[1]]);
    }

    [Fact]
    public void Settings_have_a_kind_a_unit_and_a_default()
    {
        var settings = Written.Model(Knee).Settings;

        var therapy = Assert.IsType<ChoiceSetting>(settings[0]);
        Assert.Equal(["usual", "msc"], therapy.Labels);
        Assert.Equal("usual", therapy.Default);
        Assert.False(Assert.IsType<FlagSetting>(settings[1]).Default);
        var price = Assert.IsType<NumberSetting>(settings[2]);
        Assert.Equal((Unit.Money, "100 money"), (price.Unit, price.Default!.Text));
        Assert.Null(Assert.IsType<NumberSetting>(settings[3]).Default);
    }

    [Fact]
    public void Inputs_have_units_bounds_and_indices()
    {
        var inputs = Written.Model(Knee).Inputs;

        Assert.Equal((0, 1), (inputs[0].Minimum, inputs[0].Maximum));
        Assert.Equal((0, double.PositiveInfinity), (inputs[1].Minimum, inputs[1].Maximum));
        Assert.Equal((double.NegativeInfinity, 1), (inputs[2].Minimum, inputs[2].Maximum));
        Assert.Equal(["u_kl.1", "u_kl.2", "u_kl.3", "u_kl.4"], inputs[2].ElementNames());
        Assert.Equal(["response.usual.good", "response.usual.bad", "response.msc.good", "response.msc.bad"], inputs[3].ElementNames());
    }

    [Fact]
    public void Attributes_and_life_tables_are_declared()
    {
        var model = Written.Model(Knee);

        Assert.Equal(("bmi", 10.0, 80.0), (model.Attributes.Single().Name, model.Attributes.Single().Minimum, model.Attributes.Single().Maximum));
        Assert.Equal("mortality", model.LifeTables.Single().Name);
    }

    [Fact]
    public void Named_expressions_come_after_those_that_they_use()
    {
        var names = Written.Model(Knee).Lets.Select(let => let.Name).ToList();

        Assert.Equal(["earlier", "later", "worst"], names.Order());
        Assert.True(names.IndexOf("earlier") < names.IndexOf("later"));
    }

    [Fact]
    public void Events_have_rules_with_selectors_conditions_and_branches()
    {
        var model = Written.Model(Knee);

        Assert.Equal("early", Assert.Single(model.AtStart).When!.ToString());
        Assert.Equal(["death", "progression"], model.Events.Select(item => item.Name));
        Assert.Equal(["knee", "replaced"], model.Events[0].Rules[0].From.Select(selector => selector.Family.Name));
        Assert.Null(model.Events[0].When);
        var better = model.Events[1].Rules[1];
        Assert.Equal(("better", "kl > 1 and benefit = full"), (better.Name, better.From[0].Where!.ToString()));
        Assert.Equal(["kl - 1", "benefit = none", "knee with kl = 1"], better.Branches.Select(branch => branch.Target.Text));
        Assert.Equal(["0.2", null, "p"], better.Branches.Select(branch => branch.Share?.ToString()));
    }

    [Fact]
    public void Targets_set_shift_and_enter()
    {
        var rules = Written.Model(Knee).Events[1].Rules;

        var up = Assert.Single(rules[0].Branches).Target;
        Assert.Null(up.Family);
        Assert.Equal(("kl", null, 1), (up.Changes[0].Dimension.Name, up.Changes[0].Label, up.Changes[0].Shift));
        Assert.Equal(-1, rules[1].Branches[0].Target.Changes[0].Shift);
        Assert.Equal(0, rules[1].Branches[1].Target.Changes[0].Label);
        Assert.Equal("knee", rules[1].Branches[2].Target.Family!.Name);
    }

    [Theory]
    [InlineData("knee kl=2 benefit=full since=3 stay=1", 0, "knee kl=3 benefit=full since=3 stay=1")]          // kl + 1: every clock goes on
    [InlineData("knee kl=2 benefit=full since=3 stay=1", 2, "knee kl=2 benefit=none since=just set stay=1")]   // benefit = none: its clock restarts
    [InlineData("knee kl=2 benefit=full since=3 stay=1", 3, "knee kl=1 benefit=full since=3 stay=just set")]   // knee with kl = 1: the clock of entry restarts
    [InlineData("knee kl=2 benefit=full since=3 stay=1", 4, "replaced kl=2")]                                  // another family keeps the grade
    public void A_target_leads_where_the_language_says(string origin, int target, string reached)
    {
        var model = Written.Model(Knee);
        Target[] targets = [.. model.Events[1].Rules.SelectMany(rule => rule.Branches).Concat(model.AtStart[0].Rules[0].Branches).Select(branch => branch.Target)];

        var index = targets[target].Resolve(model.Space.States.Single(state => state.ToString() == origin), model.Space, out var trouble);

        Assert.Null(trouble);
        Assert.Equal(reached, model.Space.States[index].ToString());
    }

    [Fact]
    public void Start_shares_find_their_family_by_the_dimension_that_they_name()
    {
        var model = Written.Model(Knee);

        var states = model.Start.Select(share => model.Space.States[share.State.ResolveStart(model.Families, model.Space, out _)].ToString());

        Assert.Equal(["knee kl=2 benefit=none since=just set stay=just set", "knee kl=3 benefit=full since=just set stay=just set"], states);
    }

    [Fact]
    public void Outcomes_have_rewards_payments_and_perspectives()
    {
        var model = Written.Model(Knee);

        Assert.Equal(["medical", "lost_work", "qaly", "ly", "operations"], model.Outcomes.Select(outcome => outcome.Name));
        Assert.Equal(["knee", "knee where kl = 4"], model.Outcomes[0].In.Select(reward => reward.In.Text));
        Assert.Equal(["worse", "surgery"], model.Outcomes[0].On.Select(payment => payment.Event));
        Assert.Equal(["medical"], model.Perspectives["payer"]);
        Assert.Equal(["medical", "lost_work"], model.Perspectives["society"]);
    }

    [Fact]
    public void A_misspelt_key_is_reported_with_the_one_that_is_missing() => Assert.Equal(
        [
            "m.yaml:1:1: error: a model without 'cycle'; expected 'cycle:' with the length of a cycle, such as '3 months'",
            "m.yaml:2:1: error: unknown key 'cycel' in a model; expected one of model, about, cycle, states, settings, population, inputs, life_tables, tables, let, start, at_start, events, outcomes, tree, perspectives; did you mean 'cycle'?",
        ],
        Written.ModelProblems(Small.Replace("cycle:", "cycel:", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_at_its_place(string right, string wrong, string problem)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);

        Assert.Equal([problem], Written.ModelProblems(Small.Replace(right, wrong, StringComparison.Ordinal)));
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "cycle: 1 year", "cycle: 1 yaer", "m.yaml:2:8: error: '1 yaer'; expected a length of time above 0, such as '3 months' or '1 year'" },
        { "states: [well, dead]", "states: [well, dead, well]", "m.yaml:3:22: error: a state named 'well'; expected another name: this is a state already" },
        { "states: [well, dead]", "states: [well, dead, age]", "m.yaml:3:22: error: 'age' as the name of a state; expected letters, digits and '_', and none of age, time, cycle, cycle_number, entry, rest, where, with, and, or, not, if" },
        { "states: [well, dead]", "states: { well: 3, dead: }", "m.yaml:3:17: error: '3' as the dimensions of 'well'; expected a mapping such as '{ kl: [1, 2, 3, 4] }', or '{}' for a plain state" },
        { "states: [well, dead]", "states: { well: { kl: [1, 2, 2] }, dead: }", "m.yaml:3:30: error: the label '2' of 'kl' a second time; expected each label once" },
        { "states: [well, dead]", "states: { well: { kl: [1, 2], since: { clock: lk, up_to: 3 years } }, dead: }", "m.yaml:3:47: error: a clock of 'lk'; expected one of kl, entry; did you mean 'kl'?" },
        { "states: [well, dead]", "states: { well: { since: { clock: entry, up_to: 18 months } }, dead: }", "m.yaml:3:49: error: 1.5 years, which is no whole number of cycles of 1 years; expected a whole number of cycles" },
        { "states: [well, dead]", "states: { well: { a: { clock: entry, up_to: 900 years }, b: { clock: entry, up_to: 900 years } }, dead: }", "m.yaml:3:9: error: 813,605 states: well 813,604, dead 1; expected at most 100,000" },
        { "states: [well, dead]", "states: { well: { kl: [1, 2] }, ill: { kl: [1, 2, 3] }, dead: }", "m.yaml:3:40: error: 'kl' with other labels than in an earlier family; expected the same labels wherever the name is used, or another name" },
        { "start: { well: 1 }", "start: { wel: 1 }", "m.yaml:4:10: error: unknown state or dimension 'wel'; expected one of well, dead; did you mean 'well'?" },
        { "start: { well: 1 }", "start: { well: 1 year }", "m.yaml:4:16: error: '1 year' is a number of years; expected a share of the cohort, a number without unit" },
        { "unit: probability, about: a", "unit: probability", "m.yaml:6:6: error: the input 'p' without 'about'; expected 'about:' with what it means" },
        { "unit: probability, about: a", "unit: probability, min: 2, about: a", "m.yaml:6:32: error: a minimum of 2 above the maximum of 1; expected min ≤ max" },
        { "unit: probability, about: a", "unit: probability, by: kl, about: a", "m.yaml:6:31: error: 'kl' as 'by'; expected a list of labels in brackets of its own, as in [[low, high]]" },
        { "from: well", "from: wel", "m.yaml:10:17: error: unknown state 'wel'; expected one of well, dead; did you mean 'well'?" },
        { "from: well", "from: well where p > 0.5", "m.yaml:10:28: error: 'p' in a condition on states; expected dimensions of 'well' only; other conditions belong into 'when' or the probability" },
        { "from: well", "from: well where kl = 2", "m.yaml:10:28: error: unknown name 'kl'; expected a name that the model defines" },
        { "to: dead", "to: deed", "m.yaml:10:27: error: unknown state or dimension 'deed'; expected one of well, dead; did you mean 'dead'?" },
        { "to: dead", "to: { dead: 0.5, well: 0.5 }", "m.yaml:10:27: error: branches of which none takes the rest; expected one of them with the share 'rest', so that the shares sum to one" },
        { "to: dead", "to: { dead: rest, well: rest }", "m.yaml:10:47: error: a second 'rest'; expected one branch that takes whoever is left" },
        { "probability: p", "probability: q", "m.yaml:10:46: error: unknown name 'q'; expected a name that the model defines; did you mean 'p'?" },
        { "probability: p", "probability: p * age", "m.yaml:10:48: error: 'p * age' is a number of years; expected the probability of a rule, a number without unit" },
        { "probability: p", "probability: p >= 0.5", "m.yaml:10:48: error: 'p >= 0.5' is true or false; expected the probability of a rule, a number without unit" },
        { "probability: p", "probability: rate_to_probability(p)", "m.yaml:10:66: error: 'p' has no unit; expected per year as rate of rate_to_probability" },
        { "probability: p }", "probability: p, when: time > 1 year }", "m.yaml:10:49: error: unknown key 'when' in a rule; expected one of name, from, to, probability, rate, relative_risk, spared_to" },
        { "- name: death", "- name: p", "m.yaml:8:11: error: an event named 'p'; expected another name: this is the input already" },
        { "in: { well: 1 money per year }", "in: { well: 1 }", "m.yaml:12:36: error: 1 has no unit, but what 'cost' earns per year is in money per year; expected 1 money per year" },
        { "in: { well: 1 money per year }", "on: { deth: 1 money }", "m.yaml:12:30: error: unknown event 'deth'; expected one of death; did you mean 'death'?" },
        { "qaly: { unit: qaly, in: { well: 1 } }", "qol: { unit: qaly, in: { well: 1 } }", "m.yaml:12:3: error: no outcome 'qaly'; expected 'qaly:' among the outcomes: every table shows it" },
        { "qaly: { unit: qaly, in: { well: 1 } }", "qaly: { unit: qaly }", "m.yaml:13:9: error: the outcome 'qaly' without 'in', 'on', 'into' and 'at_start'; expected what is earned per year in a state (in), or once: on an event (on), on entry (into), at time zero (at_start)" },
        { "qaly: { unit: qaly, in: { well: 1 } }", "qaly: { unit: money, in: { well: 1 money per year } }", "m.yaml:13:3: error: 'qaly' in money; expected years" },
        { "events:", "let: { a: b, b: a }\nevents:", "m.yaml:7:8: error: 'a' is defined by itself: a uses b uses a; expected definitions that do not go round in a circle" },
        { "events:", "perspectives: { payer: cost }\nevents:", "m.yaml:13:3: error: an outcome 'cost' beside 'perspectives'; expected one of the two: with perspectives the cost is the sum of the outcomes that they list" },
        { "events:", "settings: { s: { one_of: [a, b], default: c, about: d } }\nevents:", "m.yaml:7:43: error: 'c' as default; expected one of a, b; did you mean 'a'?" },
    };

    [Theory]
    [InlineData("[]", "a list without a state")]
    [InlineData("{}", "a mapping without a state")]
    public void A_model_without_states_is_told(string states, string expected) =>
        Assert.Contains(expected, Assert.Single(Written.ModelProblems($"model: m\ncycle: 1 year\nstates: {states}\nevents: []\noutcomes: {{}}\n")), StringComparison.Ordinal);
}
