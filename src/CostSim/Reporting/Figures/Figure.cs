using System.Text.Json.Nodes;

namespace CostSim.Reporting.Figures;

/// <summary>A picture of a run's results, to be drawn by Vega-Lite, with the table behind it.</summary>
/// <param name="Name">In a file's name: <c>figures/NAME.vl.json</c>.</param>
/// <param name="Title">What it shows.</param>
/// <param name="HowToRead">One sentence or two.</param>
/// <param name="Json">
/// A whole Vega-Lite 6 specification with its data, in UTF-8. What follows the willingness to pay does so through the parameter <c>wtp</c>. For another width, set
/// <c>width</c> of a single view or <c>columns</c> of small multiples; for a dark ground, replace the properties of <c>config</c> by those of
/// <see cref="VegaLite.Theme.Dark"/>; a page with its own heading takes <c>title</c> away.
/// </param>
/// <param name="Table">The numbers.</param>
public sealed record Figure(string Name, string Title, string HowToRead, ReadOnlyMemory<byte> Json, FigureTable Table)
{
    /// <summary>The specification as nodes, the caller's own.</summary>
    public JsonObject Spec => JsonNode.Parse(Json.Span)!.AsObject();

    /// <summary>Whether it shows what results rest on, and stands among the inputs of a report.</summary>
    public bool IsOfInputs { get; init; }
}
