using CostSim.Diagnostics;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>A number, or a table of numbers, that a scenario must supply.</summary>
/// <param name="Name">As scenarios and expressions use it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Unit">The unit of every number.</param>
/// <param name="Minimum">The least value that makes sense, in the unit; may be minus infinity.</param>
/// <param name="Maximum">The greatest value that makes sense; may be infinity.</param>
/// <param name="By">What a table is indexed by, outermost first; empty for a single number.</param>
/// <param name="About">What it means.</param>
public sealed record ModelInput(string Name, SourceLocation At, Unit Unit, double Minimum, double Maximum, IReadOnlyList<LabelSet> By, string About)
{
    /// <summary>The names of the input's numbers: <c>u_kl.1</c> … <c>u_kl.4</c>, or the name itself.</summary>
    public IEnumerable<string> ElementNames() =>
        By.Aggregate((IEnumerable<string>)[Name], (names, set) => names.SelectMany(name => set.Labels.Select(label => $"{name}.{label}")));
}

/// <summary>A life table that a scenario must supply; in expressions a function of age that gives a death rate per year.</summary>
public sealed record LifeTableInput(string Name, SourceLocation At, string About);

/// <summary>A table of numbers by age or time that a scenario must supply; in expressions a function of a time.</summary>
/// <param name="Unit">The unit of every number.</param>
/// <param name="Minimum">The least value that makes sense, in the unit; may be minus infinity.</param>
/// <param name="Maximum">The greatest value that makes sense; may be infinity.</param>
public sealed record TimeTableInput(string Name, SourceLocation At, Unit Unit, double Minimum, double Maximum, string About);

/// <summary>Something about the patients that a scenario's population must state, such as the body-mass index.</summary>
public sealed record PatientCharacteristic(string Name, SourceLocation At, Unit Unit, double Minimum, double Maximum, string About);
