using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Cohort;
using CostSim.Language.Evaluation;

namespace CostSim.Benchmarks;

/// <summary>What somebody would write by hand for the knee's sparse structure: for each state that an event changes, its row times what stays, and every row that comes times its share.</summary>
/// <remarks>
/// Each state by itself, each move by itself, amounts that do not change with the cycle multiplied once, clocks by exchanging rows. The structure is that of the plan; its moves
/// and earnings are laid out as flat lists when this is made.
/// </remarks>
internal sealed class KneeGather
{
    private readonly int _width;
    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Strategies[] _groups;

    public KneeGather(CohortPlan plan, int width)
    {
        (_plan, _width, _workspace) = (plan, width, plan.Evaluation.CreateWorkspace(width));
        double[][] columns = [.. plan.Sampler.Columns.Select(_ => new double[width])];
        plan.Sampler.Fill(0, width, columns, new double[plan.Sampler.ScratchColumns * width]);
        _workspace.LoadBlock(width, (column, values) => columns[column].CopyTo(values));
        var operands = plan.Evaluation.OperandsByNode();
        _groups = [.. plan.BuildByState().Select(program => new Strategies(program, operands, width))];
    }

    public double Total(int strategy, int outcome, int draw)
    {
        var group = Array.Find(_groups, group => group.Program.Group.Strategies.Contains(strategy))!;
        var account = Array.IndexOf(group.Program.Group.Strategies, strategy) * _plan.Outcomes.Count + outcome;
        return group.Accumulators[account * _width + draw];
    }

    public void Run()
    {
        _workspace.EvaluateDraws();
        for (var cycle = 0; cycle <= _plan.Scenario.Cycles; cycle++)
        {
            _workspace.EvaluateNextCycle(cycle);
            foreach (var group in _groups)
            {
                if (cycle == 0) Start(group);
                Steps(group, group.Rewards[cycle], cycle);
                if (cycle == _plan.Scenario.Cycles) continue;
                Steps(group, group.Moves[cycle], cycle);
                foreach (var clock in group.Program.Cycles[cycle].Clocks) Advance(group, clock);
            }
        }
        foreach (var group in _groups)
        {
            foreach (var (account, accumulator, amount) in group.Program.Settlements)
            {
                var place = group.Operands[amount];
                for (var d = 0; d < _width; d++)
                    group.Accumulators[account * _width + d] += group.Accumulators[accumulator * _width + d] * (place.IsVector ? _workspace.Vector(place)[d] : _plan.Evaluation.Number(place, 0));
            }
        }
    }

    private void Start(Strategies group)
    {
        for (var row = 0; row < group.RowOf.Length; row++) group.RowOf[row] = row;
        Array.Clear(group.Accumulators);
        var plan = group.Program.Group.Plan;
        foreach (var (state, _) in plan.Start) group.People.AsSpan(state * _width, _width).Clear();
        foreach (var (state, share) in plan.Start)
        {
            for (var d = 0; d < _width; d++)
                group.People[state * _width + d] += group.Operands[share] is { IsVector: true } place ? _workspace.Vector(place)[d] : _plan.Evaluation.Number(group.Operands[share], 0);
        }
        foreach (var (account, amount) in plan.StartEarnings)
        {
            for (var d = 0; d < _width; d++)
                group.Accumulators[account * _width + d] += group.Operands[amount] is { IsVector: true } place ? _workspace.Vector(place)[d] : _plan.Evaluation.Number(group.Operands[amount], 0);
        }
        Steps(group, group.AtStart, cycle: 0);
        foreach (var clock in group.Program.AtStart.Clocks) Advance(group, clock);
    }

    private void Steps(Strategies group, Step[] steps, int cycle)
    {
        foreach (var step in steps)
        {
            if (step.Exchange >= 0) (group.RowOf[step.State], group.RowOf[step.Exchange]) = (group.RowOf[step.Exchange], group.RowOf[step.State]);
            else Gather(group, step, _plan.Numbers[cycle], cycle);
        }
    }

