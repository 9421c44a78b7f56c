using CostSim.Diagnostics;
using CostSim.Language.Types;

namespace CostSim.Language;

/// <summary>Compiles checked expressions into nodes of a graph.</summary>
public sealed class GraphBuilder(Graph graph, Problems problems)
{
    /// <summary>Compiles an expression.</summary>
    /// <param name="expression">Checked by <see cref="TypeChecker"/> in a scope that holds what <paramref name="bindings"/> bind.</param>
    /// <param name="bindings">What its names stand for.</param>
    /// <returns>The node of its value (1 for true, 0 for false), or null after a problem: a label that is none, or an age that differs between draws.</returns>
    /// <exception cref="ArgumentException">The expression has not been checked, or a name of its scope is not bound.</exception>
    /// <remarks>A part that cannot be reached (of an <c>if</c> whose condition is known, for instance) is not compiled, so it may name labels that do not exist.</remarks>
    public int? Build(Expression expression, Bindings bindings) => expression switch
    {
        NumberExpression number => graph.Constant(number.Value),
        TruthExpression truth => graph.Constant(truth.Value ? 1 : 0),
        NameExpression name => Variable(name, bindings),
        IndexExpression entry => Entry(entry, bindings),
        CallExpression call => Call(call, bindings),
        ConditionalExpression conditional => Conditional(conditional, bindings),
        UnaryExpression unary => Build(unary.Operand, bindings) is { } operand
            ? unary.Operator == UnaryOperator.Not ? graph.Not(operand) : graph.Negate(operand)
            : null,
        BinaryExpression binary => Binary(binary, bindings),
        _ => throw new ArgumentException($"Nothing compiles {expression.GetType().Name}.", nameof(expression)),
    };

    private int? Variable(NameExpression name, Bindings bindings) => bindings[name.Name] switch
    {
        NodeBinding bound => bound.Node,
        DeferredBinding deferred => deferred.Node(),
        LabelBinding label when LabelSet.ToNumber(label.Label) is { } number => graph.Constant(number),
        _ => throw new ArgumentException($"'{name.Name}' at {name.At} is not bound to a number.", nameof(bindings)),
    };

    private int? Entry(IndexExpression entry, Bindings bindings)
    {
        if (bindings[entry.Table] is not TableBinding table || table.Indices.Count != entry.Labels.Count)
            throw new ArgumentException($"'{entry.Table}' at {entry.At} is not bound to a table of {entry.Labels.Count} indices.", nameof(bindings));
        var labels = new string[entry.Labels.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            if (Label(entry.Labels[i], table.Indices[i], bindings) is not { } label) return null;
            labels[i] = label;
        }
        if (table.Entry(labels) is { } node) return node;
        problems.Error(entry.At, $"{entry.Table}[{string.Join(", ", labels)}], which has no value", $"the parameter '{entry.Table}.{string.Join('.', labels)}' in the scenario, or an if around its use");
        return null;
    }

    /// <summary>The label of a set that an expression stands for: by its own name, through a variable, or as a number.</summary>
    private string? Label(Expression expression, LabelSet set, Bindings bindings)
    {
        var literal = expression switch
        {
            NameExpression name => name.Name,
            NumberExpression number => number.Text,
            _ => null,
        };
        if (literal is not null && set.Contains(literal)) return literal;
        if (expression is NameExpression variable && bindings[variable.Name] is LabelBinding bound) return bound.Label;
        if (Build(expression, bindings) is not { } node) return null;
        if (!graph.IsConstant(node, out var value))
        {
            problems.Error(expression.At, $"{TypeCheck.Quoted(expression)}, which changes during a run", $"a label of {set.Name} that is known before: an index of a table");
            return null;
        }
        if (set.LabelOf(value) is { } label) return label;
        problems.Error(expression.At, $"{TypeCheck.Quoted(expression)} is {value} here", $"a label of {set.Name}: {string.Join(", ", set.Labels)}");
        return null;
    }

    private int? Call(CallExpression call, Bindings bindings)
    {
        if (bindings[call.Function] is LifeTableBinding table) return LifeTable(call, table, bindings);
        if (Functions.Find(call.Function) is not { } function || !function.Takes(call.Arguments.Count))
            throw new ArgumentException($"'{call.Function}' at {call.At} has not been checked.", nameof(call));

        var given = call.Arguments.Count;
        var isCycleAdded = function.LastIsCycle && given < function.Parameters.Count;
        var (nodes, isComplete) = (new int[isCycleAdded ? given + 1 : given], true);
        // All of them, even after one with a problem: each tells its own.
        for (var i = 0; i < given; i++)
        {
            if (Build(call.Arguments[i], bindings) is { } argument) nodes[i] = argument;
            else isComplete = false;
        }
        if (!isComplete) return null;
        if (isCycleAdded)
        {
            if (Variable(new NameExpression(call.At, Scope.CycleName), bindings) is not { } cycle) return null;
            nodes[given] = cycle;
        }
        if (call.Function == FunctionExpansion.Interpolate && !PointsIncrease(call, nodes)) return null;
        return FunctionExpansion.Expand(graph, call.Function, nodes);
    }

