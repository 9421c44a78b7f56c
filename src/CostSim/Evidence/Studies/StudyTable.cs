using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Evidence.Studies;

/// <summary>A table of study results, read from CSV and checked row by row; <c>scenarios/evidence/README.md</c> lists the columns.</summary>
public sealed class StudyTable
{
    private const string Study = "study";

    /// <summary>Beyond it, or with spreads below its inverse, squares and weights leave what a double can hold.</summary>
    private const double Largest = 1e30;
    private static readonly string[] Counts = ["events_treat", "events_control"];
    private static readonly string[] Patients = ["n_treat", "n_control"];
    private static readonly string[] Spreads = ["se", "sd_or_se", "sd_treat", "sd_control"];
    private static readonly string[] Plain = ["mean_diff", "log_ratio", "ratio", "ci_low", "ci_high", "mean_treat", "mean_control", "month"];

    /// <summary>Of bias: as Cochrane's tools grade it, or <c>mixed</c> for a meta-analysis of trials of several grades, or <c>unknown</c> where no grade was read.</summary>
    public static IReadOnlyList<string> RisksOfBias { get; } = ["low", "some", "high", "unclear", "mixed", "unknown"];

    private StudyTable(string file, IReadOnlyList<string> columns, IReadOnlyList<StudyRow> rows) => (File, Columns, Rows) = (file, columns, rows);

    public string File { get; }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<StudyRow> Rows { get; }

    /// <summary>Reads a table; all that is wrong with any row is reported.</summary>
    /// <param name="file">The name to use in messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The table, or null after an error.</returns>
    public static StudyTable? Read(string file, string text, Problems problems) => CsvTable.Read(file, text, problems) is { } csv ? Read(csv, problems) : null;

    /// <summary>Checks a table that has been read from CSV.</summary>
    /// <returns>The table, or null after an error.</returns>
    public static StudyTable? Read(CsvTable csv, Problems problems)
    {
        var found = new Problems();
        var table = ReadRows(csv, found);
        problems.AddRange(found);
        return found.HasErrors ? null : table;
    }

    private static StudyTable? ReadRows(CsvTable csv, Problems problems)
    {
        if (csv.IndexOf(Study) < 0)
        {
            problems.Error(SourceLocation.StartOf(csv.File), $"no column '{Study}'", "the study of each row", Study, csv.Columns);
            return null;
        }
        var rows = new StudyRow[csv.Rows];
        for (var row = 0; row < rows.Length; row++) rows[row] = new RowReader(csv, row, problems).Read();
        return new StudyTable(csv.File, csv.Columns, rows);
    }

    /// <summary>Reads one row.</summary>
    private sealed class RowReader(CsvTable csv, int row, Problems problems)
    {
        /// <summary>How far a standard error may be from that of the interval beside it, since intervals are printed to few digits.</summary>
        private const double MostApart = 0.1;

        private readonly Dictionary<string, double> _numbers = [];

        private SourceLocation At => csv.PlaceOf(row);

        public StudyRow Read()
        {
            foreach (var column in Plain) ReadNumber(column);
            foreach (var column in Spreads) ReadNumber(column, value => value > 0, value => value == 0 ? "a number above 0; a study without spread cannot be weighed" : "a number above 0");
            foreach (var column in Patients) ReadNumber(column, value => value >= 1 && value == Math.Floor(value), _ => "a whole number of patients, 1 or more");
            foreach (var column in Counts) ReadNumber(column, value => value >= 0 && value == Math.Floor(value), _ => "a whole number of events, 0 or more");
            CheckTogether();
            var study = Text(Study) ?? "";
            if (study.Length == 0) problems.Error(At, $"nothing in column '{Study}'", "the name of the study");
            var year = Text("year") ?? "";
            return new StudyRow
            {
                At = At,
                Study = year.Length == 0 || study.EndsWith(year, StringComparison.Ordinal) ? study : $"{study} {year}",
                Comparison = Text("comparison") is { Length: > 0 } comparison ? comparison : Arms(),
                Outcome = Text("outcome"),
                Month = _numbers.TryGetValue("month", out var month) ? month : null,
                Type = Word("type", EvidenceTypes.ByName.Keys, isNeeded: true),
                RiskOfBias = Word("risk_of_bias", RisksOfBias, isNeeded: false),
                Better = Word("better", ["lower", "higher"], isNeeded: false),
                Measure = Word("measure", EffectMeasures.ByName.Keys, isNeeded: false) is { } name ? EffectMeasures.ByName[name] : null,
                Numbers = _numbers,
                Texts = Texts(),
            };
        }

