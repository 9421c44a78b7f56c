using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Documents;

namespace CostSim.Models;

/// <summary>
/// Reads targets: an optional family, then changes joined by <c>and</c>: <c>kl + 1</c>, <c>benefit = none</c>, <c>knee with kl = 2 and courses + 1</c>;
/// in a start distribution also <c>kl 2</c>.
/// </summary>
public static class TargetReader
{
    /// <summary>Reads one target.</summary>
    /// <param name="scalar">The text.</param>
    /// <param name="families">The model's families.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The target, or null after a problem.</returns>
    public static Target? Read(ScalarNode scalar, IReadOnlyList<StateFamily> families, Problems problems)
    {
        var tokens = Tokens(scalar.Text);
        var next = 0;
        var family = tokens.Count > 0 ? families.FirstOrDefault(family => family.Name == tokens[0].Value) : null;
        if (family is not null)
        {
            next++;
            if (next < tokens.Count && tokens[next].Value == "with") next++;
        }

        var changes = new List<TargetChange>();
        while (next < tokens.Count)
        {
            if (changes.Count > 0 && tokens[next++].Value != "and") return Refuse(tokens[next - 1], "'and' between two changes");
            if (next >= tokens.Count) return Refuse(tokens[^1], "a change such as 'kl = 2' after it");
            if (!TryReadChange(out var change)) return null;
            if (changes.Any(other => other.Dimension.Name == change.Dimension.Name)) return Refuse(tokens[next - 1], $"'{change.Dimension.Name}' only once");
            changes.Add(change);
        }
        if (family is null && changes.Count == 0) return Refuse(null, "a state, or a change such as 'kl + 1'");
        return new Target(family, changes, scalar.TextAt, scalar.Text);

        bool TryReadChange(out TargetChange change)
        {
            change = null!;
            var name = tokens[next++];
            var dimension = FindDimension(name.Value);
            if (dimension is null)
            {
                var known = families.Select(f => f.Name).Concat(families.SelectMany(f => f.Dimensions.OfType<LabelDimension>()).Select(d => d.Name)).Distinct().ToArray();
                problems.Error(scalar.TextAt.Right(name.Index), $"unknown state or dimension '{name.Value}'", $"one of {string.Join(", ", known)}", name.Value, known);
                return false;
            }

            var sign = next < tokens.Count ? tokens[next].Value : "";
            if (sign is "=" or "+" or "-") next++;
            if (next >= tokens.Count)
            {
                _ = Refuse(name, $"'{dimension.Name} = label', '{dimension.Name} + 1' or '{dimension.Name} - 1'");
                return false;
            }
            var operand = tokens[next++];
            if (sign is "+" or "-")
            {
                if (!int.TryParse(operand.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var steps))
                {
                    _ = Refuse(operand, "a number of labels to move by");
                    return false;
                }
                change = new TargetChange(dimension, null, sign == "+" ? steps : -steps);
                return true;
            }
            var label = dimension.Labels.ToList().IndexOf(operand.Value);
            if (label < 0)
                problems.Error(scalar.TextAt.Right(operand.Index), $"unknown label '{operand.Value}' of '{dimension.Name}'", $"one of {string.Join(", ", dimension.Labels)}", operand.Value, dimension.Labels);
            change = new TargetChange(dimension, label, 0);
            return label >= 0;
        }

        LabelDimension? FindDimension(string name) =>
            families.SelectMany(f => f.Dimensions).OfType<LabelDimension>().FirstOrDefault(dimension => dimension.Name == name);

        Target? Refuse(Token? at, string expected)
        {
            problems.Error(scalar.TextAt.Right(at?.Index ?? 0), at is null ? scalar.Kind : $"'{at.Value}' in the target '{scalar.Text}'", expected);
            return null;
        }
    }

    /// <summary>Words of letters, digits, '_' and '.', and every other character but white space by itself.</summary>
    /// <remarks>A loop: a regular expression that cannot take long is no code of ours, but made each time the program runs.</remarks>
    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.')) end++;
            if (end == start) end++;
            if (!char.IsWhiteSpace(text[start])) tokens.Add(new Token(text[start..end], start));
            start = end;
        }
        return tokens;
    }

    private sealed record Token(string Value, int Index);
}
