using System.Text;

namespace CostSim.Tests.Cohort;

/// <summary>A small random model and a scenario for it, as their authors would write them. Every one is valid; together they use all of the model language.</summary>
internal sealed class RandomModel
{
    /// <summary>Rules that leave the same state compete; this many at most, each with a probability below its share.</summary>
    private const int MostRules = 3;

    private const int Grades = 3;

    private static readonly (int Count, string Unit)[] CycleLengths = [(1, "year"), (6, "months"), (3, "months"), (2, "weeks"), (30, "days"), (2, "years")];

    private readonly Random _random;
    private readonly (int Count, string Unit) _cycle;
    private readonly List<RandomFamily> _families = [];
    private readonly bool _hasGrade;
    private readonly bool _hasArm;
    private readonly bool _hasPerspectives;
    private readonly bool _hasTree;
    private readonly List<(string Name, RandomFamily? Family)> _events = [];

    private RandomModel(int seed)
    {
        _random = new Random(seed);
        _cycle = Pick(CycleLengths);
        _families.Add(RandomFamily.Draw(_random, "alive"));
        if (Chance(60)) _families.Add(RandomFamily.Draw(_random, "other"));
        if (Chance(60)) _families.Add(RandomFamily.Plain("mid"));
        _families.Add(RandomFamily.Plain("dead"));
        (_hasGrade, _hasArm, _hasPerspectives) = (_families.Exists(family => family.HasGrade), _families.Exists(family => family.HasArm), Chance(30));
        _hasTree = Chance(20);
        Model = WriteModel();
        Scenario = WriteScenario();
    }

    public string Model { get; }

    public string Scenario { get; }

    public static RandomModel Of(int seed) => new(seed);

    public override string ToString() => $"{Model}\n---\n{Scenario}";

    private string WriteModel()
    {
        var text = new StringBuilder();
        text.AppendLine($"model: random\ncycle: {Duration(1)}");
        if (_families.TrueForAll(family => family.IsPlain)) text.AppendLine($"states: [{string.Join(", ", _families.Select(family => family.Name))}]");
        else text.AppendLine("states:").AppendLine(string.Join('\n', _families.Select(family => family.Declaration(Duration))));
        if (_hasTree) text.AppendLine("tree:").Append(Tree(depth: 1, "  "));
        else text.AppendLine($"start: {{ \"{(Chance(80) ? _families[0] : Pick(_families)).Complete(_random)}\": 1 }}");
        text.AppendLine("""
            settings:
              flag: { unit: yes/no, default: no, about: a }
              level: { one_of: [low, high], default: low, about: a }
              dose: { unit: number, default: 1, about: a }
            population:
              weight: { unit: kg, min: 0, about: a }
            inputs:
              p1: { unit: probability, about: a }
              p2: { unit: probability, about: a }
              p3: { unit: probability, about: a }
              r1: { unit: per year, about: a }
              c1: { unit: money per year, about: a }
              c2: { unit: money per year, about: a }
              k1: { unit: money, about: a }
              u1: { unit: utility, about: a }
              t_level: { unit: probability, by: level, about: a }
            """);
        if (_hasGrade) text.AppendLine("  t_grade: { unit: probability, by: grade, about: a }");
        if (_hasArm) text.AppendLine("  t_arm: { unit: probability, by: arm, about: a }\n  t_both: { unit: probability, by: [level, arm], about: a }");
        text.AppendLine("let:\n  later: \"first * 0.5 + 0.2 * t_level[level]\"\n  first: \"if(flag, p1, p2)\"\n  old: \"age > 50.6 years and not (time > 40 years)\"");
        if (_hasArm) text.AppendLine("  of_arm: \"if(arm = full, p1, t_arm[arm]) * first\"");
        if (_hasGrade) text.AppendLine("  of_grade: \"min(1, t_grade[grade] * (1 + grade / 10))\"");
        if (Chance(40)) WriteEvents(text, "at_start", "s", _random.Next(1, 3));
        WriteEvents(text, "events", "e", _random.Next(1, 5));
        WriteOutcomes(text);
        return text.ToString();
    }

    /// <summary>A chance tree; branches end in any state.</summary>
    private string Tree(int depth, string indent)
    {
        var text = new StringBuilder();
        var branches = _random.Next(1, 4);
        var rest = _random.Next(branches);
        for (var b = 0; b < branches; b++)
        {
            text.AppendLine($"{indent}way{b}:").AppendLine($"{indent}  probability: \"{(b == rest ? "rest" : Probability(null, branches))}\"".Replace("\"rest\"", "rest", StringComparison.Ordinal));
            if (Chance(50)) text.AppendLine($"{indent}  earns: {{ {(_hasPerspectives ? "medical" : "cost")}: \"{Payment(null)}\", qaly: \"-0.02 years\"{(Chance(50) ? ", times: 1" : "")} }}");
            if (depth < 3 && Chance(40)) text.AppendLine($"{indent}  then:").Append(Tree(depth + 1, indent + "    "));
            else text.AppendLine($"{indent}  to: \"{Pick(_families).Complete(_random)}\"");
        }
        return text.ToString();
    }

