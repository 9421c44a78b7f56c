using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Units;

namespace CostSim.Language.Parsing;

/// <summary>One reading of one expression: precedence climbing over its words. A method that returns null has told its problem.</summary>
internal sealed class ParseRun(List<Token> tokens, SourceLocation at, Problems problems)
{
    private const string Operand = "a number, a name or '('";

    /// <summary>Signs of other languages, and what is written here.</summary>
    private static readonly Dictionary<string, string> ForeignSigns = new(StringComparer.Ordinal)
    {
        ["=="] = "=",
        ["&&"] = "and",
        ["||"] = "or",
        ["!"] = "not",
        ["**"] = "^",
        ["<>"] = "!=",
    };

    private int _position;
    private int _nesting;

    private Token Current => tokens[_position];

    public Expression? Whole()
    {
        if (Current.Kind == TokenKind.End) return Fail(Current, "nothing", "an expression");
        if (Operation(least: 0) is not { } expression) return null;
        return Current.Kind == TokenKind.End ? expression : FailAfterOperand();
    }

    /// <summary>An operand and all operators after it that bind at least as tightly as asked.</summary>
    private Expression? Operation(int least)
    {
        if (++_nesting > ExpressionParser.MaximumNesting)
            return Fail(Current, $"more than {ExpressionParser.MaximumNesting} levels of nesting", "a shallower expression; give parts of it names with let");

        var compared = false;
        var left = Prefixed(least);
        while (left is not null && BinaryOperatorHere() is { } operation && Operators.Binding(operation) >= least)
        {
            if (Operators.IsComparison(operation) && compared)
                return Fail(Current, $"a second comparison '{Current.Text}' in a row", "one comparison; join two with 'and': 1 < x and x < 2");
            compared |= Operators.IsComparison(operation);
            var place = Place(Current);
            _position++;
            // A power groups to the right and takes a sign there: 2^-x^2 is 2^(-(x^2)).
            var isPower = operation == BinaryOperator.Power;
            var right = Operation(isPower ? Operators.NegateBinding : Operators.Binding(operation) + 1);
            left = right is null ? null : Bounded(new BinaryExpression(place, operation, left, right));
        }
        _nesting--;
        return left;
    }

    private Expression? Prefixed(int least)
    {
        var token = Current;
        var isNot = token.IsWord("not");
        if (!isNot && !token.IsSign("-")) return Atom();
        if (isNot && least > Operators.NotBinding) return Fail(token, "'not' after an operator", "parentheses around it: (not …)");
        _position++;
        var operand = Operation(isNot ? Operators.NotBinding : Operators.NegateBinding);
        return operand is null ? null : Bounded(new UnaryExpression(Place(token), isNot ? UnaryOperator.Not : UnaryOperator.Negate, operand));
    }

