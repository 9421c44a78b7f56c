using System.Text.RegularExpressions;

namespace CostSim.Reporting.Page;

/// <summary>Writes where a number comes from, with links for the identifiers in it: a DOI, an article in PubMed Central.</summary>
internal static partial class Citation
{
    /// <summary>Writes the text; what it says stays as it is.</summary>
    public static void Write(HtmlWriter html, string source)
    {
        var written = 0;
        foreach (var match in Identifier().EnumerateMatches(source))
        {
            var identifier = source.AsSpan(match.Index, match.Length).TrimEnd(".:;").ToString();
            var address = identifier.StartsWith("PMC", StringComparison.Ordinal) ? $"https://pmc.ncbi.nlm.nih.gov/articles/{identifier}/" : $"https://doi.org/{identifier}";
            html.Text(source[written..match.Index]).Element("a", identifier, ("href", address), ("rel", "noopener noreferrer"));
            written = match.Index + identifier.Length;
        }
        html.Text(source[written..]);
    }

    /// <summary>Only signs that mean nothing special in an address.</summary>
    [GeneratedRegex(@"\b(10\.[0-9]{4,9}/[A-Za-z0-9._:;/-]+|PMC[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Identifier();
}
