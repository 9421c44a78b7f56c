using CostSim.Cohort;
using CostSim.Cohort.Recording;

namespace CostSim.Calibration;

/// <summary>Calculates what a model says of its targets, for one block of draws after another. One for each thread.</summary>
internal sealed class TargetSimulation
{
    private readonly CellRun[] _cells;
    private readonly double[][] _values;

    /// <param name="model">May be shared between threads.</param>
    /// <param name="width">Draws in a block, a positive multiple of 8.</param>
    public TargetSimulation(TargetModel model, int width)
    {
        Width = width;
        _cells = [.. model.Cells.Select(cell => new CellRun(cell, width))];
        _values = [.. model.Targets.Select(_ => new double[width])];
    }

    /// <summary>Draws in a block.</summary>
    public int Width { get; }

    /// <summary>Simulates consecutive draws.</summary>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    public void Run(long firstDraw, int draws)
    {
        foreach (var cell in _cells) cell.Run(firstDraw, draws, _values);
    }

    /// <summary>What the model said of a target in the last block; as many count as draws were simulated.</summary>
    public ReadOnlySpan<double> this[int target] => _values[target];

    /// <summary>Copies the values that a parameter had in the last block.</summary>
    /// <param name="parameter">Its place among the scenario's parameters.</param>
    /// <param name="values">Receives them; as many as draws were simulated.</param>
    public void CopyParameter(int parameter, Span<double> values) => _cells[0].CopyParameter(parameter, values);

    private sealed class CellRun
    {
        private readonly TargetModel.Cell _cell;
        private readonly (CohortSimulation Simulation, OccupancyRecorder Occupancy)[] _profiles;
        private readonly double[] _weights;

        public CellRun(TargetModel.Cell cell, int width)
        {
            _cell = cell;
            _weights = new double[width];
            Func<Models.HealthState, bool>[] sets = [.. cell.Quantities.SelectMany(item => item.Quantity.Sets)];
            _profiles = [.. cell.Plan.Profiles.Select(plan => (new CohortSimulation(plan, width, isTraced: sets.Length > 0), new OccupancyRecorder(plan, sets, cell.Cycles, width)))];
        }

        public void CopyParameter(int parameter, Span<double> values) => _profiles[0].Simulation.CopyParameter(parameter, values);

        public void Run(long firstDraw, int draws, double[][] values)
        {
            var known = _cell.Quantities.Select(item => new double[item.Quantity.Sets.Count + item.Quantity.Totals.Count][]).ToArray();
            foreach (var columns in known)
            {
                for (var name = 0; name < columns.Length; name++) columns[name] = new double[draws];
            }
            foreach (var (simulation, occupancy) in _profiles)
            {
                if (_cell.Quantities.Any(item => item.Quantity.Sets.Count > 0)) simulation.Observe(firstDraw, draws, occupancy);
                else simulation.Run(firstDraw, draws);
                if (_cell.Plan.HasProfiles) simulation.CopyWeight(_weights.AsSpan(0, draws));
                else _weights.AsSpan(0, draws).Fill(1);
                Add(simulation, occupancy, draws, known);
            }
            var row = new double[known.Max(columns => columns.Length)];
            for (var q = 0; q < known.Length; q++)
            {
                var (target, quantity) = _cell.Quantities[q];
                for (var d = 0; d < draws; d++)
                {
                    for (var name = 0; name < known[q].Length; name++) row[name] = known[q][name][d];
                    values[target][d] = quantity.Evaluate(row.AsSpan(0, known[q].Length));
                }
            }
        }

        /// <summary>Adds a profile's shares and totals, by its weight.</summary>
        private void Add(CohortSimulation simulation, OccupancyRecorder occupancy, int draws, double[][][] known)
        {
            var set = 0;
            for (var q = 0; q < known.Length; q++)
            {
                var quantity = _cell.Quantities[q].Quantity;
                for (var s = 0; s < quantity.Sets.Count; s++) AddWeighted(occupancy[set++], known[q][s]);
                for (var t = 0; t < quantity.Totals.Count; t++) AddWeighted(simulation.Total(0, quantity.Totals[t]), known[q][quantity.Sets.Count + t]);
            }

            void AddWeighted(ReadOnlySpan<double> from, double[] to)
            {
                for (var d = 0; d < draws; d++) to[d] += _weights[d] * from[d];
            }
        }
    }
}
