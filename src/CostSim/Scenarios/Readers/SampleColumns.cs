namespace CostSim.Scenarios.Readers;

/// <summary>What columns of a table of parameter sets mean.</summary>
internal static class SampleColumns
{
    /// <summary>Samples often number their rows.</summary>
    public static bool IsRowNumber(string column) => column is "" or "sim" or "draw" or "row" or "id";
}
