using System.Collections;

namespace CostSim.Diagnostics;

/// <summary>Everything that is wrong with an input: readers add to it and go on, so that a user sees all of it at once.</summary>
public sealed class Problems : IReadOnlyCollection<Problem>
{
    private readonly HashSet<Problem> _seen = [];

    public int Count => _seen.Count;

    /// <summary>Whether the input cannot be run.</summary>
    public bool HasErrors => _seen.Any(problem => problem.Severity == Severity.Error);

    /// <summary>Adds an error; the same one twice counts once.</summary>
    /// <param name="at">Where it is.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What would be right.</param>
    /// <param name="name">A misspelt name, when that is the problem…</param>
    /// <param name="known">…and the names that it could have been; the nearest is suggested.</param>
    public void Error(SourceLocation at, string found, string expected = "", string? name = null, IEnumerable<string>? known = null) =>
        _seen.Add(new Problem(Severity.Error, at, found, expected, name is null || known is null ? null : NearestName.To(name, known)));

    /// <summary>Adds a warning.</summary>
    public void Warn(SourceLocation at, string found, string expected = "") =>
        _seen.Add(new Problem(Severity.Warning, at, found, expected));

    /// <summary>Adds all of another reader's problems.</summary>
    public void AddRange(IEnumerable<Problem> problems) => _seen.UnionWith(problems is Problems unsorted ? unsorted._seen : problems);

    /// <summary>By file, line and column, as an editor lists them.</summary>
    public IEnumerator<Problem> GetEnumerator() => _seen.Order(Comparer<Problem>.Create(ByPlace)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static int ByPlace(Problem one, Problem other)
    {
        var (at, otherAt) = (one.At, other.At);
        if (string.CompareOrdinal(at.File, otherAt.File) is not 0 and var byFile) return byFile;
        if (at.Line != otherAt.Line) return at.Line.CompareTo(otherAt.Line);
        return at.Column != otherAt.Column ? at.Column.CompareTo(otherAt.Column) : string.CompareOrdinal(one.Found, other.Found);
    }
}
