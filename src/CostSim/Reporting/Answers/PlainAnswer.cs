using CostSim.Analysis;
using CostSim.Analysis.Frontiers;
using CostSim.Scenarios;

namespace CostSim.Reporting.Answers;

/// <summary>The answer to a scenario's question, in three plain sentences made from a run's numbers.</summary>
/// <remarks>
/// The first says which strategy is the best and how sure that is; the second what it costs and gains; the third what would have to change. A price is a
/// difference of mean net benefits: net benefit falls by one for each unit of cost, so it holds for the cost per person over the horizon, whatever else
/// that cost consists of, and not for the price of a single item.
/// </remarks>
/// <param name="WillingnessToPay">At which it holds; money per QALY.</param>
/// <param name="Sentences">Three.</param>
public sealed record PlainAnswer(double WillingnessToPay, IReadOnlyList<string> Sentences)
{
    private const int MostPrices = 2;

    /// <summary>Of its Monte Carlo error: beyond that, a ratio is not told.</summary>
    private const double LargestErrorOfRatio = 0.25;

    /// <summary>The answer at the run's default threshold.</summary>
    public static PlainAnswer Of(RunRecord run) => At(run, run.DefaultPoint);

    /// <summary>The answer at a place of the run's grid of willingness to pay.</summary>
    public static PlainAnswer At(RunRecord run, int point)
    {
        var decision = new Decision(run, point);
        var words = new Words(decision, new PlainNumbers(run.Scenario.Currency, Locale.Of(run.Scenario.Locale) ?? Locale.Default));
        return new PlainAnswer(decision.WillingnessToPay, run.Strategies.Count == 1 ? words.Alone() : [words.Best(), words.CostsAndGains(), words.Prices()]);
    }

    private sealed class Words(Decision decision, PlainNumbers numbers)
    {
        private readonly string _best = decision.Name(decision.Best);

        private string Threshold => $"{numbers.Exactly(decision.WillingnessToPay)} per QALY";

        public IReadOnlyList<string> Alone()
        {
            var only = decision.Run.Strategies[0];
            return
            [
                $"There is nothing to compare {only.Name} with: it is the only strategy.",
                $"It costs {Money(only.Cost)} per person ({MoneyInterval(only.Cost)}) and gains {QalysWithInterval(only.Qaly)}.",
                $"At {Threshold}, that is a net benefit of {numbers.Money(decision.NetBenefit(0))} per person.",
            ];
        }

        public string Best()
        {
            var rivals = decision.Rivals;
            if (rivals.Count == 0)
            {
                var certainty = $"it has the highest mean net benefit, and is the best with a probability of {numbers.Probability(decision.Probability(decision.Best))}";
                return decision.MostProbable == decision.Best
                    ? $"At {Threshold}, {_best} is the best choice: {certainty}."
                    : $"At {Threshold}, {_best} is the best choice on average: {certainty}, though {decision.Name(decision.MostProbable)} is the best more often ({numbers.Probability(decision.Probability(decision.MostProbable))}).";
            }
            var tied = new[] { decision.Best }.Concat(rivals).ToList();
            var names = Listed([.. tied.Select(decision.Name)]);
            if (rivals.All(rival => decision.GapStandardError(rival) == 0)) return $"At {Threshold}, {names} are equally good: they have the same net benefit in every draw.";
            var probabilities = Listed([.. tied.Select(strategy => $"{decision.Name(strategy)} with a probability of {numbers.Probability(decision.Probability(strategy))}")]);
            return $"At {Threshold}, {names} are the best and equally good as far as {decision.Run.Draws:N0} draws can tell: the best is {probabilities}.";
        }

        public string CostsAndGains()
        {
            var isBest = decision.Best != decision.Reference;
            var strategy = decision.Name(isBest ? decision.Best : decision.Others[0]);
            var increment = decision.Run.Increments.First(increment => increment.Strategy == strategy);
            var (cost, effect) = (increment.Cost, increment.Effect);
            var money = IsNothing(cost)
                ? $"costs about the same per person ({MoneyInterval(cost)})"
                : $"{(cost.Mean > 0 ? "costs" : "saves")} {Money(Positive(cost))} {(cost.Mean > 0 ? "more " : "")}per person ({MoneyInterval(Positive(cost))})";
            var health = IsNothing(effect) ? $"gains about the same QALYs ({QalyInterval(effect)})" : $"{(effect.Mean > 0 ? "gains" : "loses")} {QalysWithInterval(Positive(effect))}";
            var subject = isBest ? $"Against {increment.Reference}, {strategy}" : $"The next best, {strategy}, against {increment.Reference}";
            return $"{subject} {money} and {health}{Meaning(increment)}.";
        }

