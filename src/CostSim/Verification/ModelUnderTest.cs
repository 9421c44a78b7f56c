using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;

namespace CostSim.Verification;

/// <summary>A scenario and what several checks ask of it; each answer is worked out when it is first needed.</summary>
internal sealed class ModelUnderTest
{
    /// <summary>Enough to meet what goes wrong in one draw of a hundred.</summary>
    private const int SomeDraws = 512;

    private readonly Lazy<OutcomeTable> _undiscountedTotals;
    private readonly Lazy<CohortPlan> _undiscountedPlan;
    private readonly Lazy<CohortProbe[]> _probes;
    private readonly Lazy<StateRoles> _roles;
    private readonly Lazy<ParameterExperiments> _experiments;
    private readonly Lazy<ParameterRoles> _parameters;
    private readonly Lazy<TraceRecorder[]> _traces;
    private readonly Lazy<double[][]> _alive;
    private readonly Lazy<OutcomeTable> _draws;

    /// <param name="scenario">Read without errors.</param>
    /// <param name="cancel">Stops between two simulations.</param>
    public ModelUnderTest(Scenario scenario, CancellationToken cancel)
    {
        (Scenario, Cancel) = (scenario, cancel);
        Undiscounted = scenario with { Discount = scenario.Discount.ToDictionary(rate => rate.Key, _ => 0.0), Timing = Timing.Of(CycleCorrection.HalfCycle) };
        _undiscountedPlan = new(() => Compile(Undiscounted));
        _undiscountedTotals = new(() => Totals(Undiscounted));
        _probes = new(() => [.. Scenario.Strategies.Select((_, s) => new CohortProbe(UndiscountedPlan, s))]);
        _roles = new(() => new StateRoles(Scenario));
        _experiments = new(() => new ParameterExperiments(this, Undiscounted));
        _parameters = new(() => new ParameterRoles(this));
        _traces = new(() => [.. Scenario.Strategies.Select(strategy => Trace(Undiscounted, strategy))]);
        _alive = new(() => [.. Traces.Select(Alive)]);
        _draws = new(() => DrawsWith(Scenario.Psa.Seed));
    }

    public Scenario Scenario { get; }

    /// <summary>
    /// The same with every discount rate at zero, and every outcome counted by the half-cycle rule: the scenario's own conventions are choices, not slips,
    /// and would part outcomes that must be equal.
    /// </summary>
    public Scenario Undiscounted { get; }

    public CancellationToken Cancel { get; }

    public CohortPlan UndiscountedPlan => _undiscountedPlan.Value;

    /// <summary>Deterministic and undiscounted.</summary>
    public OutcomeTable UndiscountedTotals => _undiscountedTotals.Value;

    /// <summary>By strategy.</summary>
    public IReadOnlyList<CohortProbe> Probes => _probes.Value;

    /// <summary>By profile and strategy.</summary>
    public IEnumerable<CohortProbe> ProbesOfAllProfiles => UndiscountedPlan.HasProfiles ? UndiscountedPlan.Profiles.SelectMany(plan => Scenario.Strategies.Select((_, s) => new CohortProbe(plan, s))) : Probes;

    public StateRoles Roles => _roles.Value;

    public ParameterExperiments Experiments => _experiments.Value;

    public ParameterRoles Parameters => _parameters.Value;

    /// <summary>Where people are, by strategy.</summary>
    public IReadOnlyList<TraceRecorder> Traces => _traces.Value;

    /// <summary>Some draws of the scenario as it is.</summary>
    public OutcomeTable Draws => _draws.Value;

    /// <summary>The share of the cohort that is alive, by strategy and cycle boundary.</summary>
    public IReadOnlyList<double[]> AliveByStrategy => _alive.Value;

    public IEnumerable<(int Index, string Name)> Strategies => Scenario.Strategies.Select((strategy, s) => (s, strategy.Name));

    /// <summary>What every strategy comes to at the base values.</summary>
    /// <exception cref="CheckException">The variant does not compile.</exception>
    public OutcomeTable Totals(Scenario variant)
    {
        Cancel.ThrowIfCancellationRequested();
        return ScenarioRun.Deterministic(Compile(variant));
    }

    /// <exception cref="CheckException">The variant does not compile.</exception>
    public static CohortPlan Compile(Scenario variant)
    {
        var problems = new Problems();
        return CohortPlan.Compile(variant, problems) ?? throw new CheckException($"the variant of the scenario does not compile: {problems.First()}");
    }

    /// <summary>Where people are at every cycle boundary, at the base values.</summary>
    public TraceRecorder Trace(Scenario variant, Strategy strategy)
    {
        Cancel.ThrowIfCancellationRequested();
        var plan = Compile(variant with { Strategies = [strategy] });
        var trace = new TraceRecorder(plan, strategy: 0, draws: 1);
        new CohortSimulation(plan, Language.Evaluation.Workspace.Lane, isTraced: true).RunBaseValues(trace);
        return trace;
    }

    /// <summary>Some draws of the scenario with a seed.</summary>
    public OutcomeTable DrawsWith(ulong seed)
    {
        var few = Scenario with { Psa = Scenario.Psa with { Seed = seed, Draws = Math.Min(Scenario.Psa.Draws, SomeDraws) } };
        return ScenarioRun.Execute(Compile(few), new RunOptions { Threads = 1 }, null, Cancel).Outcomes;
    }

    /// <summary>The share of the cohort that is in no state of the dead, by cycle boundary.</summary>
    private double[] Alive(TraceRecorder trace)
    {
        int[] dead = [.. Roles.DeadNames.Where(trace.States.Contains).Select(name => trace.States.ToList().IndexOf(name))];
        return [.. Enumerable.Range(0, trace.Boundaries).Select(t => 1 - dead.Sum(state => trace[state, t][0]))];
    }
}

/// <summary>A check that could not be done because a variant of the model, which ought to run, does not.</summary>
internal sealed class CheckException(string message) : Exception(message);
