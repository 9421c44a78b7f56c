namespace CostSim.Documents;

/// <summary>Gives the text of a file that a scenario names; the model itself opens no file.</summary>
/// <param name="path">As it is named, with the folder of the file that names it before it.</param>
/// <returns>The text, or why it cannot be had: "no such file", "may not be read".</returns>
public delegate TextResult TextSource(string path);

/// <summary>A file's text, or the reason why there is none.</summary>
public readonly record struct TextResult(string? Text, string? Trouble)
{
    public static TextResult Of(string text) => new(text, null);

    public static TextResult Failed(string why) => new(null, why);
}
