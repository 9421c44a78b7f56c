using CostSim.Language.Types;

namespace CostSim.Language;

/// <summary>A function's argument.</summary>
public sealed record FunctionParameter(string Name, Quantity Quantity);

/// <summary>A function that expressions may call.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Result">What it gives.</param>
/// <param name="About">What it is for, in a sentence.</param>
/// <param name="Formula">What it calculates.</param>
public sealed record LanguageFunction(string Name, IReadOnlyList<FunctionParameter> Parameters, Quantity Result, string About, string Formula)
{
    /// <summary>How many of the last parameters may come again and again: 1 for min(a, b, …), 2 for the points of interpolate.</summary>
    public int Repeating { get; init; }

    /// <summary>The last parameter may be left out: it is then the length of a cycle.</summary>
    public bool LastIsCycle { get; init; }

    /// <summary>Where the formula comes from; empty where it is plain arithmetic.</summary>
    public string Source { get; init; } = "";

    /// <summary>"rate_to_probability(rate, [time])".</summary>
    public string Signature
    {
        get
        {
            var names = Parameters.Select((parameter, i) => LastIsCycle && i == Parameters.Count - 1 ? $"[{parameter.Name}]" : parameter.Name);
            return $"{Name}({string.Join(", ", names)}{(Repeating > 0 ? ", …" : "")})";
        }
    }

    /// <summary>Whether the function can be called with so many arguments.</summary>
    public bool Takes(int arguments)
    {
        if (arguments == Parameters.Count || (LastIsCycle && arguments == Parameters.Count - 1)) return true;
        return Repeating > 0 && arguments > Parameters.Count && (arguments - Parameters.Count) % Repeating == 0;
    }

    /// <summary>The parameter that an argument is for; the repeating ones come again.</summary>
    public FunctionParameter ParameterOf(int argument) => argument < Parameters.Count
        ? Parameters[argument]
        : Parameters[Parameters.Count - Repeating + (argument - Parameters.Count) % Repeating];
}
