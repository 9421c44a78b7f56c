namespace CostSim.Diagnostics;

/// <summary>How much a problem matters.</summary>
public enum Severity
{
    /// <summary>The input cannot be run.</summary>
    Error,

    /// <summary>The input can be run, and its author should look at this.</summary>
    Warning,
}

/// <summary>One thing that is wrong with an input, said once, where it is.</summary>
/// <param name="At">Where it is.</param>
/// <param name="Found">What stands there: "unknown key 'cycel'".</param>
/// <param name="Expected">What would be right: "one of cycle, states, …"; empty where <paramref name="Found"/> says it.</param>
/// <param name="Nearest">The known name that was perhaps meant.</param>
public sealed record Problem(Severity Severity, SourceLocation At, string Found, string Expected, string? Nearest = null)
{
    public override string ToString()
    {
        var expected = Expected.Length == 0 ? "" : $"; expected {Expected}";
        var nearest = Nearest is null ? "" : $"; did you mean '{Nearest}'?";
        return $"{At}: {(Severity == Severity.Error ? "error" : "warning")}: {Found}{expected}{nearest}";
    }
}
