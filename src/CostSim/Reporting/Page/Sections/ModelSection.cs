namespace CostSim.Reporting.Page.Sections;

/// <summary>The model: a drawing of its states and moves, and both as tables.</summary>
internal static class ModelSection
{
    public static void Write(HtmlWriter html, PageFrame frame)
    {
        Write(html, frame, frame.Run.Scenario.Model, 0);
        foreach (var (m, model) in frame.Run.Scenario.OtherModels.Index()) Write(html, frame, model, m + 1);
    }

    private static void Write(HtmlWriter html, PageFrame frame, ResolvedModel model, int number)
    {
        html.Open("h3").Text("Model: ").Text(model.Name).Close("h3");
        if (model.About.Length > 0) html.Element("p", model.About);
        html.Open("figure", ("id", $"figure-model-{number}"));
        StructureDrawing.Write(html, model.Nodes, model.Arrows, number);
        html.Element("figcaption", "Boxes are health states or families of them, arrows are moves; the numbers on the arrows are those of the table below. Dashed arrows are of the start only.");
        html.Close("figure");
        var titles = model.Nodes.ToDictionary(node => node.Id, node => StructureDrawing.NameOf(node));
        HtmlTable.Write(
            html,
            $"Moves of {model.Name}, in the order in which they happen",
            [new("Number"), new("From"), new("To"), new("What happens")],
            model.Arrows.Select((arrow, a) => new[] { $"{a + 1}", titles[arrow.From], arrow.To == arrow.From ? "stays" : titles[arrow.To], arrow.IsAtStart ? $"at the start: {arrow.Text}" : arrow.Text }));
        HtmlTable.Write(
            html,
            $"Health states of {model.Name}",
            [new("State"), new("Told apart by"), new("States", IsNumber: true)],
            model.Families.Select(family => new[] { family.Name, string.Join("; ", family.Dimensions), frame.Whole(family.States) }));
    }
}
