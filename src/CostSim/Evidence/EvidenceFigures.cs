using System.Text.Json.Nodes;
using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>Forest and funnel plots as Vega-Lite specifications that hold their data.</summary>
public static class EvidenceFigures
{
    private const string Schema = "https://vega.github.io/schema/vega-lite/v6.json";

    /// <summary>Each study with its interval, the square as large as its weight; then the pooled effect and the prediction.</summary>
    public static string Forest(PooledEffect pooled, EffectMeasure measure, string title)
    {
        var values = new JsonArray();
        for (var i = 0; i < pooled.Count; i++)
        {
            var study = pooled.Studies[i];
            var reach = TestStatistics.HalfWidthOf95(null) * study.StandardError;
            values.Add(Row(study.Name, "study", study.Effect, study.Effect - reach, study.Effect + reach, 100 * pooled.Weights[i], measure));
        }
        values.Add(Row("Pooled", "pooled", pooled.Estimate, pooled.Interval.Lower, pooled.Interval.Upper, 100, measure));
        if (pooled.PredictionInterval is { } prediction) values.Add(Row("Prediction", "prediction", pooled.Estimate, prediction.Lower, prediction.Upper, 100, measure));
        var y = new JsonObject { ["field"] = "name", ["type"] = "nominal", ["sort"] = null, ["title"] = null };
        var color = new JsonObject { ["field"] = "kind", ["type"] = "nominal", ["legend"] = null, ["scale"] = new JsonObject { ["domain"] = Texts("study", "pooled", "prediction"), ["range"] = Texts("#333333", "#b3202a", "#1f5f99") } };
        return Specification(title, values, null, 22 * values.Count,
            new JsonObject { ["mark"] = new JsonObject { ["type"] = "rule", ["strokeDash"] = Numbers(4, 4), ["color"] = "#888888" }, ["encoding"] = new JsonObject { ["x"] = new JsonObject { ["datum"] = measure.IsRatio() ? 1 : 0 } } },
            new JsonObject { ["mark"] = "rule", ["encoding"] = new JsonObject { ["y"] = y.DeepClone(), ["x"] = Axis("lower", measure), ["x2"] = new JsonObject { ["field"] = "upper" }, ["color"] = color.DeepClone() } },
            new JsonObject
            {
                ["mark"] = new JsonObject { ["type"] = "point", ["filled"] = true, ["shape"] = "square", ["opacity"] = 1 },
                ["encoding"] = new JsonObject
                {
                    ["y"] = y.DeepClone(),
                    ["x"] = Axis("effect", measure),
                    ["color"] = color,
                    ["size"] = new JsonObject { ["field"] = "weight", ["type"] = "quantitative", ["legend"] = null, ["scale"] = new JsonObject { ["range"] = Numbers(20, 160) } },
                    ["tooltip"] = new JsonArray([.. ((string[])["name", "effect", "lower", "upper", "weight"]).Select(field => (JsonNode)new JsonObject { ["field"] = field })]),
                },
            });
    }

    /// <summary>Effects over standard errors, precise studies on top, with the lines between which 95% would lie with one true effect.</summary>
    public static string Funnel(PooledEffect pooled, EffectMeasure measure, string title)
    {
        var values = new JsonArray([.. pooled.Studies.Select(study => (JsonNode)new JsonObject { ["name"] = study.Name, ["effect"] = study.Effect, ["se"] = study.StandardError })]);
        var largest = pooled.Studies.Max(study => study.StandardError) * 1.05;
        var reach = TestStatistics.HalfWidthOf95(null) * largest;
        var lines = new JsonArray(
            Point(pooled.Estimate, 0, "lower"), Point(pooled.Estimate - reach, largest, "lower"), Point(pooled.Estimate, 0, "upper"), Point(pooled.Estimate + reach, largest, "upper"),
            Point(pooled.Estimate, 0, "middle"), Point(pooled.Estimate, largest, "middle"));
        var x = new JsonObject { ["field"] = "effect", ["type"] = "quantitative", ["title"] = measure.InWords(), ["scale"] = new JsonObject { ["zero"] = false } };
        var y = new JsonObject { ["field"] = "se", ["type"] = "quantitative", ["title"] = "standard error", ["scale"] = new JsonObject { ["reverse"] = true } };
        return Specification(title, values, 420, 320,
            new JsonObject { ["data"] = new JsonObject { ["values"] = lines }, ["mark"] = new JsonObject { ["type"] = "line", ["strokeDash"] = Numbers(4, 4), ["color"] = "#888888" }, ["encoding"] = new JsonObject { ["x"] = x.DeepClone(), ["y"] = y.DeepClone(), ["detail"] = new JsonObject { ["field"] = "line" } } },
            new JsonObject { ["mark"] = new JsonObject { ["type"] = "point", ["filled"] = true, ["color"] = "#333333", ["size"] = 50 }, ["encoding"] = new JsonObject { ["x"] = x, ["y"] = y, ["tooltip"] = new JsonObject { ["field"] = "name" } } });

        static JsonObject Point(double effect, double error, string line) => new() { ["effect"] = effect, ["se"] = error, ["line"] = line };
    }

    private static JsonObject Row(string name, string kind, double effect, double lower, double upper, double weight, EffectMeasure measure)
    {
        return new JsonObject { ["name"] = name, ["kind"] = kind, ["effect"] = Scale(effect), ["lower"] = Scale(lower), ["upper"] = Scale(upper), ["weight"] = weight };

        double Scale(double value) => measure.IsRatio() ? Math.Exp(value) : value;
    }

    private static JsonObject Axis(string field, EffectMeasure measure)
    {
        var axis = new JsonObject { ["field"] = field, ["type"] = "quantitative", ["title"] = measure.IsRatio() ? measure.InWords()["log ".Length..] : measure.InWords() };
        if (measure.IsRatio()) axis["scale"] = new JsonObject { ["type"] = "log" };
        return axis;
    }

    private static string Specification(string title, JsonArray values, int? width, int height, params JsonObject[] layers) => new JsonObject
    {
        ["$schema"] = Schema,
        ["title"] = title,
        ["width"] = width ?? 420,
        ["height"] = height,
        ["data"] = new JsonObject { ["values"] = values },
        ["layer"] = new JsonArray([.. layers]),
    }.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });

    private static JsonArray Texts(params string[] texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static JsonArray Numbers(params double[] numbers) => new([.. numbers.Select(number => (JsonNode)number)]);
}
