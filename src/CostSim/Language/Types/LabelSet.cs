using System.Globalization;

namespace CostSim.Language.Types;

/// <summary>The values that a dimension or a setting may have: benefit is one of none, partial and full.</summary>
public sealed class LabelSet
{
    /// <param name="name">The dimension's name; two sets of one name are the same set.</param>
    /// <param name="labels">At least one, none twice.</param>
    public LabelSet(string name, IEnumerable<string> labels)
    {
        (Name, Labels) = (name, [.. labels]);
        if (Labels.Count == 0 || Labels.Distinct(StringComparer.Ordinal).Count() != Labels.Count)
            throw new ArgumentException($"The labels of '{name}' are to be at least one and none twice; found {string.Join(", ", Labels)}.", nameof(labels));
        AreNumbers = Labels.All(label => ToNumber(label) is not null);
    }

    public string Name { get; }

    /// <summary>In the order of the model file.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether every label is a whole number, so that one may calculate with them.</summary>
    public bool AreNumbers { get; }

    public bool Contains(string label) => Labels.Contains(label, StringComparer.Ordinal);

    /// <summary>The label that a number stands for, or null when it is none of them.</summary>
    public string? LabelOf(double number)
    {
        var label = number.ToString("R", CultureInfo.InvariantCulture);
        return Contains(label) ? label : null;
    }

    /// <summary>The whole number that a label writes in its shortest form, or null: "3" is one, "3.0" and "03" are none.</summary>
    public static double? ToNumber(string label) =>
        int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == label
            ? number
            : null;
}
