using CostSim.Reporting.VegaLite;

namespace CostSim.Tests.Reporting.VegaLite;

/// <summary>Colours of eight strategies are told apart by people who see no red, no green or no blue, and stand out from their ground.</summary>
public class PaletteTests
{
    /// <summary>Machado, Oliveira and Fernandes (2009), table 1, severity 1.0: what linear red, green and blue become.</summary>
    private static readonly double[][] Protanopia = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    private static readonly double[][] Deuteranopia = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    private static readonly double[][] Everybody = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

    public static TheoryData<bool> Grounds => [false, true];

    [Theory]
    [MemberData(nameof(Grounds))]
    public void The_colours_of_eight_strategies_are_told_apart(bool isDark)
    {
        var colours = (isDark ? Theme.Dark : Theme.Light).Palette.Strategies;
        foreach (var sight in new[] { Everybody, Protanopia, Deuteranopia })
        {
            for (var first = 0; first < 8; first++)
            {
                for (var second = first + 1; second < 8; second++)
                {
                    var distance = Distance(Lab(colours[first], sight), Lab(colours[second], sight));
                    Assert.True(distance > 12, $"{colours[first]} and {colours[second]}: {distance:F1}");
                }
            }
        }
    }

    /// <summary>3 to 1, as WCAG 2.2 asks of graphics (1.4.11), for two thirds of the colours; 1.9 at least for the rest, which have shapes and dashes too.</summary>
    [Theory]
    [MemberData(nameof(Grounds))]
    public void Colours_stand_out_from_their_ground(bool isDark)
    {
        var theme = isDark ? Theme.Dark : Theme.Light;
        var contrasts = Enumerable.Range(0, theme.Palette.Strategies.Count).Select(i => Contrast(theme.Palette.Strategies[i], theme.Ground)).ToList();

        Assert.All(contrasts, contrast => Assert.True(contrast >= 1.9, $"{contrast:F2}"));
        Assert.True(contrasts.Count(contrast => contrast >= 3) >= 2 * contrasts.Count / 3, string.Join(" ", contrasts.Select(contrast => $"{contrast:F1}")));
    }

    private static double[] Linear(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(1 + 2 * i, 2), 16) / 255.0).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    private static double Contrast(string colour, string ground)
    {
        var (light, dark) = (Math.Max(Luminance(colour), Luminance(ground)), Math.Min(Luminance(colour), Luminance(ground)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string colour) => Linear(colour) is [var red, var green, var blue] ? 0.2126 * red + 0.7152 * green + 0.0722 * blue : double.NaN;

    /// <summary>CIE 1976 L*a*b* of what somebody sees, D65.</summary>
    private static double[] Lab(string colour, double[][] sight)
    {
        var linear = Linear(colour);
        double[] seen = [.. sight.Select(row => Math.Clamp(row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2], 0, 1))];
        var x = F((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
        var y = F(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        var z = F((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];

        static double F(double value) => value > 0.008856 ? Math.Cbrt(value) : 7.787 * value + 16.0 / 116;
    }

    private static double Distance(double[] first, double[] second) => Math.Sqrt(first.Zip(second, (a, b) => (a - b) * (a - b)).Sum());
}
