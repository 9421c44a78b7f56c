using CostSim.Diagnostics;

namespace CostSim.Cohort;

/// <summary>A number that cannot be: a probability outside 0 to 1, a cost that is no number. The run cannot go on.</summary>
public sealed class SimulationException : Exception
{
    /// <param name="message">Names strategy, draw, cycle, state and expression.</param>
    /// <param name="draw">The draw, from 0; null in the deterministic analysis.</param>
    /// <param name="parameters">The parameter values of that draw.</param>
    public SimulationException(string message, long? draw, IReadOnlyList<KeyValuePair<string, double>> parameters)
        : base($"{message}\n{(draw is null ? "Base values" : $"Parameters of draw {draw}")}: {string.Join(", ", parameters.Select(pair => $"{pair.Key} = {pair.Value:R}"))}") =>
        (Draw, Parameters) = (draw, parameters);

    /// <summary>The message without the parameters.</summary>
    public string What => Message[..Message.LastIndexOf('\n')];

    /// <summary>Where the number comes from; null where no single place in a file gives it.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether it is NaN, rather than a number outside its bounds.</summary>
    public bool IsNoNumber { get; init; }

    /// <summary>The draw, from 0; null in the deterministic analysis.</summary>
    public long? Draw { get; }

    /// <summary>The parameter values of that draw, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Parameters { get; }

    /// <summary>The same, with where it happened said first: "profile 'KL III'".</summary>
    internal SimulationException In(string where) => new($"{where}: {What}", Draw, Parameters);
}