        private Dictionary<string, string> Texts()
        {
            var texts = new Dictionary<string, string>();
            for (var c = 0; c < csv.Columns.Count; c++) texts.Add(csv.Columns[c], csv[row, c]);
            return texts;
        }

        private string? Text(string column) => csv.IndexOf(column) is >= 0 and var c ? csv[row, c] : null;

        private string? Arms() => Text("treat") is { Length: > 0 } treatment && Text("control") is { Length: > 0 } control ? $"{treatment} vs {control}" : null;

        private string? Word(string column, IEnumerable<string> known, bool isNeeded)
        {
            if (Text(column) is not { } text || (text.Length == 0 && !isNeeded)) return null;
            if (known.Contains(text)) return text;
            problems.Error(At, $"'{text}' in column '{column}'", $"one of {string.Join(", ", known)}", text, known);
            return null;
        }

        private void ReadNumber(string column, Func<double, bool>? isRight = null, Func<double, string>? expected = null)
        {
            if (Text(column) is not { Length: > 0 } text) return;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                problems.Error(At, $"'{text}' in column '{column}'", "a finite number, or nothing");
            else if (Math.Abs(value) > Largest || (Spreads.Contains(column) && value is > 0 and < 1 / Largest))
                problems.Error(At, $"{text} in column '{column}'", "a number that can be squared and weighed");
            else if (isRight is not null && !isRight(value))
                problems.Error(At, $"{text} in column '{column}'", expected!(value));
            else
                _numbers[column] = value;
        }

        private void CheckTogether()
        {
            foreach (var arm in (string[])["treat", "control"])
            {
                if (_numbers.TryGetValue($"events_{arm}", out var events) && _numbers.TryGetValue($"n_{arm}", out var patients) && events > patients)
                    problems.Error(At, $"{events} events in {patients} patients", $"no more in 'events_{arm}' than in 'n_{arm}'");
            }
            if (_numbers.TryGetValue("month", out var month) && month < 0) problems.Error(At, $"{month} in column 'month'", "a number of months, 0 or more");
            if (_numbers.TryGetValue("ratio", out var ratio) && ratio <= 0) problems.Error(At, $"{ratio} in column 'ratio'", "a ratio above 0; its logarithm belongs in 'log_ratio'");
            CheckInterval();
        }

        private void CheckInterval()
        {
            if (!_numbers.TryGetValue("ci_low", out var lower) | !_numbers.TryGetValue("ci_high", out var upper)) return;
            if (lower >= upper)
                problems.Error(At, $"the interval {lower} to {upper}", "'ci_low' below 'ci_high'; a study without spread cannot be weighed");
            else if (_numbers.ContainsKey("ratio") && lower <= 0)
                problems.Error(At, $"the interval of a ratio from {lower}", "'ci_low' above 0");
            foreach (var column in (string[])["mean_diff", "log_ratio", "ratio"])
            {
                if (_numbers.TryGetValue(column, out var value) && lower < upper && !(value >= lower && value <= upper))
                    problems.Error(At, $"{value} in '{column}' outside its interval {lower} to {upper}", "an estimate inside its interval");
            }
            if (lower < upper) CompareWithError(lower, upper);
        }

        /// <summary>A standard error is taken where both stand, so they must tell the same; of a ratio, both belong to its logarithm.</summary>
        private void CompareWithError(double lower, double upper)
        {
            if (!(_numbers.TryGetValue("se", out var error) || _numbers.TryGetValue("sd_or_se", out error))) return;
            var isRatio = _numbers.ContainsKey("ratio");
            if (isRatio && lower <= 0) return;
            var ofInterval = isRatio ? EffectSize.StandardErrorOf95(Math.Log(lower), Math.Log(upper)) : EffectSize.StandardErrorOf95(lower, upper);
            if (Math.Abs(ofInterval - error) > MostApart * error)
                problems.Warn(At, string.Create(CultureInfo.InvariantCulture, $"the standard error {error} beside an interval of which it is {ofInterval:G3}; the standard error is taken"), "one of them, or both alike");
        }
    }
}