    private int? LifeTable(CallExpression call, LifeTableBinding table, Bindings bindings)
    {
        if (Build(call.Arguments[0], bindings) is not { } time) return null;
        if (graph.DependenceOf(time).HasFlag(Dependence.Draw))
        {
            problems.Error(call.Arguments[0].At, $"{TypeCheck.Quoted(call.Arguments[0])}, which differs between draws", $"the same in all draws, to look up in {call.Function}");
            return null;
        }
        var node = graph.Call(table.Function, time);
        if (!graph.IsConstant(node, out var value) || !double.IsNaN(value) || !graph.IsConstant(time, out var years)) return node;
        problems.Error(call.At, $"{call.Function} at {years:G10} years", "a time that the table has, or an if around its use");
        return null;
    }

    private bool PointsIncrease(CallExpression call, int[] nodes)
    {
        for (var i = 3; i < nodes.Length; i += 2)
        {
            if (!graph.IsConstant(nodes[i - 2], out var before) || !graph.IsConstant(nodes[i], out var after) || before < after) continue;
            problems.Error(call.Arguments[i].At, $"{TypeCheck.Quoted(call.Arguments[i])} after {TypeCheck.Quoted(call.Arguments[i - 2])}", "points in order of increasing x");
            return false;
        }
        return true;
    }

    private int? Conditional(ConditionalExpression conditional, Bindings bindings)
    {
        if (Build(conditional.Condition, bindings) is not { } condition) return null;
        if (graph.IsConstant(condition, out var value) && !double.IsNaN(value))
            return Build(value != 0 ? conditional.Then : conditional.Otherwise, bindings);
        var (then, otherwise) = (Build(conditional.Then, bindings), Build(conditional.Otherwise, bindings));
        return then is { } a && otherwise is { } b ? graph.Select(condition, a, b) : null;
    }

    private int? Binary(BinaryExpression binary, Bindings bindings)
    {
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual && LabelSetOf(binary, bindings) is { } set)
        {
            var (leftLabel, rightLabel) = (Label(binary.Left, set, bindings), Label(binary.Right, set, bindings));
            if (leftLabel is null || rightLabel is null) return null;
            return graph.Constant(leftLabel == rightLabel == (binary.Operator == BinaryOperator.Equal) ? 1 : 0);
        }
        if (Build(binary.Left, bindings) is not { } left) return null;
        if (graph.IsConstant(left, out var known) && ((known == 0 && binary.Operator == BinaryOperator.And) || (known == 1 && binary.Operator == BinaryOperator.Or)))
            return left;
        return Build(binary.Right, bindings) is { } right ? Operation(binary.Operator, left, right) : null;
    }

    /// <summary>The labels that a comparison is about; null where it compares numbers.</summary>
    private static LabelSet? LabelSetOf(BinaryExpression comparison, Bindings bindings) => LabelSetOf(comparison.Left, bindings) ?? LabelSetOf(comparison.Right, bindings);

    private static LabelSet? LabelSetOf(Expression side, Bindings bindings) =>
        side is NameExpression name && bindings[name.Name] is LabelBinding { Set: { AreNumbers: false } set } ? set : null;

    private int Operation(BinaryOperator operation, int a, int b) => operation switch
    {
        BinaryOperator.Or => graph.Or(a, b),
        BinaryOperator.And => graph.And(a, b),
        BinaryOperator.Less => graph.Less(a, b),
        BinaryOperator.LessOrEqual => graph.LessOrEqual(a, b),
        BinaryOperator.Greater => graph.Less(b, a),
        BinaryOperator.GreaterOrEqual => graph.LessOrEqual(b, a),
        BinaryOperator.Equal => graph.Equal(a, b),
        BinaryOperator.NotEqual => graph.NotEqual(a, b),
        BinaryOperator.Add => graph.Add(a, b),
        BinaryOperator.Subtract => graph.Subtract(a, b),
        BinaryOperator.Multiply => graph.Multiply(a, b),
        BinaryOperator.Divide => graph.Divide(a, b),
        _ => graph.Power(a, b),
    };
}
