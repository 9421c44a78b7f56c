using System.Runtime.InteropServices;

namespace CostSim.Cohort.Planning;

/// <summary>Collects people by where they go, or what they earn, and writes down those who come with one probability together.</summary>
/// <remarks>To be used again and again.</remarks>
/// <param name="products">The probabilities.</param>
internal sealed class Flows(Products products)
{
    private readonly List<Flow> _flows = [];
    private readonly List<int> _sizes = [];

    /// <summary>By probability: the inflow that it has in the list being written, if the number of the list stands beside it.</summary>
    private (int List, int Inflow)[] _inflowOf = new (int, int)[64];

    private int[] _first = [];
    private int[] _last = [];
    private int _list;

    /// <summary>Forgets all flows.</summary>
    /// <param name="keys">All keys will be below it.</param>
    public void Begin(int keys)
    {
        _flows.Clear();
        if (keys > _first.Length) (_first, _last) = (new int[keys], new int[keys]);
        _first.AsSpan(0, keys).Fill(-1);
    }

    public bool Any(int key) => _first[key] >= 0;

    /// <summary>Adds people of one row.</summary>
    /// <param name="key">Where they go, or what they earn.</param>
    /// <param name="probability">The product with which they do.</param>
    /// <param name="source">The row.</param>
    /// <returns>Whether the row is another than that which was added to the key before.</returns>
    public bool Add(int key, int probability, int source)
    {
        if (probability >= _inflowOf.Length) Array.Resize(ref _inflowOf, 2 * probability);
        var added = _flows.Count;
        _flows.Add(new Flow(probability, source, -1));
        var isNew = true;
        if (_first[key] < 0) _first[key] = added;
        else
        {
            ref var before = ref CollectionsMarshal.AsSpan(_flows)[_last[key]];
            isNew = before.Source != source;
            before = before with { Next = added };
        }
        _last[key] = added;
        return isNew;
    }

    /// <summary>Adds the rows of a key to a list; one that was added several times in succession once.</summary>
    public void CopySources(int key, List<int> sources)
    {
        var before = -1;
        for (var f = _first[key]; f >= 0; f = _flows[f].Next)
        {
            if (_flows[f].Source != before) sources.Add(before = _flows[f].Source);
        }
    }

    /// <summary>Writes the flows of a key down: an inflow for each probability, in the order in which they were added.</summary>
    public void Write(int key, List<Inflow> inflows, List<int> sources)
    {
        _list++;
        _sizes.Clear();
        var firstInflow = inflows.Count;
        for (var f = _first[key]; f >= 0; f = _flows[f].Next)
        {
            ref var inflow = ref _inflowOf[_flows[f].Probability];
            if (inflow.List != _list)
            {
                inflow = (_list, _sizes.Count);
                inflows.Add(new Inflow(products.PlaceOf(_flows[f].Probability), 0, 0));
                _sizes.Add(0);
            }
            _sizes[inflow.Inflow]++;
        }

        var next = sources.Count;
        for (var i = 0; i < _sizes.Count; i++)
        {
            inflows[firstInflow + i] = inflows[firstInflow + i] with { FirstSource = next, Sources = _sizes[i] };
            (_sizes[i], next) = (next, next + _sizes[i]);
        }
        CollectionsMarshal.SetCount(sources, next);
        for (var f = _first[key]; f >= 0; f = _flows[f].Next) sources[_sizes[_inflowOf[_flows[f].Probability].Inflow]++] = _flows[f].Source;
    }

    private readonly record struct Flow(int Probability, int Source, int Next);
}
