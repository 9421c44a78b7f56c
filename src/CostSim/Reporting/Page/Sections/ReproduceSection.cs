namespace CostSim.Reporting.Page.Sections;

/// <summary>What it takes to run it again to the same bits.</summary>
internal static class ReproduceSection
{
    public const string Id = "reproduce";
    public const string Title = "How to reproduce it";

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var provenance = frame.Run.Provenance;
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        html.Element("p", "The same version, this command and files with these hashes give the same bits on any machine and any number of processors.");
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "The command")).Open("pre");
        html.Element("code", string.Join(' ', provenance.Command.Select(Quoted))).Close("pre").Close("div");
        html.Open("dl");
        html.Element("dt", "Version").Element("dd", $"CostSim {provenance.Version}");
        html.Element("dt", "Seed").Element("dd", $"{provenance.Seed}");
        html.Element("dt", "Draws").Element("dd", $"{frame.Whole(frame.Run.Draws)}, {provenance.Sampling}");
        html.Element("dt", "Run on").Element("dd", $"{provenance.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        html.Element("dt", "Hash of all inputs").Open("dd").Element("code", provenance.Hash, ("class", "hash")).Close("dd").Close("dl");
        HtmlTable.Open(html, "Files that were read", [new("File"), new("Bytes", IsNumber: true), new("SHA-256")]);
        foreach (var file in provenance.Files)
        {
            html.Open("tr").Element("th", file.Path, ("scope", "row")).Element("td", frame.Whole(file.Bytes), ("class", "number"));
            html.Open("td").Element("code", file.Sha256, ("class", "hash")).Close("td").Close("tr");
        }
        HtmlTable.Close(html);
        html.Close("section");
    }

    /// <summary>A word as a POSIX shell takes it.</summary>
    internal static string Quoted(string word) =>
        word.Length > 0 && word.All(sign => char.IsAsciiLetterOrDigit(sign) || "_-./:=,+@%".Contains(sign)) ? word : $"'{word.Replace("'", @"'\''")}'";
}
