using CostSim.Documents;
using CostSim.Tests.Schemas;

namespace CostSim.Tests.Fuzzing;

/// <summary>Small changes to a YAML file, as mistakes of a hand, a merge or a transmission make them: of characters, of words, of nodes.</summary>
/// <param name="random">Where changes come from.</param>
internal sealed class Damage(Random random)
{
    private const string Characters = "{}[]:,-#'\"&*!|>%@ \n\t().0123456789abeinstyz=<>+^~\\\u00e9\u4e2d\0\u200b\ud800";

    private static readonly string[] Words =
    [
        "0", "1", "-1", "0.5", "1e308", "-1e308", "1e-320", "99999999999999999999", "nan", "inf", "-0", "3%", "", "~", "yes", "[]", "{}", "a", "age", "time", "cycle", "dead",
        "rest", "1 / 0", "0 / 0", "1 year", "per year", "exp(1000)", "ln(0)", "sqrt(-1)", "2^2000", "if(true, 1, 0)", "((((", "lifetime", "cost", "qaly",
    ];

    /// <summary>One to three changes of one kind.</summary>
    public string Of(string text, MappingNode? root)
    {
        var kind = random.Next(3);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (kind)
            {
                case 0: text = OfCharacters(text); break;
                case 1: text = OfWords(text); break;
                default:
                    if (root is null) return OfCharacters(text);
                    root = (MappingNode)OfNodes(root);
                    text = WrittenNode.ToYaml(root);
                    break;
            }
        }
        return text;
    }

    private string OfCharacters(string text)
    {
        if (text.Length == 0) return "x";
        var at = random.Next(text.Length);
        var length = Math.Min(random.Next(1, 12), text.Length - at);
        return random.Next(5) switch
        {
            0 => text.Insert(at, Characters[random.Next(Characters.Length)].ToString()),
            1 => text.Remove(at, length),
            2 => text.Remove(at, 1).Insert(at, Characters[random.Next(Characters.Length)].ToString()),
            3 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            _ => text[..at],
        };
    }

    /// <summary>A word in the place of another, taken away, or doubled; words are separated by spaces.</summary>
    private string OfWords(string text)
    {
        var words = text.Split(' ');
        var at = random.Next(words.Length);
        words[at] = random.Next(4) switch
        {
            0 => Words[random.Next(Words.Length)],
            1 => words[random.Next(words.Length)],
            2 => "",
            _ => $"{words[at]} {words[at]}",
        };
        return string.Join(' ', words);
    }

    /// <summary>An entry taken away, put elsewhere, written twice under another name, or given another value.</summary>
    private Node OfNodes(MappingNode root)
    {
        Node[] all = [.. Below(root).Skip(1)];
        if (all.Length == 0) return root;
        var chosen = all[random.Next(all.Length)];
        switch (random.Next(4))
        {
            case 0:
                return Change.Replace(root, chosen, null);
            case 1:
                return Change.Replace(root, chosen, all[random.Next(all.Length)]);
            case 2 when chosen is MappingNode { Entries.Count: > 0 } mapping:
                var entry = mapping.Entries[random.Next(mapping.Entries.Count)];
                return Change.Replace(root, chosen, mapping with { Entries = [.. mapping.Entries, entry with { Key = entry.Key with { Text = entry.Name + "x" } }] });
            default:
                return Change.Replace(root, chosen, Change.Word(chosen, Words[random.Next(Words.Length)]));
        }
    }

    private static IEnumerable<Node> Below(Node node) => node switch
    {
        MappingNode mapping => mapping.Entries.SelectMany(entry => Below(entry.Value)).Prepend(node),
        SequenceNode sequence => sequence.Items.SelectMany(Below).Prepend(node),
        _ => [node],
    };
}
