using System.Numerics.Tensors;
using CostSim.Scenarios;

namespace CostSim.Cohort;

/// <summary>Runs every profile of a population for one block of draws after another, with the same parameters. One for each thread.</summary>
/// <remarks>
/// A draw's outcome is the weighted mean of its profiles, summed in their order: <c>total[d] = Σ_p weight_p[d] · total_p[d]</c>. Without profiles, and with
/// one of weight 1, that is the outcome of the cohort, to the bit.
/// </remarks>
public sealed class PopulationSimulation
{
    private readonly CohortPlan _plan;
    private readonly CohortSimulation[] _profiles;
    private readonly double[][] _weights;
    private readonly double[][][] _totals;

    /// <param name="plan">What to simulate; may be shared between threads.</param>
    /// <param name="width">Draws in a block, a positive multiple of 8.</param>
    /// <param name="times">Receives how long sampling and simulating take; null where nobody asks.</param>
    public PopulationSimulation(CohortPlan plan, int width, ThreadTimes? times = null)
    {
        _plan = plan;
        _profiles = [.. plan.Profiles.Select(profile => new CohortSimulation(profile, width) { Times = times })];
        _weights = [.. _profiles.Select(_ => new double[width])];
        _totals = HasProfiles ? [.. plan.Scenario.Strategies.Select(_ => plan.Outcomes.Select(_ => new double[width]).ToArray())] : [];
    }

    /// <summary>Draws in a block.</summary>
    public int Width => _profiles[0].Width;

    /// <summary>How many profiles there are; 1 where the scenario has none.</summary>
    public int Profiles => _profiles.Length;

    private bool HasProfiles => _plan.HasProfiles;

    /// <summary>Simulates consecutive draws.</summary>
    /// <param name="firstDraw">From 0.</param>
    /// <param name="draws">1 to <see cref="Width"/>.</param>
    /// <exception cref="SimulationException">A number cannot be, weights do not sum to one; of several draws in which that happens, the lowest is reported.</exception>
    public void Run(long firstDraw, int draws)
    {
        SimulationException? first = null;
        for (var p = 0; p < _profiles.Length; p++)
        {
            try
            {
                _profiles[p].Run(firstDraw, draws);
            }
            catch (SimulationException exception) when (HasProfiles)
            {
                // Not lost: the one with the lowest draw is thrown when all profiles have been tried.
                if (first is null || exception.Draw < first.Draw) first = exception.In($"profile '{_plan.Profiles[p].Scenario.Profile!.Name}'");
            }
        }
        if (first is not null) throw first;
        Weigh(firstDraw, draws);
    }

    /// <summary>Simulates the base values of the parameters: the deterministic analysis.</summary>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    public void RunBaseValues()
    {
        for (var p = 0; p < _profiles.Length; p++)
        {
            try
            {
                _profiles[p].RunBaseValues();
            }
            catch (SimulationException exception) when (HasProfiles)
            {
                throw exception.In($"profile '{_plan.Profiles[p].Scenario.Profile!.Name}'");
            }
        }
        Weigh(firstDraw: null, draws: 1);
    }

    /// <summary>What a strategy came to in the last block, over all profiles; [<see cref="Width"/>], of which as many count as draws were simulated.</summary>
    public ReadOnlySpan<double> Total(int strategy, int outcome) => HasProfiles ? _totals[strategy][outcome] : _profiles[0].Total(strategy, outcome);

    /// <summary>The same for one profile.</summary>
    public ReadOnlySpan<double> Total(int profile, int strategy, int outcome) => _profiles[profile].Total(strategy, outcome);

    /// <summary>A profile's weight in the draws of the last block; only where the scenario has profiles.</summary>
    public ReadOnlySpan<double> Weight(int profile) => _weights[profile];

    /// <summary>Copies the values that a parameter had in the last block; all profiles have the same.</summary>
    /// <param name="parameter">Its place among the scenario's parameters.</param>
    /// <param name="values">Receives them; as many as draws were simulated.</param>
    public void CopyParameter(int parameter, Span<double> values) => _profiles[0].CopyParameter(parameter, values);

    private void Weigh(long? firstDraw, int draws)
    {
        if (!HasProfiles) return;
        for (var p = 0; p < _profiles.Length; p++) _profiles[p].CopyWeight(_weights[p].AsSpan(0, draws));
        CheckWeights(firstDraw, draws);
        for (var s = 0; s < _totals.Length; s++)
        {
            for (var o = 0; o < _totals[s].Length; o++)
            {
                var sum = _totals[s][o].AsSpan(0, draws);
                TensorPrimitives.Multiply(_weights[0].AsSpan(0, draws), _profiles[0].Total(s, o)[..draws], sum);
                for (var p = 1; p < _profiles.Length; p++) TensorPrimitives.MultiplyAdd(_weights[p].AsSpan(0, draws), _profiles[p].Total(s, o)[..draws], sum, sum);
            }
        }
    }

    private void CheckWeights(long? firstDraw, int draws)
    {
        for (var d = 0; d < draws; d++)
        {
            var sum = 0.0;
            for (var p = 0; p < _weights.Length; p++)
            {
                var weight = _weights[p][d];
                if (!(weight >= -NumberCheck.Rounding && weight <= 1 + NumberCheck.Rounding))
                    throw Impossible($"The weight of the profile '{_plan.Profiles[p].Scenario.Profile!.Name}' is {weight:R}, which is not between 0 and 1", firstDraw, d);
                sum += weight;
            }
            if (!(Math.Abs(sum - 1) <= Profile.Rounding)) throw Impossible($"The weights of the profiles sum to {sum:R}, not to 1", firstDraw, d);
        }
    }

    private SimulationException Impossible(string what, long? firstDraw, int d)
    {
        var parameters = _plan.Scenario.Parameters.Select((parameter, p) =>
        {
            var values = new double[d + 1];
            CopyParameter(p, values);
            return KeyValuePair.Create(parameter.Name, values[d]);
        });
        return new SimulationException($"{what}{(firstDraw is { } first ? $": draw {first + d}" : ": base values")}.", firstDraw + d, [.. parameters]);
    }
}