    /// <summary><c>row of the state = Σ share · row of the source</c>, or the same sum into deposits.</summary>
    private void Gather(Strategies group, Step step, double[] numbers, int cycle)
    {
        ref var people = ref MemoryMarshal.GetArrayDataReference(group.People);
        ref var slots = ref _workspace.FirstSlot;
        var (sources, shares) = (step.Sources, step.Shares);
        for (var d = 0; d < _width; d += 32)
        {
            var (a, b, c, e) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var move = 0; move < sources.Length; move++)
            {
                ref var from = ref Unsafe.Add(ref people, group.RowOf[sources[move]] * _width + d);
                var (f, g, h, i) = (Vector512.LoadUnsafe(ref from), Vector512.LoadUnsafe(ref from, 8), Vector512.LoadUnsafe(ref from, 16), Vector512.LoadUnsafe(ref from, 24));
                foreach (var share in shares[move])
                {
                    if (share < 0)
                    {
                        var number = Vector512.Create(numbers[~share]);
                        (f, g, h, i) = (f * number, g * number, h * number, i * number);
                        continue;
                    }
                    ref var part = ref Unsafe.Add(ref slots, share * _width + d);
                    (f, g, h, i) = (f * Vector512.LoadUnsafe(ref part), g * Vector512.LoadUnsafe(ref part, 8), h * Vector512.LoadUnsafe(ref part, 16), i * Vector512.LoadUnsafe(ref part, 24));
                }
                (a, b, c, e) = (a + f, b + g, c + h, e + i);
            }
            if (step.State >= 0)
            {
                ref var to = ref Unsafe.Add(ref people, group.RowOf[step.State] * _width + d);
                a.StoreUnsafe(ref to);
                b.StoreUnsafe(ref to, 8);
                c.StoreUnsafe(ref to, 16);
                e.StoreUnsafe(ref to, 24);
            }
            foreach (var deposit in step.Deposits)
            {
                ref var row = ref group.Accumulators[deposit.Row * _width + d];
                var weight = Vector512.Create(group.Program.Weights[deposit.Series][cycle]);
                if (deposit.Amount < 0)
                {
                    weight *= numbers[~deposit.Amount];
                    (Vector512.LoadUnsafe(ref row) + a * weight).StoreUnsafe(ref row);
                    (Vector512.LoadUnsafe(ref row, 8) + b * weight).StoreUnsafe(ref row, 8);
                    (Vector512.LoadUnsafe(ref row, 16) + c * weight).StoreUnsafe(ref row, 16);
                    (Vector512.LoadUnsafe(ref row, 24) + e * weight).StoreUnsafe(ref row, 24);
                    continue;
                }
                ref var amount = ref Unsafe.Add(ref slots, deposit.Amount * _width + d);
                (Vector512.LoadUnsafe(ref row) + a * (weight * Vector512.LoadUnsafe(ref amount))).StoreUnsafe(ref row);
                (Vector512.LoadUnsafe(ref row, 8) + b * (weight * Vector512.LoadUnsafe(ref amount, 8))).StoreUnsafe(ref row, 8);
                (Vector512.LoadUnsafe(ref row, 16) + c * (weight * Vector512.LoadUnsafe(ref amount, 16))).StoreUnsafe(ref row, 16);
                (Vector512.LoadUnsafe(ref row, 24) + e * (weight * Vector512.LoadUnsafe(ref amount, 24))).StoreUnsafe(ref row, 24);
            }
        }
    }

    private void Advance(Strategies group, ClockStep clock)
    {
        var (states, rowOf) = (group.Program.Group.Plan.ClockChains[clock.Chain], group.RowOf);
        var (last, before) = (states[^1], states[^2]);
        if (clock.JoinsLast)
        {
            for (var d = 0; d < _width; d++) group.People[rowOf[last] * _width + d] += group.People[rowOf[before] * _width + d];
        }
        else if (clock.ReachesLast) (rowOf[last], rowOf[before]) = (rowOf[before], rowOf[last]);
        var free = rowOf[before];
        for (var i = states.Length - 2; i > 0; i--) rowOf[states[i]] = rowOf[states[i - 1]];
        rowOf[states[0]] = free;
    }

    /// <summary>One row to calculate, or one sum to earn by.</summary>
    /// <param name="State">The state that is written; -1 where the sum is only earned by.</param>
    /// <param name="Exchange">The row that it takes instead of a calculation; -1 for none.</param>
    /// <param name="Shares">Of each source, slots or complements of numbers, which are multiplied: a probability, and a share of those who leave.</param>
    private sealed record Step(int State, int Exchange, int[] Sources, int[][] Shares, Deposit[] Deposits);

    private sealed class Strategies
    {
        public Strategies(GroupProgram program, Operand[] operands, int width)
        {
            (Program, Operands) = (program, operands);
            var states = program.Group.Plan.States.Length;
            RowOf = new int[states + program.SumRows + program.SpareRows];
            (People, Accumulators) = (GC.AllocateArray<double>(RowOf.Length * width, pinned: true), GC.AllocateArray<double>(program.Accumulators * width, pinned: true));
            var known = new Dictionary<CycleProgram, (Step[] Rewards, Step[] Moves)>(ReferenceEqualityComparer.Instance);
            foreach (var cycle in program.Cycles)
            {
                if (!known.ContainsKey(cycle)) known[cycle] = (StepsOf(cycle, cycle.Rewards), StepsOf(cycle, cycle.Moves));
            }
            (Rewards, Moves) = ([.. program.Cycles.Select(cycle => known[cycle].Rewards)], [.. program.Cycles.Select(cycle => known[cycle].Moves)]);
            AtStart = StepsOf(program.AtStart, program.AtStart.Moves);
        }

        public GroupProgram Program { get; }

        public Operand[] Operands { get; }

        public int[] RowOf { get; }

        public double[] People { get; }

        public double[] Accumulators { get; }

        public Step[][] Rewards { get; }

        public Step[][] Moves { get; }

        public Step[] AtStart { get; }

        private Step[] StepsOf(CycleProgram cycle, Update[] updates)
        {
            var states = Program.Group.Plan.States.Length;
            var spares = states + Program.SumRows;
            var steps = new List<Step>();
            foreach (var update in updates)
            {
                var deposits = cycle.Deposits[update.FirstDeposit..(update.FirstDeposit + update.Deposits)];
                switch (update.Kind)
                {
                    case UpdateKind.Exchange:
                        steps.Add(new Step(update.State, spares + update.Spare, [], [], []));
                        break;
                    case UpdateKind.Collection when update.State >= states:
                        steps[^1] = steps[^1] with { State = -1, Deposits = deposits };   // of the sum that was calculated last
                        break;
                    case UpdateKind.Collection:
                        steps.Add(new Step(-1, -1, [update.State], [[]], deposits));
                        break;
                    default:
                        var inflows = cycle.Inflows[update.FirstInflow..(update.FirstInflow + update.Inflows)];
                        int[] own = update.HasSelf ? [update.State] : [];
                        int[][] stay = update.HasSelf ? [SharesOf(cycle, update.Stay)] : [];
                        steps.Add(new Step(
                            update.Spare < 0 ? update.State : spares + update.Spare, -1,
                            [.. own, .. inflows.SelectMany(inflow => cycle.Sources[inflow.FirstSource..(inflow.FirstSource + inflow.Sources)])],
                            [.. stay, .. inflows.SelectMany(inflow => Enumerable.Repeat(SharesOf(cycle, inflow.Probability), inflow.Sources))], []));
                        break;
                }
            }
            return [.. steps];
        }

        private static int[] SharesOf(CycleProgram cycle, Product product) => cycle.Factors[product.First..(product.First + product.Count)];
    }
}
