using CostSim.Cohort.Kernels;
using CostSim.Cohort.Planning;
using CostSim.Cohort.Recording;
using CostSim.Diagnostics;
using CostSim.Language.Evaluation;
using CostSim.Scenarios;

namespace CostSim.Cohort;

/// <summary>A scenario compiled for the cohort engine: every calculation once, every strategy as sparse arrays.</summary>
public sealed class CohortPlan
{
    private CohortPlan(Scenario scenario, CohortPlanBuilder builder, StrategyPlan[] strategies)
    {
        (Scenario, Sampler, Strategies) = (scenario, new ParameterSampler(scenario), strategies);
        Outcomes = builder.Outcomes;
        Evaluation = new EvaluationPlan(builder.Graph, builder.Roots, scenario.Cycles);
        _timesOutside = builder.TimesOutside;
        ParameterNodes = builder.ParameterNodes;
        WeightNode = builder.WeightNode;
        Profiles = [this];
        (Checks, Amounts) = (builder.Checks, builder.Amounts);
        Weights = new OutcomeWeights(scenario, builder.Outcomes);
        UndiscountedWeights = new OutcomeWeights(scenario, builder.Outcomes, isDiscounted: false);
        Sums = builder.Sums();
        Groups = StrategyGroup.Of(strategies, Outcomes.Count);
        Numbers = new double[scenario.Cycles + 1][];
        for (var cycle = 0; cycle < Numbers.Length; cycle++) Numbers[cycle] = Factor.Numbers(Evaluation, cycle);
        _checkSchedule = new Lazy<CheckSchedule>(() => new CheckSchedule(this));
        _equalVectors = new Lazy<int[][]>(() => Lumping.EqualVectors.Of(Evaluation));
        _programs = new Lazy<GroupProgram[]>(() => Build(isTraced: false));
        _segments = new Lazy<StraightLineSegment[][]>(() => StraightLineSegment.IsSupported ? [.. StraightLineSegments.Of(this)] : []);
        _tracedPrograms = new Lazy<GroupProgram[]>(() => Build(isTraced: true));
    }

    private const int MostBlockDraws = 256, FewestBlockDraws = 64;

    /// <summary>Second-level caches of today's servers hold 1 to 2 MB.</summary>
    private const int CacheBytes = 3 << 19;

    private readonly TimesOutside _timesOutside;
    private readonly Lazy<CheckSchedule> _checkSchedule;
    private readonly Lazy<int[][]> _equalVectors;
    private readonly Lazy<StraightLineSegment[][]> _segments;
    private readonly Lazy<GroupProgram[]> _programs;
    private readonly Lazy<GroupProgram[]> _tracedPrograms;

    /// <summary>What it was compiled from; of several profiles, that of the first alone.</summary>
    public Scenario Scenario { get; }

    /// <summary>A plan for each of the scenario's profiles, of which this is the first; itself alone where it has none.</summary>
    public IReadOnlyList<CohortPlan> Profiles { get; private set; }

    /// <summary>Whether the scenario has profiles, and outcomes are their weighted means.</summary>
    public bool HasProfiles { get; private set; }

    /// <summary>Draws the parameters that the calculations start from.</summary>
    public ParameterSampler Sampler { get; }

    /// <summary>What is counted, in the order of the results: cost, QALYs and life years first.</summary>
    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>The number of states that each strategy can reach.</summary>
    public IReadOnlyList<int> ReachableStates => [.. Strategies.Select(strategy => strategy.States.Length)];

    /// <summary>As many of them as tables show: those that differ only in a clock are one.</summary>
    public IReadOnlyList<int> ReportedStates => [.. Strategies.Select(strategy => strategy.States.Select(state => state.ReportedName).Distinct().Count())];

    internal EvaluationPlan Evaluation { get; }

    /// <summary>The node of each of the scenario's parameters.</summary>
    internal int[] ParameterNodes { get; }

    /// <summary>The node of the profile's weight; null where the scenario has no profiles.</summary>
    internal int? WeightNode { get; }

    internal StrategyPlan[] Strategies { get; }

    /// <summary>The strategies, those together whose people move alike.</summary>
    internal StrategyGroup[] Groups { get; }

    /// <summary>The group of a strategy.</summary>
    internal StrategyGroup GroupOf(int strategy) => Groups.First(group => group.Strategies.Contains(strategy));

    /// <summary>By cycle, what is the same in all draws; see <see cref="Factor"/>.</summary>
    internal double[][] Numbers { get; }

