using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.Cohort.Kernels;

/// <summary>Neighbouring draws of a row, held in registers: as many as a machine has room for, or as are left at the end of a block.</summary>
/// <remarks>All is inlined: a call would take them out of their registers.</remarks>
internal interface IDraws<T>
    where T : struct, IDraws<T>
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }

    static abstract T All(double value);

    static abstract T Load(ref double first);

    /// <summary>The sum with the draws of another row, read one after another, so that they need no registers of their own.</summary>
    T Plus(ref double first);

    /// <summary>The product with them.</summary>
    T Times(ref double first);

    static abstract T operator +(T x, T y);

    static abstract T operator *(T x, T y);

    void Store(ref double first);
}

/// <summary>One vector.</summary>
internal readonly struct Eight(Vector512<double> draws) : IDraws<Eight>
{
    private readonly Vector512<double> _draws = draws;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight All(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight Load(ref double first) => new(Vector512.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Eight Plus(ref double first) => new(_draws + Vector512.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Eight Times(ref double first) => new(_draws * Vector512.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator +(Eight x, Eight y) => new(x._draws + y._draws);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Eight operator *(Eight x, Eight y) => new(x._draws * y._draws);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first) => _draws.StoreUnsafe(ref first);
}

/// <summary>One vector of 256 bits.</summary>
internal readonly struct Four(Vector256<double> draws) : IDraws<Four>
{
    private readonly Vector256<double> _draws = draws;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four All(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four Load(ref double first) => new(Vector256.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four Plus(ref double first) => new(_draws + Vector256.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four Times(ref double first) => new(_draws * Vector256.LoadUnsafe(ref first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator +(Four x, Four y) => new(x._draws + y._draws);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four operator *(Four x, Four y) => new(x._draws * y._draws);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first) => _draws.StoreUnsafe(ref first);
}

/// <summary>Twice as many.</summary>
internal readonly struct Twice<T>(T first, T second) : IDraws<Twice<T>>
    where T : struct, IDraws<T>
{
    private readonly T _first = first;
    private readonly T _second = second;

    public static int Count => 2 * T.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<T> All(double value)
    {
        var all = T.All(value);
        return new(all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<T> Load(ref double first) => new(T.Load(ref first), T.Load(ref Unsafe.Add(ref first, T.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<T> Plus(ref double first) => new(_first.Plus(ref first), _second.Plus(ref Unsafe.Add(ref first, T.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Twice<T> Times(ref double first) => new(_first.Times(ref first), _second.Times(ref Unsafe.Add(ref first, T.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<T> operator +(Twice<T> x, Twice<T> y) => new(x._first + y._first, x._second + y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Twice<T> operator *(Twice<T> x, Twice<T> y) => new(x._first * y._first, x._second * y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double first)
    {
        _first.Store(ref first);
        _second.Store(ref Unsafe.Add(ref first, T.Count));
    }
}
