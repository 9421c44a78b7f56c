using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Benchmarks.Yardstick;

/// <summary>A kernel in C++ for exactly the Sick-Sicker analysis, which is no part of this repository: compiled where its source is at hand, run, and its report read.</summary>
internal sealed class HandWrittenKernel : IDisposable
{
    /// <summary>Draws, strategies and points of the kernel's curves are fixed in it.</summary>
    private const int CurveDraws = 10_000;

    private const string Source = ".cpp";
    private const string Compiler = "g++";

    private readonly DirectoryInfo? _folder;
    private readonly string _program;

    private HandWrittenKernel(string program, DirectoryInfo? folder) => (_program, _folder) = (program, folder);

    /// <summary>The kernel, or what it lacks.</summary>
    /// <param name="path">Its source in C++, or the program; null where none was given.</param>
    public static (HandWrittenKernel? Kernel, string? Missing) From(string? path)
    {
        if (string.Join("; ", WhatIsMissing(path)) is { Length: > 0 } missing) return (null, missing);
        if (Path.GetExtension(path) is not Source) return (new HandWrittenKernel(path!, null), null);

        var folder = Directory.CreateTempSubdirectory("yardstick");
        var program = Path.Combine(folder.FullName, "yardstick");
        try
        {
            Output(Compiler, ["-O3", "-march=native", "-std=c++17", "-o", program, path!]);
            return (new HandWrittenKernel(program, folder), null);
        }
        catch (InvalidOperationException exception)
        {
            folder.Delete(recursive: true);
            return (null, $"it does not compile: {exception.Message}");
        }
    }

    /// <summary>All of it at once; the processor is asked before its program is run, which would end with an illegal instruction.</summary>
    private static IEnumerable<string> WhatIsMissing(string? path)
    {
        if (path is null) yield return "no path to its source (.cpp) or program was given";
        else if (!File.Exists(path)) yield return $"there is no file {path}";
        if (!Avx512F.IsSupported) yield return "it is written for AVX-512, which this processor does not have (or the run time is told not to use)";
        if (Path.GetExtension(path) is null or Source && !HasCompiler()) yield return $"{Compiler}, which compiles its source, is not installed";
    }

    private static bool HasCompiler()
    {
        try
        {
            Output(Compiler, ["--version"]);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs it once.</summary>
    /// <exception cref="InvalidOperationException">It failed, or its report is not the one that is known here.</exception>
    public Throughput Measure()
    {
        var report = Output(_program, []);
        var propagation = Math.Max(Number(report, "unrolled k=1 "), Number(report, "k=2 "));   // the same code with one vector and with two
        var total = 1e3 / Number(report, "total unrolled ");
        var curves = Number(report, "CEAC+EVPI+loss: ") * 1e9 / CurveDraws;
        return new Throughput(1e3 / Number(report, "blocked by 1024: sampling only "), 1e3 / propagation, total, curves, total + curves);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Delete(recursive: true);

    /// <summary>The number that follows some words of the report.</summary>
    private static double Number(string report, string words)
    {
        var start = report.IndexOf(words, StringComparison.Ordinal) + words.Length;
        var length = report.AsSpan(start).IndexOfAny(' ', ',');
        return report.Contains(words, StringComparison.Ordinal) && double.TryParse(report.AsSpan(start, Math.Max(0, length)), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new InvalidOperationException($"The yardstick's report has no number after '{words}'.");
    }

    private static string Output(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result.Trim()}");
    }
}
