namespace CostSim.Cli.Terminal;

/// <summary>Tables of a calibration, for people.</summary>
internal static class CalibrationTables
{
    /// <summary>A number of any size, to four significant digits: what is fitted may be a rate of 0.003 or a cost of 12,000.</summary>
    public static string Number(double value) => Math.Abs(value) is >= 1e-4 and < 1e7 or 0 ? Numbers.Format(value, Decimals(value)) : value.ToString("G4");

    public static void Print(TextWriter output, int width, string title, ColumnOfNames names, params IReadOnlyList<ColumnGroup> groups)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in TableText.Lines(names, groups, width)) output.WriteLine(line);
    }

    public static void Warn(TextWriter output, IReadOnlyList<string> warnings)
    {
        if (warnings.Count == 0) return;
        output.WriteLine();
        foreach (var warning in warnings) output.WriteLine($"warning: {warning}");
    }

    private static int Decimals(double value) => value == 0 ? 0 : Math.Max(0, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
}
