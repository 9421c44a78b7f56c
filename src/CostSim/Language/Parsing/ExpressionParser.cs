using CostSim.Diagnostics;

namespace CostSim.Language.Parsing;

/// <summary>Reads expressions. Any text is safe to give: it becomes an expression or a problem.</summary>
public static class ExpressionParser
{
    /// <summary>The longest text that is read.</summary>
    public const int MaximumCharacters = 10_000;

    /// <summary>Parentheses, calls, signs and powers within one another.</summary>
    public const int MaximumNesting = 64;

    /// <summary>Levels of the expression's tree; a sum of n terms has n.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="at">Where the first character of the text stands in the user's file.</param>
    /// <param name="problems">Receives the first thing that is wrong.</param>
    /// <returns>The expression, or null after a problem.</returns>
    public static Expression? Parse(string text, SourceLocation at, Problems problems)
    {
        if (text.Length > MaximumCharacters)
        {
            problems.Error(at, $"an expression of {text.Length:N0} characters", $"at most {MaximumCharacters:N0}; give parts of it names with let");
            return null;
        }
        return new ParseRun(Tokenizer.Cut(text), at, problems).Whole();
    }

    /// <summary>Whether a text could name a variable: letters, digits and underscores, with single dots inside, and no word of the language.</summary>
    public static bool IsName(string text)
    {
        if (text.Length is 0 or > MaximumCharacters) return false;
        var token = Tokenizer.Cut(text)[0];
        return token.IsPlainName && token.Text == text;
    }
}
