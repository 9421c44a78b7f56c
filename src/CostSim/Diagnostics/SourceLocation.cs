namespace CostSim.Diagnostics;

/// <summary>A place in a text that a user wrote.</summary>
/// <param name="File">The file's path as the user gave it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 code units.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary>The start of a file: for a problem that concerns the whole of it.</summary>
    public static SourceLocation StartOf(string file) => new(file, 1, 1);

    /// <summary>The place <paramref name="characters"/> to the right on the same line.</summary>
    public SourceLocation Right(int characters) => this with { Column = Column + characters };

    public override string ToString() => $"{File}:{Line}:{Column}";
}
