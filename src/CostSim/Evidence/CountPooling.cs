using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>Pools two-by-two tables as counts, which keeps studies with few events in their place.</summary>
internal static class CountPooling
{
    public static PooledEffect Pool(IReadOnlyList<Study> studies, PoolingOptions options) => options switch
    {
        { Method: PoolingMethod.Peto } => Peto(studies, options),
        { Measure: EffectMeasure.LogOddsRatio } => OddsRatio(studies, options),
        _ => RiskRatio(studies, options),
    };

    /// <summary>Variance of Greenland &amp; Robins (1985), Biometrics 41:55.</summary>
    private static PooledEffect RiskRatio(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        var (treated, control, product) = (0.0, 0.0, 0.0);
        foreach (var c in studies.Select(study => study.Counts!))
        {
            treated += c.Events * c.ControlTotal / c.Patients;
            control += c.ControlEvents * c.Total / c.Patients;
            product += (c.Total * c.ControlTotal * (c.Events + c.ControlEvents) - c.Events * c.ControlEvents * c.Patients) / (c.Patients * c.Patients);
        }
        var error = Math.Sqrt(product / (treated * control));
        return Of(studies, options, Math.Log(treated / control), error, c => c.ControlEvents * c.Total / c.Patients);
    }

    /// <summary>Variance of Robins, Breslow &amp; Greenland (1986), Biometrics 42:311.</summary>
    private static PooledEffect OddsRatio(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        var (r, s, pr, ps, qr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var c in studies.Select(study => study.Counts!))
        {
            var (agree, disagree) = ((c.Events + c.ControlNonEvents) / c.Patients, (c.NonEvents + c.ControlEvents) / c.Patients);
            var (ri, si) = (c.Events * c.ControlNonEvents / c.Patients, c.NonEvents * c.ControlEvents / c.Patients);
            r += ri;
            s += si;
            pr += agree * ri;
            ps += agree * si;
            qr += disagree * ri;
            qs += disagree * si;
        }
        var error = Math.Sqrt(pr / (2 * r * r) + (ps + qr) / (2 * r * s) + qs / (2 * s * s));
        return Of(studies, options, Math.Log(r / s), error, c => c.NonEvents * c.ControlEvents / c.Patients);
    }

    /// <summary>Yusuf et al. (1985), Prog Cardiovasc Dis 27:335: <c>Σ(O − E) / ΣV</c>, V hypergeometric.</summary>
    private static PooledEffect Peto(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        var (difference, variance) = (0.0, 0.0);
        foreach (var c in studies.Select(study => study.Counts!))
        {
            difference += c.Events - Expected(c);
            variance += Hypergeometric(c);
        }
        return Of(studies, options, difference / variance, 1 / Math.Sqrt(variance), Hypergeometric);
    }

    /// <summary><c>Σ V·((O − E)/V − θ)²</c>: deviations of the studies' own Peto odds ratios.</summary>
    public static double PetoQ(IReadOnlyList<Study> studies, double estimate) => studies.Select(study => study.Counts!).Sum(c =>
    {
        var deviation = (c.Events - Expected(c)) / Hypergeometric(c) - estimate;
        return Hypergeometric(c) * deviation * deviation;
    });

    /// <summary>Events of the first arm if both arms were alike.</summary>
    private static double Expected(EventCounts c) => c.Total * (c.Events + c.ControlEvents) / c.Patients;

    private static double Hypergeometric(EventCounts c)
    {
        var events = c.Events + c.ControlEvents;
        return c.Total * c.ControlTotal * events * (c.Patients - events) / (c.Patients * c.Patients * (c.Patients - 1));
    }

    private static PooledEffect Of(IReadOnlyList<Study> studies, PoolingOptions options, double estimate, double error, Func<EventCounts, double> weight)
    {
        double[] weights = [.. studies.Select(study => weight(study.Counts!))];
        var sum = weights.Sum();
        return Pooling.Describe(studies, options, estimate, error, error, tauSquared: 0, [.. weights.Select(w => w / sum)]);
    }
}
