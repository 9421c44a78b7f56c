using CostSim.Units;

namespace CostSim.Language.Types;

/// <summary>The names that an expression may use. A scope may extend another: its names come first.</summary>
public sealed class Scope(Scope? outer = null)
{
    /// <summary>The length of a cycle, which rate_to_probability(rate) uses: a variable that a model's scope holds.</summary>
    public const string CycleName = "cycle";

    private readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);

    /// <summary>Every name that can be used, inner ones first.</summary>
    public IEnumerable<string> Names => outer is null ? _symbols.Keys : _symbols.Keys.Concat(outer.Names);

    /// <summary>The symbol of a name, or null.</summary>
    public Symbol? this[string name] => _symbols.GetValueOrDefault(name) ?? outer?[name];

    /// <summary>Adds a name.</summary>
    /// <exception cref="ArgumentException">This scope already holds the name.</exception>
    public void Add(string name, Symbol symbol) => _symbols.Add(name, symbol);

    /// <summary>Whether a word is a unit that something in the scope is counted in, and so not a misspelt operator or name.</summary>
    internal bool Knows(Unit unit) => unit.Symbols.All(word => word is Unit.YearSymbol or Unit.MoneySymbol || UsesUnitWord(word));

    private bool UsesUnitWord(string word) =>
        _symbols.Values.Any(symbol => UnitOf(symbol)?.Symbols.Contains(word, StringComparer.Ordinal) ?? false) || (outer?.UsesUnitWord(word) ?? false);

    private static Unit? UnitOf(Symbol symbol) => symbol switch
    {
        TableSymbol table => table.Unit,
        TimeTableSymbol table => table.Unit,
        VariableSymbol { Type: NumberType number } => number.Unit,
        _ => null,
    };
}
