using CostSim.Diagnostics;

namespace CostSim.Language;

/// <summary>One use of a name.</summary>
/// <param name="Name">As written.</param>
/// <param name="At">Where.</param>
public sealed record NameUse(string Name, SourceLocation At);

/// <summary>Which names an expression uses.</summary>
public static class FreeNames
{
    /// <summary>Every use of a name, a table or a life table in the order written; a label in it looks like a name and is among them.</summary>
    public static IEnumerable<NameUse> NamesIn(Expression expression)
    {
        var pending = new Stack<Expression>([expression]);
        while (pending.TryPop(out var current))
        {
            var name = current switch
            {
                NameExpression variable => variable.Name,
                IndexExpression index => index.Table,
                CallExpression call => call.Function,
                _ => null,
            };
            if (name is not null) yield return new NameUse(name, current.At);
            foreach (var child in current.Children.Reverse()) pending.Push(child);
        }
    }
}
