using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace CostSim.Cohort.Kernels;

/// <summary>Writes the code of a <see cref="StraightLineSegment"/>: the operations of <see cref="GatherKernels"/> in the same order, so with the same bits.</summary>
/// <remarks>A multiplication by the constant 1 and the addition of a sum to zero are left out: they change no total.</remarks>
internal sealed class StraightLineWriter(ILGenerator code, CycleProgram body)
{
    private const int People = 0, Slots = 1, Accumulators = 2, Series = 3, RowOf = 4, Width = 5, Cycles = 6;

    private static readonly MethodInfo Add = typeof(Vector512<double>).GetMethod("op_Addition")!;
    private static readonly MethodInfo Multiply = typeof(Vector512<double>).GetMethod("op_Multiply", [typeof(Vector512<double>), typeof(Vector512<double>)])!;
    private static readonly MethodInfo Broadcast = typeof(Vector512).GetMethod(nameof(Vector512.Create), [typeof(double)])!;
    private static readonly MethodInfo LoadVector = typeof(Vector512).GetMethod(nameof(Vector512.Load))!.MakeGenericMethod(typeof(double));
    private static readonly MethodInfo StoreVector = typeof(Vector512).GetMethod(nameof(Vector512.Store))!.MakeGenericMethod(typeof(double));

    private readonly SortedDictionary<int, LocalBuilder> _states = [];
    private readonly SortedDictionary<int, LocalBuilder> _spares = [];
    private readonly SortedDictionary<int, LocalBuilder> _slots = [];
    private readonly SortedDictionary<int, LocalBuilder> _rows = [];
    private readonly List<(bool IsWeight, int Index)> _series = [];
    private readonly LocalBuilder _offset = code.DeclareLocal(typeof(int));
    private readonly LocalBuilder _cycle = code.DeclareLocal(typeof(int));
    private readonly LocalBuilder _now = code.DeclareLocal(typeof(nint));

    /// <summary>The vectors that the code keeps.</summary>
    public int Vectors => _states.Count + _spares.Count + _slots.Count + _rows.Count;

    /// <summary>What the code reads in each cycle: weights by series, or numbers.</summary>
    public IReadOnlyList<(bool IsWeight, int Index)> SeriesRead => _series;

    /// <summary>For each eight draws of the block: loads, all cycles, stores.</summary>
    public void Write()
    {
        Declare();
        var (draws, drawsTest) = (code.DefineLabel(), code.DefineLabel());
        var (cycles, cyclesTest) = (code.DefineLabel(), code.DefineLabel());
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Stloc, _offset);
        code.Emit(OpCodes.Br, drawsTest);
        code.MarkLabel(draws);
        foreach (var (state, local) in _states) Load(() => StateAddress(state), local);
        foreach (var (slot, local) in _slots) Load(() => Address(Slots, () => code.Emit(OpCodes.Ldc_I4, slot)), local);
        foreach (var (row, local) in _rows) Load(() => Address(Accumulators, () => code.Emit(OpCodes.Ldc_I4, row)), local);

