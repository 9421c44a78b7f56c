using CostSim.Diagnostics;

namespace CostSim.Language;

/// <summary>Which names an expression uses.</summary>
public static class FreeNames
{
    /// <summary>Every use of a name, a table or a life table in the order written; a label in it looks like a name and is among them.</summary>
    public static IEnumerable<(string Name, SourceLocation At)> NamesIn(Expression expression)
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
            if (name is not null) yield return (name, current.At);
            foreach (var child in current.Children.Reverse()) pending.Push(child);
        }
    }
}
