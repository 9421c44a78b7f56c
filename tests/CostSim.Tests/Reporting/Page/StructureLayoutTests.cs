using CostSim.Reporting;
using CostSim.Reporting.Page;

namespace CostSim.Tests.Reporting.Page;

public sealed class StructureLayoutTests
{
    [Fact]
    public void Moves_go_to_the_right_but_for_those_that_close_a_circle()
    {
        Assert.Equal("well | ill | dead", Layout("well ill dead", "well ill, ill well, well dead, ill dead"));
        Assert.Equal("a | b c | d", Layout("a b c d", "a b, a c, b d, c d, d a, b b"));
    }

    [Fact]
    public void States_that_nothing_leads_to_stand_first() => Assert.Equal("a b | c", Layout("a b c", "a c, b c"));

    [Fact]
    public void A_state_alone_is_a_column() => Assert.Equal("a", Layout("a", ""));

    private static string Layout(string nodes, string arrows)
    {
        var layout = new StructureLayout(
            [.. nodes.Split(' ').Select(name => new StructureNode(name, name))],
            [.. arrows.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(arrow => arrow.Split(' ')).Select(ends => new StructureArrow(ends[0], ends[1], "event", IsAtStart: false))]);
        return string.Join(" | ", layout.Columns.Select(column => string.Join(' ', column.Select(node => node.Id))));
    }
}
