using CostSim.Units;

namespace CostSim.Language.Types;

/// <summary>Calls of functions and life tables.</summary>
internal sealed partial class TypeCheck
{
    private NumberType? Call(CallExpression call)
    {
        switch (scope[call.Function])
        {
            case LifeTableSymbol:
                return ByTime(call, "life table", "age", Unit.PerYear);
            case TimeTableSymbol table:
                return ByTime(call, "table", "time", table.Unit);
        }
        if (Functions.Find(call.Function) is not { } function)
        {
            UnknownFunction(call);
            return null;
        }
        var types = call.Arguments.Select((argument, i) => Number(argument, $"{(function.Takes(call.Arguments.Count) ? function.ParameterOf(i).Name : "an argument")} of {function.Name}")).ToArray();
        if (!function.Takes(call.Arguments.Count))
        {
            problems.Error(call.At, $"{function.Name} with {Counted(call.Arguments.Count)}", function.Signature);
            return null;
        }
        if (function.LastIsCycle && call.Arguments.Count < function.Parameters.Count && scope[Scope.CycleName] is null)
        {
            problems.Error(call.At, $"{function.Name} without a time, where there is no cycle", function.Signature);
            return null;
        }
        return types.Contains(null) ? null : Result(call, function, types!);
    }

    /// <summary>The result's unit, when each argument has the unit that the signature asks for.</summary>
    private NumberType? Result(CallExpression call, LanguageFunction function, NumberType[] types)
    {
        var shared = new Dictionary<Quantity, (Expression Argument, NumberType Type)>();
        var fits = true;
        for (var i = 0; i < types.Length; i++)
        {
            var (argument, type, parameter) = (call.Arguments[i], types[i], function.ParameterOf(i));
            var purpose = $"{parameter.Name} of {function.Name}";
            switch (parameter.Quantity)
            {
                case Quantity.Plain: fits &= IsPlain(argument, type, purpose); break;
                case Quantity.Time: fits &= IsIn(Unit.Years, argument, type, purpose); break;
                case Quantity.Rate: fits &= IsIn(Unit.PerYear, argument, type, purpose); break;
                case var quantity when shared.TryGetValue(quantity, out var earlier):
                    var common = SameUnit(argument.At, earlier.Argument, earlier.Type, argument, type, $"the arguments of {function.Name}");
                    fits &= common is not null;
                    if (common is not null && earlier.Type.FitsAnyUnit) shared[quantity] = (argument, common);
                    break;
                default: shared.Add(parameter.Quantity, (argument, type)); break;
            }
        }
        if (!fits) return null;
        return function.Result switch
        {
            Quantity.Plain => NumberType.Plain,
            Quantity.Time => new NumberType(Unit.Years),
            Quantity.Rate => new NumberType(Unit.PerYear),
            _ => shared[function.Result].Type,
        };
    }

    private NumberType? ByTime(CallExpression call, string what, string argument, Unit unit)
    {
        if (call.Arguments is not [var time])
        {
            problems.Error(call.At, $"the {what} {call.Function} with {Counted(call.Arguments.Count)}", $"{call.Function}({argument})");
            return null;
        }
        var purpose = $"the {argument} of {call.Function}";
        return Number(time, purpose) is { } type && IsIn(Unit.Years, time, type, purpose) ? new NumberType(unit) : null;
    }

    private void UnknownFunction(CallExpression call)
    {
        if (scope[call.Function] is { } symbol)
        {
            problems.Error(call.At, $"'{call.Function}' called like a function, but it is {symbol.Described}",
                symbol is TableSymbol table ? table.Pattern(call.Function) : $"'{call.Function}' alone, or an operator before the parenthesis");
            return;
        }
        var known = Functions.All.Select(function => function.Name).Append("if").Concat(scope.Names.Where(name => scope[name] is LifeTableSymbol or TimeTableSymbol));
        problems.Error(call.At, $"unknown function '{call.Function}'", "a function of the language", call.Function, known);
    }

    private bool IsPlain(Expression expression, NumberType type, string purpose)
    {
        if (type.Unit.IsDimensionless) return true;
        problems.Error(expression.At, $"{Quoted(expression)} is in {type.Unit}", $"a number without unit as {purpose}");
        return false;
    }

    private bool IsIn(Unit unit, Expression expression, NumberType type, string purpose)
    {
        if (type.FitsAnyUnit || type.Unit == unit) return true;
        if (!ReportMissingUnit(expression, unit, purpose))
            problems.Error(expression.At, $"{Quoted(expression)} {(type.Unit.IsDimensionless ? "has no unit" : $"is in {type.Unit}")}", $"{unit} as {purpose}");
        return false;
    }

    private static string Counted(int arguments) => arguments == 1 ? "1 argument" : $"{arguments} arguments";
}
