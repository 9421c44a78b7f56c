namespace CostSim.Analysis.Streaming;

/// <summary>Who wins in one chunk's draws at each willingness to pay; used again for another chunk.</summary>
internal sealed class ChunkScores(int strategies, int points)
{
    private readonly IncrementalBlock _block = new(strategies);
    private readonly double[] _blockGain = new double[points];
    private readonly double[] _error = new double[points];

    /// <summary>How many draws were scored.</summary>
    public int Draws { get; private set; }

    /// <summary>In how many draws each strategy wins; [wtp × strategy].</summary>
    public long[] Wins { get; } = new long[points * strategies];

    /// <summary>Sum over the draws of the highest net benefit less that of the guessed strategy; [wtp].</summary>
    public double[] Gain { get; } = new double[points];

    /// <summary>Scores the draws of a chunk.</summary>
    public void Fill(in DecisionColumns columns, ReadOnlySpan<double> willingnessToPay, ReadOnlySpan<int> guess)
    {
        Draws = columns.Draws;
        Array.Clear(Wins);
        Array.Clear(Gain);
        Array.Clear(_error);
        for (var start = 0; start < Draws; start += IncrementalBlock.Draws)
        {
            // The guess changes at most once per step of the frontier, so a block is seldom filled more than twice.
            for (var from = 0; from < points;)
            {
                var to = from + 1;
                while (to < points && guess[to] == guess[from]) to++;
                _block.Fill(columns, start, guess[from]);
                _block.Score(willingnessToPay[from..to], Wins.AsSpan(from * strategies, (to - from) * strategies), _blockGain.AsSpan(from, to - from));
                from = to;
            }
            for (var k = 0; k < points; k++) StableSum.Add(ref Gain[k], ref _error[k], _blockGain[k]);
        }
        for (var k = 0; k < points; k++) Gain[k] += _error[k];
    }
}
