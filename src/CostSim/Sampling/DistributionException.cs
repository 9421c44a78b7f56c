namespace CostSim.Sampling;

/// <summary>A parametrisation that describes no distribution, or one of zero width.</summary>
/// <remarks>
/// The message stands alone and speaks to the author of a scenario: distribution, value found, what would be right. It carries no
/// "(Parameter …)" suffix, so that a reader can show it as it is.
/// </remarks>
public sealed class DistributionException : ArgumentException
{
    /// <param name="message">For the scenario's author.</param>
    /// <param name="argument">Name of the constructor's or factory's parameter that is wrong, such as <c>standardError</c>.</param>
    public DistributionException(string message, string argument)
        : base(message) => Argument = argument;

    /// <summary>Name of the constructor's or factory's parameter that is wrong, such as <c>standardError</c>.</summary>
    public string Argument { get; }
}
