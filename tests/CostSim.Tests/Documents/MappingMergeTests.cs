using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Tests.Documents;

public sealed class MappingMergeTests
{
    [Theory]
    [InlineData("a: 1", "b: 2", "{ b: 2, a: 1 }")]
    [InlineData("a: 1", "a: 2", "{ a: 1 }")]
    [InlineData("a: { x: 1 }", "a: { y: 2 }", "{ a: { y: 2, x: 1 } }")]
    [InlineData("a: [1]", "a: [2, 3]", "{ a: [1] }")]
    [InlineData("a: ~", "a: { x: 1 }\nb: 2", "{ b: 2 }")]
    [InlineData("a: null", "a: 1\nb: 2", "{ b: 2 }")]
    [InlineData("a: 'null'", "a: 1", "{ a: null }")]
    [InlineData("a: { x: ~ }", "a: { x: 1, y: 2 }", "{ a: { y: 2 } }")]
    [InlineData("a: { x: ~ }", "b: 2", "{ b: 2, a: {  } }")]
    [InlineData("a: { x: ~, z: 3 }", "a: 1", "{ a: { z: 3 } }")]
    [InlineData("a:", "a: 1", "{ a:  }")]
    public void The_upper_mapping_counts_and_the_lower_one_fills_what_it_leaves_out(string upper, string lower, string merged) =>
        Assert.Equal(merged, Text(MappingMerge.Over(Read("upper", upper), Read("lower", lower), (_, _, _) => null)));

    [Fact]
    public void Every_piece_keeps_its_file_and_line()
    {
        var merged = MappingMerge.Over(Read("upper", "a:\n  x: 1"), Read("lower", "a:\n  y: 2\n  z: 3"), (_, _, _) => null);

        var inner = (MappingNode)merged["a"]!;
        Assert.Equal(("upper", 2), (inner["x"]!.At.File, inner["x"]!.At.Line));
        Assert.Equal(("lower", 3), (inner["z"]!.At.File, inner["z"]!.At.Line));
    }

    private static MappingNode Read(string file, string text) => YamlReader.Read(file, text, new Problems())!;

    private static string Text(Node node) => node switch
    {
        ScalarNode scalar => scalar.Text,
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Text))}]",
        MappingNode mapping => $"{{ {string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {Text(entry.Value)}"))} }}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };
}
