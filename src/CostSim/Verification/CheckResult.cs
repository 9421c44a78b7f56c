namespace CostSim.Verification;

/// <summary>What a check came to.</summary>
public enum CheckStatus
{
    /// <summary>The model does what it must.</summary>
    Pass,

    /// <summary>It does not.</summary>
    Fail,

    /// <summary>The model has nothing that the check could look at.</summary>
    NotApplicable,

    /// <summary>It does not, and the scenario gives a reason why that is right.</summary>
    Accepted,
}

/// <summary>One check of a model, done.</summary>
/// <param name="Name">As the scenario's <c>verify: accept:</c> names it.</param>
/// <param name="Claim">What must hold, in a sentence.</param>
/// <param name="Status">Whether it does.</param>
/// <param name="Why">What was found.</param>
public sealed record CheckResult(string Name, string Claim, CheckStatus Status, string Why);

/// <summary>What a check finds.</summary>
internal readonly record struct Verdict(CheckStatus Status, string Why)
{
    public static Verdict Pass(string why) => new(CheckStatus.Pass, why);

    public static Verdict Fail(string why) => new(CheckStatus.Fail, why);

    public static Verdict NotApplicable(string why) => new(CheckStatus.NotApplicable, why);

    /// <summary>Fails with the first of the counterexamples, and says how many more there are.</summary>
    public static Verdict Of(IReadOnlyList<string> counterexamples, string pass) => counterexamples.Count switch
    {
        0 => Pass(pass),
        <= 3 => Fail(string.Join("; ", counterexamples)),
        var count => Fail($"{string.Join("; ", counterexamples.Take(3))}; and {count - 3} more"),
    };
}
