using System.Globalization;

namespace CostSim.Tests.Fuzzing;

/// <summary>An expression by the grammar, and what it is worth, calculated beside it with C#'s own operators: nothing of the language is used.</summary>
/// <param name="Text">As a person might write it, with more parentheses and spaces than are needed, or fewer.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Binding">How tightly its outermost operator binds; 9 for what needs no parentheses.</param>
internal sealed record RandomExpression(string Text, double Value, int Binding)
{
    public const int Atom = 9;

    /// <summary>The variables: their names and values.</summary>
    public static IReadOnlyDictionary<string, double> Variables { get; } = new Dictionary<string, double> { ["a"] = 0.25, ["b"] = 3, ["c_1"] = -1.5, ["share"] = 0.875 };

    public static RandomExpression Number(Random random, int depth)
    {
        if (depth == 0) return Leaf(random);
        switch (random.Next(14))
        {
            case 0 or 1: return Infix(random, depth, "+", 4, (x, y) => x + y);
            case 2 or 3: return Infix(random, depth, "-", 4, (x, y) => x - y);
            case 4 or 5: return Infix(random, depth, "*", 5, (x, y) => x * y);
            case 6 or 7: return Infix(random, depth, "/", 5, (x, y) => x / y);
            case 8:
                var operand = Number(random, depth - 1);
                return new RandomExpression($"-{Enclosed(operand, 6)}", -operand.Value, 6);
            case 9:
                // The base is an atom; the exponent a small whole number, so that what is compared is the grammar and not the last bits of a power.
                var (power, exponent) = (Number(random, depth - 1), random.Next(0, 4));
                return new RandomExpression($"{Enclosed(power, Atom)}^{(random.Next(2) == 0 ? $"{exponent}" : $"({exponent})")}", Math.Pow(power.Value, exponent), 7);
            case 10:
                var (condition, then, otherwise) = (Truth(random, depth - 1), Number(random, depth - 1), Number(random, depth - 1));
                return new RandomExpression($"if({condition.Text}, {then.Text},{otherwise.Text})", condition.Value != 0 ? then.Value : otherwise.Value, Atom);
            case 11: return Call(random, depth, "abs", Math.Abs);
            case 12:
                var (first, second) = (Number(random, depth - 1), Number(random, depth - 1));
                return random.Next(2) == 0
                    ? new RandomExpression($"min({first.Text}, {second.Text})", Math.Min(first.Value, second.Value), Atom)
                    : new RandomExpression($"max( {first.Text},{second.Text} )", Math.Max(first.Value, second.Value), Atom);
            default: return Call(random, depth, "floor", Math.Floor);
        }
    }

    private static RandomExpression Truth(Random random, int depth)
    {
        if (depth == 0) return random.Next(2) == 0 ? new RandomExpression("true", 1, Atom) : new RandomExpression("false", 0, Atom);
        switch (random.Next(5))
        {
            case 0:
                var negated = Truth(random, depth - 1);
                return new RandomExpression($"not {Enclosed(negated, 2)}", 1 - negated.Value, 2);
            case 1:
                var (left, right) = (Truth(random, depth - 1), Truth(random, depth - 1));
                return new RandomExpression($"{Enclosed(left, 1)} and {Enclosed(right, 2)}", left.Value * right.Value, 1);
            case 2:
                var (one, other) = (Truth(random, depth - 1), Truth(random, depth - 1));
                return new RandomExpression($"{Enclosed(one, 0)} or {Enclosed(other, 1)}", Math.Max(one.Value, other.Value), 0);
            default:
                var (x, y) = (Number(random, depth - 1), Number(random, depth - 1));
                var (sign, holds) = random.Next(4) switch
                {
                    0 => ("<", x.Value < y.Value),
                    1 => (">=", x.Value >= y.Value),
                    2 => ("=", x.Value == y.Value),
                    _ => ("!=", x.Value != y.Value),
                };
                return new RandomExpression($"{Enclosed(x, 4)}{Space(random)}{sign}{Space(random)}{Enclosed(y, 4)}", holds ? 1 : 0, 3);
        }
    }

    private static RandomExpression Leaf(Random random)
    {
        if (random.Next(2) == 0)
        {
            var (name, value) = Variables.ElementAt(random.Next(Variables.Count));
            return new RandomExpression(name, value, Atom);
        }
        var number = random.Next(0, 4000) / 8.0;
        return random.Next(4) == 0
            ? new RandomExpression($"{number.ToString(CultureInfo.InvariantCulture)}%", number / 100, Atom)
            : new RandomExpression(number.ToString(CultureInfo.InvariantCulture), number, Atom);
    }

    private static RandomExpression Infix(Random random, int depth, string sign, int binding, Func<double, double, double> calculate)
    {
        var (x, y) = (Number(random, depth - 1), Number(random, depth - 1));
        return new RandomExpression($"{Enclosed(x, binding)}{Space(random)}{sign}{Space(random)}{Enclosed(y, binding + 1)}", calculate(x.Value, y.Value), binding);
    }

    private static RandomExpression Call(Random random, int depth, string name, Func<double, double> calculate)
    {
        var argument = Number(random, depth - 1);
        return new RandomExpression($"{name}({argument.Text})", calculate(argument.Value), Atom);
    }

    private static string Enclosed(RandomExpression part, int least) => part.Binding < least ? $"({part.Text})" : part.Text;

    private static string Space(Random random) => random.Next(3) == 0 ? "" : " ";
}
