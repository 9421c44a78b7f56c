using System.Runtime.InteropServices;
using CostSim.Numerics;

namespace CostSim.Cohort.Planning;

/// <summary>Products of <see cref="Factor"/>s, each known by a number, and their places in the program that is being written.</summary>
internal sealed class Products
{
    /// <summary>The product of nothing.</summary>
    public const int One = 0;

    private readonly DistinctSequences _products = new();
    private readonly List<int> _factors = [];
    private readonly List<int> _written = [];

    /// <summary>By product: where it stands in the program of that number.</summary>
    private (int Program, int First)[] _placeOf = new (int, int)[64];

    private int _program;

    public Products() => _products.Add([]);

    /// <summary>The factors of the program, of all products that have been placed in it.</summary>
    public int[] Written => [.. _written];

    /// <summary>Begins a program.</summary>
    public void Begin()
    {
        _program++;
        _written.Clear();
    }

    /// <summary>A product times one more factor.</summary>
    public int Times(int product, int factor)
    {
        _factors.Clear();
        _factors.AddRange(_products[product]);
        _factors.Add(factor);
        return _products.Add(CollectionsMarshal.AsSpan(_factors));
    }

    /// <summary>Where a product stands in the program; it is written down when it is first asked for.</summary>
    public Product PlaceOf(int product)
    {
        if (product == One) return default;
        if (product >= _placeOf.Length) Array.Resize(ref _placeOf, 2 * product);
        var factors = _products[product];
        if (_placeOf[product].Program != _program)
        {
            _placeOf[product] = (_program, _written.Count);
            _written.AddRange(factors);
        }
        return new Product(_placeOf[product].First, factors.Length);
    }
}
