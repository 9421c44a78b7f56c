using CostSim.Numerics;

namespace CostSim.Tests.Numerics;

public class DistinctSequencesTests
{
    [Fact]
    public void Sequences_are_numbered_as_a_list_of_those_that_differ_would_number_them()
    {
        var random = new Random(20_260_101);
        var (sequences, expected) = (new DistinctSequences(), new List<int[]>());
        for (var i = 0; i < 5_000; i++)
        {
            int[] sequence = [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(-2, 3))];
            var known = expected.FindIndex(other => other.SequenceEqual(sequence));
            if (known < 0) expected.Add(sequence);

            Assert.Equal(known < 0 ? expected.Count - 1 : known, sequences.Add(sequence));
        }

        Assert.Equal(expected.Count, sequences.Count);
        for (var number = 0; number < expected.Count; number++) Assert.Equal(expected[number], sequences[number].ToArray());
    }

    [Fact]
    public void After_clearing_numbers_begin_at_0_again()
    {
        var sequences = new DistinctSequences();
        sequences.Add([1, 2]);
        sequences.Add([3]);

        sequences.Clear();

        Assert.Equal(0, sequences.Add([3]));
        Assert.Equal(1, sequences.Add([1, 2]));
        Assert.Equal(0, sequences.Add([3]));
        Assert.Equal(2, sequences.Count);
    }
}
