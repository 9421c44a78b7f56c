namespace CostSim.Tests.Cohort;

/// <summary>A state family of a random model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasGrade">With the dimension <c>grade</c>: 1, 2, 3.</param>
/// <param name="HasArm">With the dimension <c>arm</c>: none, part, full.</param>
/// <param name="Clocks">Names of clocks, what sets them, and their longest reading in cycles.</param>
internal sealed record RandomFamily(string Name, bool HasGrade, bool HasArm, IReadOnlyList<(string Name, string Of, int Cycles)> Clocks)
{
    public bool IsPlain => !HasGrade && !HasArm && Clocks.Count == 0;

    public static RandomFamily Plain(string name) => new(name, false, false, []);

    public static RandomFamily Draw(Random random, string name)
    {
        var (grade, arm) = (random.Next(100) < 70, random.Next(100) < 70);
        var clocks = new List<(string, string, int)>();
        if (random.Next(100) < 60) clocks.Add(("since", "entry", random.Next(1, 4)));
        if (arm && random.Next(100) < 60) clocks.Add(("since_arm", "arm", random.Next(1, 4)));
        if (random.Next(100) < 15) clocks.Add(("since_long", "entry", random.Next(1, 4)));
        if (grade && clocks.Count < 3 && random.Next(100) < 40) clocks.Add(("since_grade", "grade", random.Next(1, 3)));
        return new RandomFamily(name, grade, arm, clocks);
    }

    public string Declaration(Func<int, string> duration)
    {
        var parts = new List<string>();
        foreach (var (name, of, cycles) in Clocks) parts.Add($"{name}: {{ clock: {of}, up_to: {duration(cycles)} }}");
        if (HasGrade) parts.Add("grade: [1, 2, 3]");
        if (HasArm) parts.Add("arm: [none, part, full]");
        return $"  {Name}: {{ {string.Join(", ", parts)} }}";
    }

    /// <summary>Conditions on its states; at least one.</summary>
    public IEnumerable<string> Conditions()
    {
        yield return "cycle > 0 years";
        if (HasGrade) yield return "grade >= 2";
        if (HasGrade) yield return "not (grade = 2)";
        if (HasArm) yield return "arm != none";
        if (HasArm) yield return "arm = full or arm = part";
        if (HasGrade && HasArm) yield return "grade < 3 and arm = none";
        foreach (var (name, _, _) in Clocks) yield return $"{name} > 0.5 * cycle";
        foreach (var (name, _, _) in Clocks) yield return $"{name} < 1.5 * cycle";
    }

    /// <summary>The whole family, or a part of it.</summary>
    public string Selector(Random random)
    {
        var conditions = Conditions().ToArray();
        return IsPlain || random.Next(2) == 0 ? Name : $"{Name} where {conditions[random.Next(conditions.Length)]}";
    }

    /// <summary>A target that can be reached from anywhere.</summary>
    public string Complete(Random random)
    {
        var changes = new List<string>();
        if (HasGrade) changes.Add($"grade = {random.Next(1, 4)}");
        if (HasArm) changes.Add($"arm = {Arm(random)}");
        return changes.Count == 0 ? Name : $"{Name} with {string.Join(" and ", changes)}";
    }

    /// <summary>Targets within the family that can be reached from every state of it.</summary>
    public IEnumerable<string> Changes(Random random)
    {
        yield return Name;
        yield return Complete(random);
        if (HasGrade) yield return $"grade = {random.Next(1, 4)}";
        if (HasGrade) yield return $"{Name} with grade = {random.Next(1, 4)}";
        if (HasArm) yield return $"arm = {Arm(random)}";
        if (HasArm) yield return $"{Name} with arm = {Arm(random)}";
        if (HasArm && HasGrade) yield return $"arm = {Arm(random)} and grade = {random.Next(1, 4)}";
    }

    private static string Arm(Random random) => random.Next(3) switch
    {
        0 => "none",
        1 => "part",
        _ => "full",
    };
}