        public string Prices()
        {
            var rivals = decision.Rivals;
            if (rivals.Count > 0)
            {
                return rivals.All(rival => decision.GapStandardError(rival) == 0)
                    ? "Cost and QALYs give no reason to prefer one of them to another."
                    : "More draws may tell them apart: their mean net benefits differ by no more than Monte Carlo error explains.";
            }
            var others = decision.Others.Where(other => other != decision.Reference).ToList();
            if (others.Count == 0)
            {
                // The reference is the only other one: what matters is how much dearer the best may become.
                var room = decision.Gap(decision.Reference);
                return $"The choice of {_best} holds as long as its mean cost over the horizon rises by less than {numbers.Money(room, decision.GapStandardError(decision.Reference))} per person.";
            }
            var reachable = others.Where(other => decision.GapWithoutCost(other) < 0).Take(MostPrices).ToList();
            if (reachable.Count > 0)
            {
                var prices = reachable.Select((other, i) => i == 0
                    ? $"{decision.Name(other)} would have to cost about {Gap(other)} less per person over the horizon than the {Cost(other)} that it costs now"
                    : $"{decision.Name(other)} about {Gap(other)} less than {Cost(other)}");
                return $"To be the best choice, {string.Join(", and ", prices)}.";
            }
            var nearest = others.MinBy(decision.GapWithoutCost);
            var missing = $"would fall {numbers.Money(decision.GapWithoutCost(nearest), decision.GapStandardError(nearest))} per person short in net benefit";
            return others.Count == 1
                ? $"No lower price would make {decision.Name(nearest)} the best choice: even if it cost nothing at all, it {missing}."
                : $"No lower price would make another strategy the best choice: even if it cost nothing at all, {decision.Name(nearest)}, which comes nearest to it, {missing}.";
        }

        private string Gap(int strategy) => numbers.Money(decision.Gap(strategy), decision.GapStandardError(strategy));

        private string Cost(int strategy) => numbers.Money(decision.Run.Strategies[strategy].Cost.Mean, decision.Run.Strategies[strategy].Cost.StandardError);

        private string Meaning(Increment increment)
        {
            var (cost, effect) = (increment.Cost, increment.Effect);
            if (IsNothing(cost) || IsNothing(effect) || increment.Comparison.Icer is not { } icer) return "";
            // The errors of a ratio's two parts, as if they were independent: near enough to say how many digits mean something.
            var relative = double.Hypot((cost.StandardError ?? 0) / cost.Mean, (effect.StandardError ?? 0) / effect.Mean);
            if (relative > LargestErrorOfRatio) return "";
            var ratio = numbers.Money(icer, relative * icer);
            return increment.Comparison.Standing switch
            {
                Standing.CostsMoreAndGainsMore => $", {ratio} per QALY gained",
                Standing.CostsLessAndLosesEffect => $", {ratio} saved for each QALY lost",
                _ => "",
            };
        }

        private static bool IsNothing(Estimate estimate) => PlainNumbers.IsNothing(estimate.Mean, PlaceOf(estimate));

        private static int PlaceOf(Estimate estimate) => PlainNumbers.Place(estimate.Mean, estimate.StandardError);

        private string Money(Estimate money) => numbers.Money(money.Mean, PlaceOf(money));

        private string MoneyInterval(Estimate money) => $"95% interval {numbers.Money(money.Lower, PlaceOf(money))} to {numbers.Money(money.Upper, PlaceOf(money))}";

        private string QalysWithInterval(Estimate qalys) => $"{numbers.Number(qalys.Mean, PlaceOf(qalys))} QALYs ({QalyInterval(qalys)})";

        private string QalyInterval(Estimate qalys) => $"{numbers.Number(qalys.Lower, PlaceOf(qalys))} to {numbers.Number(qalys.Upper, PlaceOf(qalys))}";

        /// <summary>A saving as a positive number, with its interval turned round.</summary>
        private static Estimate Positive(Estimate estimate) =>
            estimate.Mean >= 0 ? estimate : new Estimate(-estimate.Mean, estimate.StandardError, -estimate.Upper, -estimate.Lower);

        private static string Listed(IReadOnlyList<string> items) => items.Count == 1 ? items[0] : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";
    }
}
