using BenchmarkDotNet.Running;
using CostSim.Benchmarks;

if (args is [SamplingPrecision.Command]) SamplingPrecision.Print(Console.Out);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
