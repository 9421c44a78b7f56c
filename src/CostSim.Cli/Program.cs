using CostSim.Cli;

return await CommandLine.InvokeAsync(args, Surroundings.OfThisProcess());
