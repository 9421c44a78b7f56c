namespace CostSim.Verification;

/// <summary>When two numbers that were calculated in different ways are the same.</summary>
internal static class Near
{
    /// <summary>Hundreds of cycles of rounding stay far below this share; what any input does lies far above.</summary>
    private const double Rounding = 1e-10;

    public static bool Equal(double a, double b) => Math.Abs(a - b) <= Rounding * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>Above, by more than rounding.</summary>
    public static bool Above(double a, double b) => a > b && !Equal(a, b);

    /// <summary>A number for a message.</summary>
    public static string Text(double value) => value.ToString("G6");

    /// <summary>A share or a rate for a message: "3.5%".</summary>
    public static string Percent(double share) => $"{100 * share:0.##}%";
}
