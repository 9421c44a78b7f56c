using System.Text.Json.Serialization;

namespace CostSim.Reporting.VegaLite;

/// <summary>The types of a specification, with code for their members that the build makes: reflection would compile code for each in every run.</summary>
/// <remarks>Behind <see cref="Specification"/> stands what occurs where a property is an <see cref="object"/>; another type there cannot be written.</remarks>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Specification))]
[JsonSerializable(typeof(Rows))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(Expression))]
[JsonSerializable(typeof(Axis))]
[JsonSerializable(typeof(Legend))]
[JsonSerializable(typeof(FieldOrder))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(double[]))]
[JsonSerializable(typeof(double[][]))]
internal sealed partial class ViewTypes : JsonSerializerContext;
