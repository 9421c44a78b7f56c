namespace CostSim.Tests.Cohort;

/// <summary>Competing rates the plain way: Taylor's series of Van Loan's block matrix ((Q, I), (0, 0)), whose exponential holds exp(Qt) and its integral.</summary>
/// <remarks>Van Loan (1978), Computing integrals involving the matrix exponential, IEEE Trans Autom Control 23(3).</remarks>
internal static class OracleExponential
{
    /// <summary>For people who are in state 0 at first: where they are in the end, and how many years they have spent in each state.</summary>
    public static (double[] Probability, double[] Years) Of(int states, IReadOnlyList<(int From, int To, double PerYear)> flows, double years)
    {
        var size = 2 * states;
        var block = new double[size, size];
        foreach (var (from, to, perYear) in flows)
        {
            block[from, to] += perYear * years;
            block[from, from] -= perYear * years;
        }
        for (var i = 0; i < states; i++) block[i, states + i] = years;

        var halvings = 0;
        for (var norm = Norm(block); norm > 0.5; norm /= 2) halvings++;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) block[i, j] *= Math.Pow(2, -halvings);
        }
        var (exponential, term) = (Identity(size), Identity(size));
        for (var k = 1; k < 40; k++)
        {
            term = Product(term, block);
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++) exponential[i, j] += term[i, j] /= k;
            }
        }
        for (; halvings > 0; halvings--) exponential = Product(exponential, exponential);
        return ([.. Enumerable.Range(0, states).Select(state => exponential[0, state])], [.. Enumerable.Range(states, states).Select(state => exponential[0, state])]);
    }

    private static double Norm(double[,] matrix) => Enumerable.Range(0, matrix.GetLength(0)).Max(i => Enumerable.Range(0, matrix.GetLength(1)).Sum(j => Math.Abs(matrix[i, j])));

    private static double[,] Identity(int size)
    {
        var identity = new double[size, size];
        for (var i = 0; i < size; i++) identity[i, i] = 1;
        return identity;
    }

    private static double[,] Product(double[,] left, double[,] right)
    {
        var size = left.GetLength(0);
        var product = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < size; k++)
            {
                for (var j = 0; j < size; j++) product[i, j] += left[i, k] * right[k, j];
            }
        }
        return product;
    }
}
