namespace CostSim.Cohort.Kernels;

/// <summary>Finds the cycles of a plan that can run without being asked anything from outside.</summary>
internal static class StraightLineSegments
{
    /// <summary>Segments in the order of cycles, each compiled for all groups; none where a group is too large.</summary>
    public static IEnumerable<StraightLineSegment[]> Of(CohortPlan plan)
    {
        var programs = plan.Programs(isTraced: false);
        var last = plan.Scenario.Cycles;   // only counts
        for (var first = 1; first < last;)
        {
            var end = first + 1;
            while (end < last && Continues(end)) end++;
            if (IsAlone(first) && Compile(programs, plan.Numbers, first, end - first) is { } segments) yield return segments;
            first = end;
        }

        bool Continues(int cycle) => IsAlone(cycle) && Array.TrueForAll(programs, program => ReferenceEquals(program.Cycles[cycle], program.Cycles[cycle - 1]));

        bool IsAlone(int cycle) => plan.Evaluation.ChangesByCycle[cycle].Length == 0 && Array.TrueForAll(programs, program => program.Cycles[cycle].Clocks.Length == 0);
    }

    private static StraightLineSegment[]? Compile(GroupProgram[] programs, double[][] numbers, int first, int cycles)
    {
        var segments = new List<StraightLineSegment>();
        foreach (var program in programs)
        {
            if (StraightLineSegment.TryCompile(program, numbers, first, cycles) is not { } segment) return null;
            segments.Add(segment);
        }
        return [.. segments];
    }
}
