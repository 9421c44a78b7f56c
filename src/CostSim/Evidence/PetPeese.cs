using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>The effect corrected for small-study effects: PET where it shows no effect, PEESE where it shows one.</summary>
/// <param name="Pet">Line over standard errors.</param>
/// <param name="Peese">Line over variances, which bends towards the large studies and is less biased where there is an effect.</param>
public sealed record PetPeese(FunnelRegression Pet, FunnelRegression Peese)
{
    /// <summary>One-sided level of the test by which PEESE is taken (Stanley &amp; Doucouliagos 2014, section 3).</summary>
    private const double Level = 0.05;

    /// <summary>"PEESE" where PET finds an effect at 5%, one-sided; else "PET".</summary>
    public string Chosen => Pet.Intercept.P < 2 * Level ? "PEESE" : "PET";

    /// <summary>The corrected effect.</summary>
    public Coefficient Effect => Chosen == "PET" ? Pet.Intercept : Peese.Intercept;

    /// <returns>Null with fewer than three studies, or where all are of one precision.</returns>
    public static PetPeese? Of(IReadOnlyList<Study> studies) =>
        FunnelRegression.Of(studies, overVariance: false) is { } pet && FunnelRegression.Of(studies, overVariance: true) is { } peese ? new PetPeese(pet, peese) : null;
}