    private Expression? Atom()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Number();
            case TokenKind.Open:
                _position++;
                var inside = Operation(least: 0);
                return inside is null || !Closes(TokenKind.Close, token) ? null : inside;
            case TokenKind.Name when token.IsWord("true") || token.IsWord("false"):
                _position++;
                return new TruthExpression(Place(token), token.Text == "true");
            case TokenKind.Name when token.IsWord("if"):
                return Conditional();
            case TokenKind.Name when token.IsPlainName:
                return Named();
            case TokenKind.Operator when ForeignSigns.TryGetValue(token.Text, out var own):
                return Fail(token, token.Described, $"'{own}'");
            default:
                return Fail(token, token.Described, Operand);
        }
    }

    private Expression? Named()
    {
        var name = Current;
        _position++;
        switch (Current.Kind)
        {
            case TokenKind.Open:
                return List(TokenKind.Close) is { } arguments ? Bounded(new CallExpression(Place(name), name.Text, arguments)) : null;
            case TokenKind.OpenIndex:
                var opening = Current;
                if (List(TokenKind.CloseIndex) is not { } labels) return null;
                return labels.Count == 0 ? Fail(opening, "'[]'", "a label in the brackets") : Bounded(new IndexExpression(Place(name), name.Text, labels));
            default:
                return new NameExpression(Place(name), name.Text);
        }
    }

    private Expression? Conditional()
    {
        var name = Current;
        _position++;
        if (Current.Kind != TokenKind.Open) return Fail(Current, Current.Described, "'(' after if: if(condition, then, otherwise)");
        if (List(TokenKind.Close) is not { } parts) return null;
        return parts is [var condition, var then, var otherwise]
            ? Bounded(new ConditionalExpression(Place(name), condition, then, otherwise))
            : Fail(name, $"if with {parts.Count} {(parts.Count == 1 ? "part" : "parts")}", "three: if(condition, then, otherwise)");
    }

    /// <summary>What stands between brackets, parted by commas.</summary>
    private List<Expression>? List(TokenKind closing)
    {
        var opening = Current;
        _position++;
        var items = new List<Expression>();
        if (Current.Kind == closing)
        {
            _position++;
            return items;
        }
        while (true)
        {
            if (Operation(least: 0) is not { } item) return null;
            items.Add(item);
            if (Current.Kind != TokenKind.Comma) return Closes(closing, opening) ? items : null;
            _position++;
        }
    }

    private bool Closes(TokenKind closing, Token opening)
    {
        if (Current.Kind == closing)
        {
            _position++;
            return true;
        }
        var bracket = closing == TokenKind.Close ? "')'" : "']'";
        if (Current.Kind is TokenKind.End or TokenKind.Close or TokenKind.CloseIndex)
            Fail(Current, Current.Described, $"{bracket} for the '{opening.Text}' at column {Place(opening).Column}");
        else
            FailAfterOperand();
        return false;
    }

    /// <summary>A number, with % or a unit after it.</summary>
    private Expression? Number()
    {
        var token = Current;
        if (!double.TryParse(token.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            || token.Text[0] == '.' || token.Text[^1] == '.')
            return Fail(token, $"'{token.Text}', which is no number", "digits, with a decimal point between digits and no separators: 12000, 0.5, 2e7");
        if (!double.IsFinite(value)) return Fail(token, $"'{token.Text}', which is too large", "a number below 1.8e308");
        _position++;
        if (Current.Kind == TokenKind.Percent)
        {
            _position++;
            // Read as one decimal number: 0.1% is the double nearest to 0.001, which 0.1 / 100 need not be.
            var share = token.Text.AsSpan().ContainsAny('e', 'E') ? value / 100 : double.Parse(token.Text + "e-2", CultureInfo.InvariantCulture);
            return new NumberExpression(Place(token), share, Unit.None, token.Text + "%");
        }
        var words = UnitWords();
        if (words.Length == 0) return new NumberExpression(Place(token), value, Unit.None, token.Text);
        return Unit.TryParse(words, currency: null, out var unit)
            ? new NumberExpression(Place(token), value * unit.Scale, unit.Base, $"{token.Text} {words}")
            : Fail(token, $"'{token.Text} {words}'", "a number with a unit, as in 12 months or 0.1 per year");
    }

    /// <summary>A unit after a number: words, multiplied when side by side, divided by what follows "per".</summary>
    private string UnitWords()
    {
        var words = new List<string>();
        while (Current.IsPlainName || (IsPer(Current) && tokens[_position + 1].IsPlainName))
        {
            words.Add(IsPer(Current) ? "per" : Current.Text);
            _position++;
        }
        return string.Join(' ', words);

        static bool IsPer(Token token) => token.Kind == TokenKind.Name && token.Text.Equals("per", StringComparison.OrdinalIgnoreCase);
    }

    private BinaryOperator? BinaryOperatorHere() => Current.Kind == TokenKind.Operator || Current.IsWord("and") || Current.IsWord("or")
        ? Operators.FromSign(Current.Text)
        : null;

    private Expression? FailAfterOperand() => Current.Kind == TokenKind.Operator && ForeignSigns.TryGetValue(Current.Text, out var own)
        ? Fail(Current, Current.Described, $"'{own}'")
        : Fail(Current, Current.Described, "an operator such as +, *, < or and, or the end of the expression");

    private Expression? Bounded(Expression expression) => expression.Depth <= ExpressionParser.MaximumDepth
        ? expression
        : Fail(Current, $"an expression of more than {ExpressionParser.MaximumDepth} levels", "a shorter one; give parts of it names with let");

    private Expression? Fail(Token token, string found, string expected)
    {
        problems.Error(Place(token), found, expected);
        return null;
    }

    private SourceLocation Place(Token token) => at.Right(token.Start);
}
