using System.Text.Json.Nodes;

namespace CostSim.Reporting.VegaLite;

/// <summary>Colours that people with colour-blindness tell apart, and that stand out from their ground.</summary>
/// <remarks>
/// The first six are those of Okabe and Ito (2008), the others of the schemes "muted" and "light" of Tol (2021), darker or lighter where the ground asks
/// for it. Where there are more than <see cref="Colours.Count"/>, they come again, and dashes and shapes tell them apart.
/// </remarks>
public sealed record Palette
{
    private Palette(Colours strategies, Colours states) => (Strategies, States) = (strategies, states);

    public static Palette OnLight { get; } = new(
        new("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#882255", "#332288", "#7a7a22", "#6b6b6b", "#44aa99", "#aa4499"),
        new("#77aadd", "#ee8866", "#bbcc33", "#ffaabb", "#99ddff", "#eedd88", "#44bb99", "#aaaa00", "#b0a0d8", "#c8977a", "#8fb8a8", "#a9a9a9"));

    public static Palette OnDark { get; } = new(
        new("#4aa3df", "#f07f2e", "#1fc494", "#e59ac4", "#f2b632", "#8fd0f5", "#c9659b", "#7a68e8", "#b9b94e", "#a8a8a8", "#74d3c3", "#d07bd0"),
        new("#5f92c6", "#cc7355", "#99a82a", "#d68a9b", "#76b6d6", "#c2b266", "#369a7e", "#8a8a00", "#8d7dba", "#a3775d", "#6f9687", "#7d7d7d"));

    /// <summary>For lines and points.</summary>
    public Colours Strategies { get; }

    /// <summary>For areas: paler, as they cover more.</summary>
    public Colours States { get; }
}

/// <summary>Colours in their order, as <c>#rrggbb</c>.</summary>
public sealed class Colours(params IReadOnlyList<string> all)
{
    public int Count => all.Count;

    public string this[int index] => all[index % all.Count];

    internal JsonArray ToJson() => new([.. all.Select(colour => (JsonNode)colour)]);
}
