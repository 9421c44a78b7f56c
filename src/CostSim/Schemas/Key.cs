using System.Text.Json.Nodes;

namespace CostSim.Schemas;

/// <summary>A key that a reader knows.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="About">What it means; editors show it.</param>
/// <param name="Value">The schema of what may stand under it.</param>
/// <param name="IsRequired">Whether the reader refuses a mapping without it.</param>
internal sealed record Key(string Name, string About, JsonObject Value, bool IsRequired = false)
{
    public static Key Required(string name, string about, JsonObject value) => new(name, about, value, IsRequired: true);
}
