using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CostSim.Reporting.VegaLite;

namespace CostSim.Tests.Reporting.VegaLite;

public class ViewTypesTests
{
    private static readonly JsonSerializerOptions Reflected = new(Specification.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void A_type_that_is_not_listed_cannot_stand_in_a_specification()
    {
        var view = new View { Encoding = new Encoding { X = Channel.Of(new Version(1, 2)) } };

        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(view, Specification.Options));
    }

    [Fact]
    public void Listed_types_are_written_as_reflection_writes_them()
    {
        var rows = new Rows();
        rows.Add(("name", "constructor"), ("place", 1), ("size", 0.1));
        Channel[] channels =
        [
            Channel.Number("x") with { Title = "valueOf", Scale = new Scale { Domain = (double[])[0, 1], Nice = false }, Axis = new Axis { Values = [0.5], TickCount = 3 } },
            Channel.Name("y", orderedBy: "x") with { Title = Nothing.Here, Axis = Nothing.Here, Scale = new Scale { Domain = (string[])["a"], Range = (double[][])[[1, 0]] } },
            Channel.Name("z") with { Legend = new Legend { Columns = Expression.Of("1 + 1"), Values = ["a", "b"] }, Header = new Header { Title = Nothing.Here }, Stack = Channel.Unstacked },
            Channel.At(Expression.Of("wtp")), Channel.At(2.5), Channel.Of(3), Channel.Of("red"), Channel.Group("w") with { Legend = new Legend { Columns = 4 }, Stack = "zero" },
        ];
        var view = new View
        {
            Data = new Data(rows),
            Transform = [Transform.Where("datum.x > 0"), Transform.Calculated("datum.x * 2", "twice")],
            Mark = new Mark("line") { StrokeDash = [5, 4], Opacity = 0.5 },
            Layer = [.. channels.Select(channel => new View { Encoding = new Encoding { X = channel, Tooltip = [Tip.Name("name"), Tip.Number("x", "x", ".1f")] } })],
            Autosize = Autosize.FitWidth,
            Resolve = new Resolve { Scale = new Shared("independent") },
            Spacing = new Spacing(1, 2.5),
        };

        Assert.Equal(JsonSerializer.Serialize(view, Reflected), JsonSerializer.Serialize(view, Specification.Options));
    }
}
