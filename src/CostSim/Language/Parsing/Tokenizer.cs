namespace CostSim.Language.Parsing;

/// <summary>Cuts the text of an expression into words.</summary>
internal static class Tokenizer
{
    private static readonly string[] Signs = ["<=", ">=", "!=", "==", "&&", "||", "**", "<>", "<", ">", "=", "+", "-", "*", "/", "^", "!"];

    /// <summary>The words of the text, with one of kind <see cref="TokenKind.End"/> after the last.</summary>
    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        var position = 0;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
            var token = Next(text, position);
            tokens.Add(token);
            if (token.Kind == TokenKind.End) return tokens;
            position += token.Text.Length;
        }
    }

    private static Token Next(string text, int start)
    {
        if (start == text.Length) return new Token(TokenKind.End, "", start);
        var first = text[start];
        if (char.IsAsciiDigit(first) || first == '.') return new Token(TokenKind.Number, text[start..NumberEnd(text, start)], start);
        if (IsNameStart(first)) return new Token(TokenKind.Name, text[start..NameEnd(text, start)], start);
        foreach (var sign in Signs)
        {
            if (text.AsSpan(start).StartsWith(sign, StringComparison.Ordinal)) return new Token(TokenKind.Operator, sign, start);
        }
        var kind = first switch
        {
            '(' => TokenKind.Open,
            ')' => TokenKind.Close,
            '[' => TokenKind.OpenIndex,
            ']' => TokenKind.CloseIndex,
            ',' => TokenKind.Comma,
            '%' => TokenKind.Percent,
            _ => TokenKind.Unknown,
        };
        var length = char.IsHighSurrogate(first) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]) ? 2 : 1;
        return new Token(kind, text.Substring(start, length), start);
    }

    /// <summary>Takes every character that could be meant as part of the number, so that the message about 1.2.3 or 12_000 can show all of it.</summary>
    private static int NumberEnd(string text, int position)
    {
        while (position < text.Length)
        {
            var c = text[position];
            var isExponentSign = c is '+' or '-' && text[position - 1] is 'e' or 'E' && position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]);
            var isExponent = c is 'e' or 'E' && position + 1 < text.Length && (char.IsAsciiDigit(text[position + 1]) || text[position + 1] is '+' or '-');
            if (!(char.IsAsciiDigit(c) || c is '.' or '_' || isExponent || isExponentSign)) break;
            position++;
        }
        return position;
    }

    /// <summary>A dot belongs to a name when a letter or digit follows: response.msc_uc.</summary>
    private static int NameEnd(string text, int position)
    {
        while (position < text.Length && (IsNamePart(text[position])
            || (text[position] == '.' && position + 1 < text.Length && IsNamePart(text[position + 1]))))
            position++;
        return position;
    }

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