        code.Emit(OpCodes.Ldarg, Series);
        code.Emit(OpCodes.Stloc, _now);
        code.Emit(OpCodes.Ldarg, Cycles);
        code.Emit(OpCodes.Stloc, _cycle);
        code.Emit(OpCodes.Br, cyclesTest);
        code.MarkLabel(cycles);
        foreach (var update in body.Rewards) Write(update);
        foreach (var update in body.Moves) Write(update);
        code.Emit(OpCodes.Ldloc, _now);
        code.Emit(OpCodes.Ldc_I4, _series.Count * sizeof(double));
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, _now);
        code.Emit(OpCodes.Ldloc, _cycle);
        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Stloc, _cycle);
        code.MarkLabel(cyclesTest);
        code.Emit(OpCodes.Ldloc, _cycle);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Bgt, cycles);

        foreach (var (state, local) in _states) Store(() => StateAddress(state), local);
        foreach (var (row, local) in _rows) Store(() => Address(Accumulators, () => code.Emit(OpCodes.Ldc_I4, row)), local);
        code.Emit(OpCodes.Ldloc, _offset);
        code.Emit(OpCodes.Ldc_I4, GatherKernels.Lane);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, _offset);
        code.MarkLabel(drawsTest);
        code.Emit(OpCodes.Ldloc, _offset);
        code.Emit(OpCodes.Ldarg, Width);
        code.Emit(OpCodes.Blt, draws);
        code.Emit(OpCodes.Ret);
    }

    private void Declare()
    {
        foreach (var update in body.Rewards.Concat(body.Moves))
        {
            Local(_states, update.State);
            if (update.Spare >= 0) Local(_spares, update.Spare);
        }
        foreach (var state in body.Sources) Local(_states, state);
        foreach (var factor in body.Factors)
        {
            if (factor >= 0) Local(_slots, factor);
        }
        foreach (var deposit in body.Deposits)
        {
            Local(_rows, deposit.Row);
            if (deposit.Amount >= 0) Local(_slots, deposit.Amount);
        }
    }

    private LocalBuilder Local(SortedDictionary<int, LocalBuilder> locals, int index) =>
        locals.TryGetValue(index, out var known) ? known : locals[index] = code.DeclareLocal(typeof(Vector512<double>));

    private void Write(in Update update)
    {
        switch (update.Kind)
        {
            case UpdateKind.Exchange:
                code.Emit(OpCodes.Ldloc, _spares[update.Spare]);
                code.Emit(OpCodes.Stloc, _states[update.State]);
                break;
            case UpdateKind.Occupancy:
                if (update.HasSelf)
                {
                    code.Emit(OpCodes.Ldloc, _states[update.State]);
                    MultiplyBy(update.Stay);
                }
                WriteInflows(update, hasSum: update.HasSelf);
                code.Emit(OpCodes.Stloc, update.Spare < 0 ? _states[update.State] : _spares[update.Spare]);
                break;
            case UpdateKind.Merger:
                WriteMerger(update);
                break;
            default:
                for (var i = 0; i < update.Deposits; i++)
                {
                    var deposit = body.Deposits[update.FirstDeposit + i];
                    code.Emit(OpCodes.Ldloc, _rows[deposit.Row]);
                    code.Emit(OpCodes.Ldloc, _states[update.State]);
                    ReadSeries(isWeight: true, deposit.Series);
                    MultiplyBy(deposit.Amount);
                    code.Emit(OpCodes.Call, Multiply);
                    code.Emit(OpCodes.Call, Add);
                    code.Emit(OpCodes.Stloc, _rows[deposit.Row]);
                }
                break;
        }
    }

    private void WriteMerger(in Update update)
    {
        var inflow = body.Inflows[update.FirstInflow];
        var members = body.Sources.AsSpan(inflow.FirstSource, inflow.Sources);
        for (var m = 0; m < members.Length; m++)
        {
            code.Emit(OpCodes.Ldloc, _states[members[m]]);
            if (m > 0) code.Emit(OpCodes.Call, Add);
        }
        code.Emit(OpCodes.Stloc, _states[update.State]);
        foreach (var member in members)
        {
            code.Emit(OpCodes.Ldloc, _states[member]);
            LoadFactor(body.Factors[update.Stay.First]);
            for (var k = 1; k < update.Stay.Count; k++) MultiplyBy(body.Factors[update.Stay.First + k]);
            code.Emit(OpCodes.Call, Multiply);
            code.Emit(OpCodes.Stloc, _states[member]);
        }
    }

    /// <summary>Leaves the sum on the stack.</summary>
    private void WriteInflows(in Update update, bool hasSum)
    {
        for (var i = 0; i < update.Inflows; i++)
        {
            var inflow = body.Inflows[update.FirstInflow + i];
            code.Emit(OpCodes.Ldloc, _states[body.Sources[inflow.FirstSource]]);
            for (var s = 1; s < inflow.Sources; s++)
            {
                code.Emit(OpCodes.Ldloc, _states[body.Sources[inflow.FirstSource + s]]);
                code.Emit(OpCodes.Call, Add);
            }
            MultiplyBy(inflow.Probability);
            if (hasSum || i > 0) code.Emit(OpCodes.Call, Add);
        }
    }

    private void MultiplyBy(Product product)
    {
        for (var k = 0; k < product.Count; k++) MultiplyBy(body.Factors[product.First + k]);
    }

    private void MultiplyBy(int factor)
    {
        if (factor == Factor.One) return;
        LoadFactor(factor);
        code.Emit(OpCodes.Call, Multiply);
    }

    private void LoadFactor(int factor)
    {
        if (factor >= 0) code.Emit(OpCodes.Ldloc, _slots[factor]);
        else ReadSeries(isWeight: false, ~factor);
    }

    private void ReadSeries(bool isWeight, int index)
    {
        var place = _series.IndexOf((isWeight, index));
        if (place < 0)
        {
            place = _series.Count;
            _series.Add((isWeight, index));
        }
        code.Emit(OpCodes.Ldloc, _now);
        code.Emit(OpCodes.Ldc_I4, place * sizeof(double));
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldind_R8);
        code.Emit(OpCodes.Call, Broadcast);
    }

    private void Load(Action address, LocalBuilder local)
    {
        address();
        code.Emit(OpCodes.Call, LoadVector);
        code.Emit(OpCodes.Stloc, local);
    }

    private void Store(Action address, LocalBuilder local)
    {
        code.Emit(OpCodes.Ldloc, local);
        address();
        code.Emit(OpCodes.Call, StoreVector);
    }

    private void StateAddress(int state) => Address(People, () =>
    {
        code.Emit(OpCodes.Ldarg, RowOf);
        code.Emit(OpCodes.Ldc_I4, state * sizeof(int));
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldind_I4);
    });

    /// <summary>The address of the draws in hand in a row.</summary>
    private void Address(int argument, Action row)
    {
        code.Emit(OpCodes.Ldarg, argument);
        row();
        code.Emit(OpCodes.Ldarg, Width);
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Ldloc, _offset);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Ldc_I4, sizeof(double));
        code.Emit(OpCodes.Mul);
        code.Emit(OpCodes.Add);
    }
}
