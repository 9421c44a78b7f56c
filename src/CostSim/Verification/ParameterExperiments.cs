using CostSim.Cohort;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Verification;

/// <summary>Answers "what if these parameters had those values" for many sets of values in one run: each set takes the place of a draw.</summary>
internal sealed class ParameterExperiments
{
    private readonly ModelUnderTest _model;
    private readonly Scenario _scenario;
    private readonly int[] _places;

    /// <param name="model">Says when to stop.</param>
    /// <param name="scenario">The scenario whose parameters are given other values.</param>
    public ParameterExperiments(ModelUnderTest model, Scenario scenario)
    {
        (_model, _scenario) = (model, scenario);
        _places = [.. Enumerable.Range(0, scenario.Parameters.Count).Where(p => scenario.Parameters[p].Value.BaseValue is not null)];
        Leaves = [.. _places.Select(p => scenario.Parameters[p])];
    }

    /// <summary>The parameters that are not calculated from others: those that a set gives values to.</summary>
    public IReadOnlyList<ParameterDefinition> Leaves { get; }

    /// <summary>A set with the base values, to be changed.</summary>
    public double[] BaseValues() => [.. Leaves.Select(leaf => leaf.Value.BaseValue!.Value)];

    /// <summary>Runs every set.</summary>
    /// <param name="sets">Values by leaf.</param>
    /// <returns>Totals by set, strategy and outcome; null for a set that gives a number that cannot be.</returns>
    public IReadOnlyList<Answer?> Run(IReadOnlyList<double[]> sets) => Run(sets, _scenario);

    /// <summary>As <see cref="Run(IReadOnlyList{double[]})"/>, with another scenario that has the same parameters.</summary>
    public IReadOnlyList<Answer?> Run(IReadOnlyList<double[]> sets, Scenario scenario)
    {
        // The base values stand in for a set that has stopped a run. A second row keeps a single set from being a sample of one.
        var rows = sets.Append(BaseValues()).ToArray();
        var impossible = new string?[rows.Length];
        while (true)
        {
            _model.Cancel.ThrowIfCancellationRequested();
            var plan = ModelUnderTest.Compile(Supply(scenario, rows, BaseValues()));
            try
            {
                var table = ScenarioRun.Execute(plan, new RunOptions { Threads = 1 }, null, _model.Cancel).Outcomes;
                return [.. Enumerable.Range(0, sets.Count).Select(row => impossible[row] is null ? new Answer(table, row) : null)];
            }
            catch (SimulationException exception) when (exception.Draw is { } draw && draw < sets.Count && impossible[draw] is null)
            {
                (impossible[draw], rows[draw]) = (exception.Message, rows[^1]);
            }
        }
    }

    /// <summary>A scenario whose base values are those of a set. They stay parameters: a zero does not make a state unreachable.</summary>
    public Scenario WithValues(Scenario scenario, double[] set) => Supply(scenario, [set, set], set);

    private Scenario Supply(Scenario scenario, double[][] rows, double[] bases)
    {
        var parameters = scenario.Parameters.ToArray();
        for (var leaf = 0; leaf < _places.Length; leaf++)
        {
            var parameter = parameters[_places[leaf]];
            parameters[_places[leaf]] = parameter with { Value = new SuppliedValue([.. rows.Select(row => row[leaf])], bases[leaf], "verification") };
        }
        return scenario with { Parameters = parameters, Psa = scenario.Psa with { Draws = rows.Length, Sampling = SamplingMethods.Supplied, Replicates = 1 } };
    }
}

/// <summary>What every strategy came to with one set of values.</summary>
internal sealed record Answer(OutcomeTable Table, int Row)
{
    public double this[int strategy, string outcome] => Table[strategy, outcome][Row];

    /// <summary>Whether anything differs by more than rounding.</summary>
    public bool DiffersFrom(Answer other) => Table.Outcomes.Any(outcome => DiffersFrom(other, outcome));

    public bool DiffersFrom(Answer other, string outcome) => Enumerable.Range(0, Table.Strategies.Count).Any(s => DiffersFrom(other, s, outcome));

    public bool DiffersFrom(Answer other, int strategy, string outcome) => !Near.Equal(this[strategy, outcome], other[strategy, outcome]);
}
