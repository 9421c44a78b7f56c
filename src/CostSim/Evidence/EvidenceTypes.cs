using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>What a row's numbers are, which decides whether they may be pooled.</summary>
public enum EvidenceKind
{
    /// <summary>A difference between the arms of a randomised trial: pooled unless told otherwise.</summary>
    Trial,

    /// <summary>The same, converted from medians and quartiles: for sensitivity analyses, when asked for.</summary>
    Converted,

    /// <summary>The result of a meta-analysis, or of a review: taken as it is, never pooled with trials that may be in it.</summary>
    Pooled,

    /// <summary>No comparison between randomised arms: context, never pooled.</summary>
    Context,
}

/// <summary>The words of the column <c>type</c>.</summary>
public static class EvidenceTypes
{
    public static IReadOnlyDictionary<string, EvidenceKind> ByName { get; } = new Dictionary<string, EvidenceKind>
    {
        ["rct"] = EvidenceKind.Trial,
        ["rct_change_se"] = EvidenceKind.Trial,
        ["rct_final_se"] = EvidenceKind.Trial,
        [SpreadOfFinalValues] = EvidenceKind.Trial,
        ["rct_change_diff_from_median_iqr"] = EvidenceKind.Converted,
        ["pooled_se"] = EvidenceKind.Pooled,
        ["seed_pooled_range"] = EvidenceKind.Pooled,
        ["within_group"] = EvidenceKind.Context,
        ["nonrandomised"] = EvidenceKind.Context,
    };

    /// <summary>A difference of changes with the standard error of the final values, which overstates it.</summary>
    public const string SpreadOfFinalValues = "rct_change_diff_se_of_final";

    /// <summary>The kind of a row; a table without the column holds trials.</summary>
    public static EvidenceKind KindOf(StudyRow row) => row.Type is { } type ? ByName[type] : EvidenceKind.Trial;
}
