namespace CostSim.Language.Parsing;

internal enum TokenKind
{
    End,
    Number,
    Name,
    Operator,
    Open,
    Close,
    OpenIndex,
    CloseIndex,
    Comma,
    Percent,
    Unknown,
}

/// <summary>A word of an expression.</summary>
/// <param name="Start">Where in the text it starts, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Start)
{
    /// <summary>Words that cannot name anything.</summary>
    public static readonly string[] Keywords = ["and", "or", "not", "if", "true", "false", "per"];

    /// <summary>How it is called in messages.</summary>
    public string Described => Kind == TokenKind.End ? "the end of the expression" : $"'{Text}'";

    public bool IsWord(string keyword) => Kind == TokenKind.Name && Text == keyword;

    public bool IsSign(string sign) => Kind == TokenKind.Operator && Text == sign;

    public bool IsPlainName => Kind == TokenKind.Name && !Keywords.Contains(Text, StringComparer.Ordinal);
}