    /// <summary>By cycle and slot, the first slot with the same numbers.</summary>
    internal int[][] EqualVectors => _equalVectors.Value;

    internal NumberCheck[] Checks { get; }

    /// <summary>When they are made.</summary>
    internal CheckSchedule CheckSchedule => _checkSchedule.Value;

    internal Amount[] Amounts { get; }

    internal OutcomeWeights Weights { get; }

    /// <summary>Those of traced simulations, whose running totals are what has happened until a time.</summary>
    internal OutcomeWeights UndiscountedWeights { get; }

    /// <summary>For each outcome that is the sum of others (the cost of a perspective), which; null for the others.</summary>
    internal int[]?[] Sums { get; }

    /// <summary>Compiles a scenario.</summary>
    /// <param name="scenario">Read without errors.</param>
    /// <param name="problems">Receives what cannot be compiled: a number that a strategy needs and the scenario lacks.</param>
    /// <returns>The plan, or null after a problem.</returns>
    public static CohortPlan? Compile(Scenario scenario, Problems problems)
    {
        var alone = scenario.ByProfile();
        var (plans, found) = (new CohortPlan?[alone.Count], new Problems[alone.Count]);
        Parallel.For(0, plans.Length, p => plans[p] = CompileOne(alone[p], found[p] = new Problems()));
        foreach (var ofProfile in found) problems.AddRange(ofProfile);
        if (Array.Exists(plans, plan => plan is null)) return null;
        var compiled = Array.ConvertAll(plans, plan => plan!);
        foreach (var plan in compiled) (plan.Profiles, plan.HasProfiles) = (compiled, scenario.Profiles.Count > 0);
        return compiled[0];
    }

    private static CohortPlan? CompileOne(Scenario scenario, Problems problems)
    {
        var builder = new CohortPlanBuilder(scenario, problems);
        var strategies = scenario.Strategies.Select(builder.Build).ToArray();
        return problems.HasErrors ? null : new CohortPlan(scenario, builder, strategies);
    }

    /// <summary>Draws to simulate side by side: as many as keep what a block reads and writes in the second-level cache, and lists of programs read seldom.</summary>
    public int BlockDraws
    {
        get
        {
            var rows = Profiles.Max(plan => plan.Evaluation.Slots + plan.Strategies.Max(strategy => strategy.States.Length));
            var draws = MostBlockDraws;
            while (draws > FewestBlockDraws && (long)rows * draws * sizeof(double) > CacheBytes) draws /= 2;
            return draws;
        }
    }

    /// <summary>Simulates the base values of every profile once: what cannot be there is a mistake of the input, and needs no draw to be found.</summary>
    /// <param name="problems">Receives the first number that cannot be, with the place of its expression.</param>
    public void CheckBaseValues(Problems problems)
    {
        foreach (var plan in Profiles)
        {
            try
            {
                CohortSimulation.Once(plan).RunBaseValues();
            }
            catch (SimulationException exception)
            {
                if (exception.IsNoNumber && plan._timesOutside.Finding is { } finding)
                    problems.Error(exception.Problem?.At ?? SourceLocation.StartOf(Scenario.File), $"{exception.Problem?.Found ?? exception.What.TrimEnd('.')}: {finding.Found}", finding.Expected);
                else if (exception.Problem is { } problem) problems.AddRange([problem]);
                else problems.Error(SourceLocation.StartOf(Scenario.File), exception.Message.ReplaceLineEndings("; ").TrimEnd('.'));
            }
        }
    }

    /// <summary>What each group does, cycle by cycle; made when it is first asked for.</summary>
    /// <param name="isTraced">Whether all occupancies are wanted, also of states that earn nothing; then nothing is discounted.</param>
    internal GroupProgram[] Programs(bool isTraced) => (isTraced ? _tracedPrograms : _programs).Value;

    /// <summary>Cycles that run as machine code of their own, in order; each for all groups.</summary>
    internal StraightLineSegment[][] Segments => _segments.Value;

    /// <summary>As <see cref="Programs"/> untraced, but each state is moved by itself, in each event, and by numbers of its own: what those programs are compared with.</summary>
    internal GroupProgram[] BuildByState() => Build(isTraced: false, isByState: true);

    private GroupProgram[] Build(bool isTraced, bool isByState = false)
    {
        var programs = new GroupProgram[Groups.Length];
        Parallel.For(0, programs.Length, group => programs[group] = new GroupProgramBuilder(this, Groups[group], isTraced, isByState).Build());
        return programs;
    }
}
