using BenchmarkDotNet.Running;
using CostSim.Benchmarks;
using CostSim.Benchmarks.Yardstick;

if (args is [SamplingPrecision.Command]) SamplingPrecision.Print(Console.Out);
else if (args is [YardstickTable.Command, .. var path] && path.Length <= 1) YardstickTable.Print(path is [var given] ? given : null, Console.Out);
else if (args is [SamplingTable.Command, .. var names]) SamplingTable.Print(Console.Out, string.Join(' ', names));
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
