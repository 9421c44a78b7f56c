using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Types;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Verification;

/// <summary>Checks of the horizon and the length of a cycle.</summary>
internal static class TimeChecks
{
    /// <summary>Order of events and discretisation move occupancies by less than this share of the cohort, on average over time; a doubled probability by far more.</summary>
    private const double MostMoved = 0.04;

    public static Verdict LongerHorizonsGiveMore(ModelUnderTest model)
    {
        if (model.Scenario.Cycles < 2) return Verdict.NotApplicable("the horizon is a single cycle");
        var half = model.Totals(model.Undiscounted with { Cycles = model.Scenario.Cycles / 2 });
        var whole = model.UndiscountedTotals;
        // QALYs of states worse than death, and savings, may fall with time; life years cannot.
        var wrong = model.Strategies.Where(strategy => half[strategy.Index, Outcome.LifeYears][0] > whole[strategy.Index, Outcome.LifeYears][0])
            .Select(strategy => $"life years of '{strategy.Name}' fall from {Near.Text(half[strategy.Index, Outcome.LifeYears][0])} to {Near.Text(whole[strategy.Index, Outcome.LifeYears][0])}")
            .Concat(from strategy in model.Strategies
                    from outcome in whole.Outcomes
                    where half[strategy.Index, outcome][0] > 0 && Near.Above(half[strategy.Index, outcome][0], whole[strategy.Index, outcome][0])
                    select $"'{outcome}' of '{strategy.Name}' falls from {Near.Text(half[strategy.Index, outcome][0])} to {Near.Text(whole[strategy.Index, outcome][0])}").Distinct().ToList();
        return Verdict.Of(wrong, $"{model.Scenario.Cycles} cycles against {model.Scenario.Cycles / 2}, undiscounted");
    }

    public static Verdict HalfTheCycleGivesAboutTheSame(ModelUnderTest model)
    {
        var length = model.Scenario.Model.Cycle;
        if (!model.Scenario.Models.Any(KnowsTheCycle)) return Verdict.NotApplicable($"no probability depends on the length of a cycle: all are given per cycle of {Near.Text(length.Years)} years");
        if (WithHalfTheCycle(model.Scenario) is not { } finer) return Verdict.NotApplicable("the model can't be read with cycles of half the length");
        var wrong = new List<string>();
        var most = 0.0;
        for (var s = 0; s < model.Scenario.Strategies.Count; s++)
        {
            var (coarse, fine) = (model.Traces[s], model.Trace(finer, finer.Strategies.First(strategy => strategy.Name == model.Scenario.Strategies[s].Name)));
            string[] names = [.. coarse.States.Union(fine.States)];
            var moved = Enumerable.Range(0, coarse.Boundaries).Average(t => names.Sum(name => Math.Abs(Share(coarse, name, t) - Share(fine, name, 2 * t))) / 2);
            most = Math.Max(most, moved);
            if (moved > MostMoved) wrong.Add($"with '{model.Scenario.Strategies[s].Name}' {Near.Percent(moved)} of the cohort are elsewhere, on average over time");
        }
        return Verdict.Of(wrong, $"cycles of {Near.Text(length.Years / 2)} years put {Near.Percent(most)} of the cohort elsewhere, at most");

        static double Share(Cohort.Recording.TraceRecorder trace, string name, int boundary) => trace.States.ToList().IndexOf(name) is >= 0 and var state ? trace[state, boundary][0] : 0;
    }

    /// <summary>Reads the scenario again, with models whose cycles are half as long; null where that can't be done.</summary>
    private static Scenario? WithHalfTheCycle(Scenario scenario)
    {
        var problems = new Problems();
        var halved = new Dictionary<string, string>();
        foreach (var model in scenario.Models)
        {
            if (!scenario.Texts.TryGetValue(model.File, out var written) || YamlReader.Read(model.File, written, problems)?["cycle"] is not ScalarNode { Quoted: false } cycle) return null;
            halved[model.File] = WithHalfTheCycle(written, cycle, model.Cycle.Count / 2);
        }
        var finer = ScenarioReader.Read(scenario.File, file => (halved.GetValueOrDefault(file) ?? scenario.Texts.GetValueOrDefault(file)) is { } text ? TextResult.Of(text) : TextResult.Failed("no such file"), [], problems);
        return scenario.Profile is { } profile ? finer?.For(finer.Profiles.First(one => one.Name == profile.Name)) : finer;
    }

    private static string WithHalfTheCycle(string text, ScalarNode written, double count)
    {
        var lines = text.Split('\n');
        var line = lines[written.At.Line - 1];
        var (before, after) = (line[..(written.At.Column - 1)], line[(written.At.Column - 1 + written.Text.Length)..]);
        lines[written.At.Line - 1] = $"{before}{count:0.################} {written.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1]}{after}";
        return string.Join('\n', lines);
    }

    private static bool KnowsTheCycle(Model model) =>
        model.Lets.Select(let => let.Expression).Concat(model.Events.SelectMany(item => item.Rules).Select(rule => rule.Probability)).Any(DependsOnCycle) || model.Events.Any(item => item.IsByRates);

    private static bool DependsOnCycle(Expression expression) => expression switch
    {
        NameExpression name => name.Name == Scope.CycleName,
        CallExpression call when Functions.Find(call.Function) is { LastIsCycle: true } function && call.Arguments.Count < function.Parameters.Count => true,
        _ => expression.Children.Any(DependsOnCycle),
    };
}