    private void WriteEvents(StringBuilder text, string key, string prefix, int events)
    {
        text.AppendLine($"{key}:");
        for (var e = 0; e < events; e++)
        {
            text.AppendLine($"  - name: {prefix}{e}");
            if (Chance(35)) text.AppendLine($"    when: \"{Pick(["time < 1.1 years", "flag", "not flag", "p1 > 0.3", "level = high", "old", "cycle_number != 1", "flag or p2 < 0.4"])}\"");
            text.AppendLine("    rules:");
            var rules = _random.Next(1, MostRules + 1);
            var isByRates = key == "events" && Chance(30);
            var families = new List<RandomFamily?>();
            for (var r = 0; r < rules; r++)
            {
                var family = WriteRule(text, $"{prefix}{e}r{r}", rules, isByRates);
                families.Add(family);
                _events.Add(($"{prefix}{e}r{r}", family));
            }
            _events.Add(($"{prefix}{e}", families.TrueForAll(family => family == families[0]) ? families[0] : null));
        }
    }

    /// <returns>The family that it leaves; null for several.</returns>
    private RandomFamily? WriteRule(StringBuilder text, string name, int rules, bool isByRates)
    {
        var from = Pick(_families[..^1]);
        var targets = _families.Select(family => family.Complete(_random)).Where(target => target != "alive").ToList();
        var selectors = new List<string> { from.Selector(_random) };
        var isSeveral = Chance(20);
        if (isSeveral)
        {
            selectors.Add(Pick(_families).Selector(_random));
        }
        else
        {
            targets.AddRange(from.Changes(_random));
            if (from.HasGrade && Chance(40))
            {
                var isUp = Chance(50);
                selectors = [$"{from.Name} where {(isUp ? "grade < 3" : "grade > 1")}"];
                targets = [isUp ? "grade + 1" : "grade - 1", isUp ? $"{from.Name} with grade + 1" : $"{from.Name} with grade - 1"];
                if (from.HasArm) targets.Add($"arm = part and grade {(isUp ? "+" : "-")} 1");
            }
        }
        var family = isSeveral ? null : from;
        text.AppendLine($"      - name: {name}");
        text.AppendLine($"        from: [{string.Join(", ", selectors.Distinct().Select(selector => $"\"{selector}\""))}]");
        targets = [.. targets.Distinct()];
        if (isByRates)
        {
            text.AppendLine($"        rate: \"{Rate(family)}\"");
        }
        else
        {
            text.AppendLine($"        probability: \"{Probability(family, rules)}\"");
            if (Chance(15)) text.AppendLine($"        relative_risk: \"{Probability(family, 1)}\"");
            else if (Chance(15)) text.AppendLine($"        relative_risk: \"{Probability(family, 1)}\"\n        spared_to: \"{Pick(targets)}\"");
        }
        if (targets.Count < 2 || Chance(60))
        {
            text.AppendLine($"        to: \"{Pick(targets)}\"");
            return family;
        }
        var ways = Shuffle(targets)[..Math.Min(targets.Count, _random.Next(2, 4))];
        var rest = _random.Next(ways.Count);
        text.AppendLine($"        to: {{ {string.Join(", ", ways.Select((way, w) => $"\"{way}\": \"{(w == rest ? "rest" : Probability(family, ways.Count))}\"".Replace("\"rest\"", "rest")))} }}");
        return family;
    }

    /// <summary>An expression between 0 and 1 / shares, in the states of a family, or in all.</summary>
    private string Probability(RandomFamily? family, int shares)
    {
        var choices = new List<string>
        {
            "p1", "p2", "p3", "first", "later", "t_level[level]", "t_level[high]", "rate_to_probability(r1)", "rate_to_probability(r1, 1 month)", "apply_hazard_ratio(p1, 1.5)",
            "apply_odds_ratio(p2, 0.5)", "min(1, p1 * dose)", "min(1, age / 100 years)", "if(cycle_number = 2, 0, p3)", "if(old, p1, 0.25)",
            "interpolate(time, 0 years, p1, 2 years, p2)", "1 - exponential_survival(time + cycle, r1)", "rescale_probability(p2, 1 year, cycle)", "weight / 200 kg", "0.5", "0", "1",
        };
        if (family is { HasGrade: true }) choices.AddRange(["t_grade[grade]", "t_grade[2]", "of_grade", "grade / 10", "p1 * t_grade[4 - grade]"]);
        if (family is { HasArm: true }) choices.AddRange(["t_arm[arm]", "of_arm", "t_both[level, arm]", "t_both[low, full]", "if(arm = none, 0, p1)"]);
        foreach (var (clock, _, _) in family?.Clocks ?? [])
        {
            choices.Add($"1 - weibull_survival({clock} + cycle, 1.5, 3 years) / weibull_survival({clock}, 1.5, 3 years)");
            choices.Add($"if({clock} > 0.5 * cycle, p1, p2)");
            choices.Add($"1 - exponential_survival({clock}, r1)");
        }
        return shares == 1 ? Pick(choices) : $"({Pick(choices)}) * {(1.0 / shares - 0.01):0.00}";
    }

    /// <summary>An expression per year, in the states of a family, or in all.</summary>
    private string Rate(RandomFamily? family)
    {
        var choices = new List<string> { "r1", "2 * r1", "r1 * (1 + age / 50 years)", "if(flag, r1, 0)", "0.7 per year", "p1 / cycle", "12 per year", "probability_to_rate(p2, 1 year)", "0", "if(p1 > 0.3, r1, 3 * r1)" };
        if (family is { HasGrade: true }) choices.AddRange(["r1 * grade", "t_grade[grade] / 1 year"]);
        if (family is { HasArm: true }) choices.AddRange(["if(arm = full, r1, 0.1 per year)", "t_both[level, arm] / cycle"]);
        choices.AddRange((family?.Clocks ?? []).Select(clock => $"r1 * exp(-{clock.Name} / 1 year)"));
        return Pick(choices);
    }

    private void WriteOutcomes(StringBuilder text)
    {
        text.AppendLine("outcomes:");
        foreach (var cost in _hasPerspectives ? ["medical", "social"] : new[] { "cost" })
        {
            text.AppendLine($"  {cost}:\n    unit: money\n    in:");
            WriteRewards(text, family => Money(family));
            text.AppendLine("    on:");
            foreach (var (name, family) in Shuffle(_events)[.._random.Next(1, Math.Min(4, _events.Count + 1))]) text.AppendLine($"      {name}: \"{Payment(family)}\"");
        }
        text.AppendLine("  qaly:\n    unit: qaly");
        if (Chance(30)) text.AppendLine("    at_start: \"if(flag, -0.01 years, 0)\"");
        text.AppendLine("    in:");
        WriteRewards(text, _ => Pick(["u1", "u1 * 0.9", "if(flag, u1, 0.5)", "0.7", "u1 - u1 * 0.004 * (time / 1 year)"]));
        text.AppendLine("  ly:\n    unit: years\n    in:");
        WriteRewards(text, _ => "1");
        text.AppendLine($"  times:\n    unit: count\n    on: {{ {Pick(_events).Name}: 1 }}");
        if (Chance(40)) WriteEntries(text);
        if (_hasPerspectives) text.AppendLine("perspectives:\n  payer: medical\n  society: [medical, social]");
    }

    private void WriteEntries(StringBuilder text)
    {
        text.AppendLine("    into:");
        foreach (var family in Shuffle(_families)[..2])
        {
            var conditions = new List<string> { "" };
            if (family.HasGrade) conditions.Add(" where grade >= 2");
            if (family.HasArm) conditions.Add(" where arm != none");
            text.AppendLine($"      \"{family.Name}{Pick(conditions)}\": \"{(family.HasGrade ? "1 + grade" : "1")}\"");
        }
    }

    private void WriteRewards(StringBuilder text, Func<RandomFamily, string> amount)
    {
        var written = new HashSet<string>();
        foreach (var family in _families.Concat(_families))
        {
            var selector = family.Selector(_random);
            if (written.Add(selector)) text.AppendLine($"      \"{selector}\": \"{amount(family)}\"");
        }
    }

    private string Money(RandomFamily family)
    {
        var choices = new List<string> { "c1", "c2", "c1 * dose", "if(flag, c1, c2)", "c1 * (age / 50 years)", "c2 * min(1, time / 3 years)", "0", "c1 + k1 / 2 years", "k1 / cycle", "c1 - c2 * min(1, time / 30 years)", "c1 - (c1 * (age / 200 years) - c2)" };
        if (family.HasGrade) choices.AddRange(["c1 * t_grade[grade]", "c1 * grade"]);
        if (family.HasArm) choices.AddRange(["if(arm = full, c1, c2)", "c2 * t_both[level, arm]"]);
        choices.AddRange(family.Clocks.Select(clock => $"c1 * (1 + {clock.Name} / 1 year)"));
        return Pick(choices);
    }

    private string Payment(RandomFamily? family)
    {
        var choices = new List<string> { "k1", "k1 * dose", "k1 * (1 + age / 100 years)", "c1 * cycle", "if(level = high, k1, 0)", "k1 - k1 * (age / 200 years)" };
        if (family is { HasGrade: true }) choices.Add("k1 * grade");
        if (family is { HasArm: true }) choices.Add("if(arm = none, 0, k1)");
        choices.AddRange((family?.Clocks ?? []).Select(clock => $"k1 * (1 + {clock.Name} / 1 year)"));
        return Pick(choices);
    }

    private string WriteScenario()
    {
        var text = new StringBuilder($"""
            scenario: random
            model: m.yaml
            currency: USD 2024
            horizon: {Duration(_random.Next(1, 7))}
            discount: {Pick(["{ cost: 3%, qaly: 3% }", "{ cost: 0, qaly: 1.5%, ly: 4% }", "{ cost: 5%, qaly: 0, times: 2% }"])}
            cycle_correction: {Pick(["none", "half-cycle", "start-of-cycle", "end-of-cycle"])}
            willingness_to_pay: {"{ from: 0, to: 10, step: 10, thresholds: [10] }"}
            psa: {$"{{ draws: 2, seed: {_random.Next()} }}"}
            {(_hasPerspectives ? $"perspective: {Pick(["payer", "society"])}" : "")}
            population:
              age: 50
              weight: 80

            """);
        if (!_hasTree && Chance(50)) text.AppendLine($"  start: {{ \"{_families[0].Complete(_random)}\": \"1 - p3\", dead: \"0.5 * p3\", \"{_families[^2].Complete(_random)} \": \"p3 - 0.5 * p3\" }}");
        text.AppendLine("parameters:");
        foreach (var name in new[] { "p1", "p2", "p3" }) text.AppendLine($"  {name}: {Share()}");
        text.AppendLine($"""
              r1: {Pick(["0.3", "{ uniform: { min: 0.1, max: 0.9 } }", "{ value: -ln(1 - 0.5 * p1) / 1 year }"])}
              c1: {Pick(["1000", "{ triangular: { min: 400, mode: 900, max: 2000 } }"])}
              c2: {Pick(["250", "{ uniform: { min: 100, max: 700 } }", "c1 / 2"])}
              k1: {Pick(["5000", "{ gamma: { mean: 4000, se: 900 }, base: 4100 }", "{ uniform: { min: 1000, max: 7000 } }"])}
              u1: {Pick(["0.8", "{ uniform: { min: 0.5, max: 0.9 } }"])}
              t_level: {$"{{ low: {Share()}, high: {Share()} }}"}
            """);
        if (_hasGrade) text.AppendLine($"  t_grade: {{ {string.Join(", ", Enumerable.Range(1, Grades).Select(grade => $"{grade}: {Share()}"))} }}");
        if (_hasArm) text.AppendLine($"  t_arm: {{ dirichlet: {{ none: 3, part: {_random.Next(1, 9)}, full: 2.5 }} }}\n  t_both: {{ low: {{ none: {Share()}, part: {Share()}, full: {Share()} }}, high: {{ dirichlet: {{ none: 2, part: 3, full: 4 }} }} }}");
        text.AppendLine("strategies:");
        for (var s = _random.Next(1, 4); s > 0; s--) text.AppendLine($"  strategy{s}: {{ flag: {Pick(["yes", "no"])}, level: {Pick(["low", "high"])}, dose: {Pick(["1", "2", "1 + p1"])}{(!_hasTree && Chance(20) ? $", start: {{ \"{_families[0].Complete(_random)}\": p1, dead: 1 - p1 }}" : "")} }}");
        return text.Append("reference: strategy1").ToString();
    }

    /// <summary>Mostly distributions whose inverse is cheap to prepare: they are as good as others for finding fault with a cohort.</summary>
    private string Share() => Chance(5)
        ? Pick(["{ beta: { alpha: 3, beta: 5 } }", "{ beta: { mean: 0.4, se: 0.1 }, base: 0.35 }"])
        : Pick(["0.3", "0.15", "{ uniform: { min: 0.1, max: 0.6 } }", "{ triangular: { min: 0, mode: 0.2, max: 1 }, base: 0.35 }"]);

    private string Duration(int cycles) => $"{cycles * _cycle.Count} {_cycle.Unit}";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    private List<T> Shuffle<T>(IReadOnlyList<T> items)
    {
        var shuffled = items.ToArray();
        _random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
