namespace CostSim.Analysis.Streaming;

/// <summary>Points of willingness to pay in ascending order, each once, and where a number stands among them.</summary>
/// <remarks>
/// The range is cut into buckets of one width, two for each point, and the first point of each is known; so a search looks at one or two points where they are
/// evenly spaced. Rounding cannot mislead it: the bucket of a number never falls as the number grows.
/// </remarks>
internal sealed class WillingnessToPayScale
{
    private readonly double[] _points;
    private readonly int[] _firstOf;   // the first point in a bucket or in one after it; [bucket]
    private readonly double _bucketsPerMoney;

    /// <param name="points">Finite; in any order.</param>
    public WillingnessToPayScale(IEnumerable<double> points)
    {
        _points = [.. points.Distinct().Order()];
        if (_points.Length == 0)
        {
            _firstOf = [0];
            return;
        }
        _firstOf = new int[2 * _points.Length];
        _bucketsPerMoney = (_firstOf.Length - 1) / (_points[^1] - _points[0]);
        var point = 0;
        for (var bucket = 0; bucket < _firstOf.Length; bucket++)
        {
            while (point < _points.Length && BucketOf(_points[point]) < bucket) point++;
            _firstOf[bucket] = point;
        }
    }

    /// <summary>Ascending.</summary>
    public ReadOnlySpan<double> Points => _points;

    /// <summary>The place of a point.</summary>
    public int PlaceOf(double point) => Array.BinarySearch(_points, point);

    /// <summary>The place of the first point that is not below a number; as many as there are points where all are.</summary>
    public int FirstFrom(double number)
    {
        var place = _firstOf[BucketOf(number)];
        while (place < _points.Length && _points[place] < number) place++;
        return place;
    }

    /// <summary>One point alone makes its bucket 0 · ∞, which is no number and counts as the first.</summary>
    private int BucketOf(double number)
    {
        var bucket = (number - _points[0]) * _bucketsPerMoney;
        return bucket > 0 ? (int)Math.Min(bucket, _firstOf.Length - 1) : 0;
    }
}
