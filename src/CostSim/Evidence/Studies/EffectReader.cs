using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>Finds out what a row gives, and makes a study of it.</summary>
internal static class EffectReader
{
    /// <summary>The scale of a row: what is asked for, else what it names, else what its columns show.</summary>
    /// <returns>Null where neither tells.</returns>
    public static EffectMeasure? MeasureOf(StudyRow row, EffectMeasure? asked)
    {
        if (Has(row, "events_treat", "n_treat", "events_control", "n_control")) return asked ?? row.Measure ?? EffectMeasure.LogRiskRatio;
        if (Has(row, "mean_treat", "mean_control")) return asked ?? row.Measure ?? EffectMeasure.MeanDifference;
        if (Has(row, "ratio") || Has(row, "log_ratio")) return row.Measure ?? asked;
        // A difference that has been standardised already stays so: its outcome says it, as in "SMD_pain".
        var isStandardised = row.Outcome is { } outcome && outcome.Split('_').Contains("SMD", StringComparer.OrdinalIgnoreCase);
        return row.Measure ?? (isStandardised ? EffectMeasure.StandardisedMeanDifference : asked ?? EffectMeasure.MeanDifference);
    }

    /// <summary>The study of a row.</summary>
    /// <returns>Null after a problem: no effect, no spread, a measure that the row does not give.</returns>
    public static Study? Read(StudyRow row, EffectMeasure measure, Problems problems)
    {
        if (Ways(row) is [var first, .. { Length: > 0 } others])
            problems.Warn(row.At, $"the effect of '{row.Study}' as {string.Join(" and as ", [first, .. others])}: {first} are taken", "one of them");
        if (Has(row, "events_treat", "n_treat", "events_control", "n_control")) return FromCounts(row, measure, problems);
        if (Has(row, "mean_treat", "mean_control")) return FromMeans(row, measure, problems);
        if (Has(row, "ratio") || Has(row, "log_ratio")) return FromRatio(row, measure, problems);
        if (row["mean_diff"] is not { } difference)
        {
            problems.Error(row.At, $"no effect of '{row.Study}'", "'mean_diff', the means of both arms, the events of both arms, or 'ratio'");
            return null;
        }
        if (measure is EffectMeasure.MeanDifference or EffectMeasure.StandardisedMeanDifference)
            return Spread(row, problems, Identity) is { } error ? new Study(row.Study, difference, error, At: row.At) : null;
        return Refuse(row, "a difference of means", measure, problems);
    }

    /// <summary>In how many ways a row tells its effect, the one that is read first.</summary>
    private static string[] Ways(StudyRow row)
    {
        var ways = new List<string>();
        if (Has(row, "events_treat", "n_treat", "events_control", "n_control")) ways.Add("events");
        if (Has(row, "mean_treat", "mean_control")) ways.Add("means");
        if (Has(row, "ratio") || Has(row, "log_ratio")) ways.Add("ratios");
        if (Has(row, "mean_diff")) ways.Add("differences");
        return [.. ways];
    }

    private static Study? FromCounts(StudyRow row, EffectMeasure measure, Problems problems)
    {
        var counts = new EventCounts(row["events_treat"]!.Value, row["n_treat"]!.Value, row["events_control"]!.Value, row["n_control"]!.Value);
        if (measure is not (EffectMeasure.LogRiskRatio or EffectMeasure.LogOddsRatio)) return Refuse(row, "events", measure, problems);
        if (counts.Events + counts.ControlEvents == 0 || counts.NonEvents + counts.ControlNonEvents == 0)
        {
            problems.Warn(row.At, $"'{row.Study}' is left out: {(counts.Events == 0 ? "nobody" : "everybody")} had the event, which tells nothing of a ratio");
            return null;
        }
        if (EffectSize.HasEmptyCell(counts))
            problems.Warn(row.At, $"'{row.Study}' has an empty cell: half an event is added to each of the four for its own effect", "the method 'mh' or 'peto', which pool the counts as they are");
        var (effect, error) = measure == EffectMeasure.LogRiskRatio ? EffectSize.LogRiskRatio(counts) : EffectSize.LogOddsRatio(counts);
        return new Study(row.Study, effect, error, counts, row.At);
    }

    private static Study? FromMeans(StudyRow row, EffectMeasure measure, Problems problems)
    {
        if (!Has(row, "sd_treat", "sd_control", "n_treat", "n_control"))
        {
            problems.Error(row.At, $"means of '{row.Study}' without spread", "'sd_treat', 'n_treat', 'sd_control' and 'n_control'");
            return null;
        }
        var arm = new ArmMean(row["mean_treat"]!.Value, row["sd_treat"]!.Value, row["n_treat"]!.Value);
        var control = new ArmMean(row["mean_control"]!.Value, row["sd_control"]!.Value, row["n_control"]!.Value);
        if (measure is not (EffectMeasure.MeanDifference or EffectMeasure.StandardisedMeanDifference)) return Refuse(row, "means", measure, problems);
        if (Math.Min(arm.Patients, control.Patients) < 2)
        {
            problems.Error(row.At, $"an arm of one patient in '{row.Study}'", "two patients or more, else there is no standard deviation");
            return null;
        }
        var (effect, error) = measure == EffectMeasure.MeanDifference ? EffectSize.MeanDifference(arm, control) : EffectSize.HedgesG(arm, control);
        return new Study(row.Study, effect, error, At: row.At);
    }

    private static Study? FromRatio(StudyRow row, EffectMeasure measure, Problems problems)
    {
        if (!measure.IsRatio()) return Refuse(row, "a ratio", measure, problems);
        var isLogarithm = row["log_ratio"] is not null;
        var effect = row["log_ratio"] ?? Math.Log(row["ratio"]!.Value);
        return Spread(row, problems, isLogarithm ? Identity : Math.Log) is { } error ? new Study(row.Study, effect, error, At: row.At) : null;
    }

    /// <summary>The standard error, given or from the interval.</summary>
    private static double? Spread(StudyRow row, Problems problems, Func<double, double> scale)
    {
        if ((row["se"] ?? row["sd_or_se"]) is { } error) return error;
        if (row["ci_low"] is { } lower && row["ci_high"] is { } upper) return EffectSize.StandardErrorOf95(scale(lower), scale(upper));
        problems.Error(row.At, $"the effect of '{row.Study}' without spread", "'se', or 'ci_low' and 'ci_high'; a study without spread cannot be weighed");
        return null;
    }

    private static Study? Refuse(StudyRow row, string given, EffectMeasure measure, Problems problems)
    {
        problems.Error(row.At, $"{given} of '{row.Study}', which give no {measure.InWords()}", "rows of one kind; say which with 'measure'");
        return null;
    }

    private static double Identity(double value) => value;

    private static bool Has(StudyRow row, params ReadOnlySpan<string> columns)
    {
        foreach (var column in columns)
        {
            if (row[column] is null) return false;
        }
        return true;
    }
}
