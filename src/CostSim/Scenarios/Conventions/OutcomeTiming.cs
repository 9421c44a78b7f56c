using CostSim.Units;

namespace CostSim.Scenarios.Conventions;

/// <summary>When an outcome is counted and from when it is discounted.</summary>
/// <param name="Correction">How time in a state is reckoned.</param>
/// <param name="Discounting">Where in its cycle membership is discounted, 0 at its start to 1 at its end; used where it belongs to a cycle.</param>
/// <param name="Events">When in its cycle an event is taken to happen and to be paid, 0 at its start to 1 at its end.</param>
/// <param name="Compounding">How the yearly rate is applied.</param>
public sealed record OutcomeTiming(CycleCorrection Correction, double Discounting, double Events, Compounding Compounding)
{
    /// <summary>Whole years are told from times that rounding has left just below them.</summary>
    private const double Rounding = 1e-9;

    /// <summary>A convention with the times that go with it.</summary>
    /// <remarks>
    /// What counts the mean over a cycle takes events half-way through; without a correction events are counted where the cycle ends, since the boundary
    /// after them is the first that shows them.
    /// </remarks>
    public static OutcomeTiming Of(CycleCorrection correction, Compounding compounding = Compounding.Yearly) => correction switch
    {
        CycleCorrection.StartOfCycle => new(correction, 0, 0, compounding),
        CycleCorrection.EndOfCycle or CycleCorrection.None => new(correction, 1, 1, compounding),
        _ => new(correction, 0.5, 0.5, compounding),
    };

    /// <summary>What being in a state at a boundary counts, in years: cycle correction and discounting in one number.</summary>
    /// <param name="boundary">0 to <paramref name="cycles"/>.</param>
    /// <param name="cycles">How many there are.</param>
    /// <param name="cycle">Their length.</param>
    /// <param name="rate">The discount rate per year.</param>
    public double AtBoundary(int boundary, int cycles, Duration cycle, double rate)
    {
        switch (Correction)
        {
            case CycleCorrection.StartOfCycle:
                return boundary == cycles ? 0 : cycle.Years * Factor(rate, cycle.Times(boundary + Discounting));
            case CycleCorrection.EndOfCycle:
                return boundary == 0 ? 0 : cycle.Years * Factor(rate, cycle.Times(boundary - 1 + Discounting));
            case CycleCorrection.LifeTable:
                var asEnd = boundary == 0 ? 0 : Factor(rate, cycle.Times(boundary - 1 + Discounting));
                var asStart = boundary == cycles ? 0 : Factor(rate, cycle.Times(boundary + Discounting));
                return cycle.Years * 0.5 * (asEnd + asStart);
            default:
                return cycle.Years * Correction.Weight(boundary, cycles) * Factor(rate, cycle.Times(boundary));
        }
    }

    /// <summary>What an event within a cycle counts.</summary>
    /// <param name="number">The number of the cycle, from 0.</param>
    /// <param name="cycle">Its length.</param>
    /// <param name="rate">The discount rate per year.</param>
    public double OfEvent(int number, Duration cycle, double rate) => Factor(rate, cycle.Times(number + Events));

    private double Factor(double rate, double years) => Compounding switch
    {
        Compounding.Continuous => Math.Exp(-rate * years),
        Compounding.WholeYears => Math.Pow(1 + rate, -Math.Floor(years + Rounding)),
        _ => Math.Pow(1 + rate, -years),
    };
}
