using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;

namespace CostSim.Scenarios.Readers;

/// <summary>Reads a scenario file, its model and the tables that it names, and checks all of it.</summary>
public sealed partial class ScenarioReader
{
    /// <summary>The age at which a lifetime ends: the closing age of most life tables.</summary>
    private const double LifetimeEnd = 100;

    /// <summary>Far more than a lifetime in weekly cycles.</summary>
    private const int MaximumCycles = 20_000;

    private readonly string _path;
    private readonly TextSource _source;
    private readonly Problems _problems;
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>Tables by file, since several parameters may rest on one; null after a problem, which was told then.</summary>
    private readonly Dictionary<string, CsvTable?> _csvTables = [];

    private ScenarioReader(string path, TextSource source, Problems problems) => (_path, _source, _problems) = (path, source, problems);

    /// <summary>Reads a scenario.</summary>
    /// <param name="path">Its path; the files that it names are looked for from its folder.</param>
    /// <param name="source">Gives the files' texts.</param>
    /// <param name="overrides">Values that replace the scenario's own.</param>
    /// <param name="problems">Receives all that is wrong.</param>
    /// <returns>The scenario, or null when there was an error.</returns>
    public static Scenario? Read(string path, TextSource source, IReadOnlyList<Override> overrides, Problems problems)
    {
        var found = new Problems();
        var scenario = new ScenarioReader(path, source, found).Read(overrides);
        problems.AddRange(found);
        return found.HasErrors ? null : scenario;
    }

    private Scenario? Read(IReadOnlyList<Override> overrides)
    {
        if (ReadWithBases() is not { } mapping) return null;
        var root = new Fields(mapping, "a scenario", _problems);
        var name = root.Scalar("scenario", "the question that it answers", required: true)?.Text ?? "";
        var about = root.Scalar("about", "a text")?.Text ?? "";
        _ = root.Optional(Extends);   // done already, and known where keys are listed
        var model = ReadModel(root.Scalar("model", "the path of a model file", required: true));
        var currency = root.Scalar("currency", "a currency and price year, such as 'USD 2024'", required: true);
        var correction = root.Required("cycle_correction", TimingReader.Expected);
        var willingnessToPay = ReadWillingnessToPay(root.Mapping("willingness_to_pay", "'{ from, to, step, thresholds }'", required: true));
        var parameters = root.Mapping("parameters", "the numbers that the model asks for");
        var lifeTables = root.Mapping("life_tables", "the files of the model's life tables");
        var tables = root.Mapping("tables", "the files of the model's tables by age or time");
        var strategies = root.Mapping("strategies", "the courses of action that compete", required: true);
        var reference = root.Scalar("reference", "the strategy that the others are compared with", required: true);
        var perspective = root.Scalar("perspective", "whose costs count");
        var population = root.Mapping("population", "who the patients are");
        var horizon = root.Scalar("horizon", "'lifetime', or a length of time such as '10 years'", required: true);
        var discount = root.Mapping("discount", "a rate per year for 'cost' and 'qaly'", required: true);
        var psa = root.Mapping("psa", "draws, seed and sampling, or a sample", required: true);
        var correlations = root.Optional("correlations");
        var verify = root.Mapping("verify", "what you intend, for 'costsim verify'");
        var locale = ReadLocale(root.Scalar("locale", "how reports write numbers"));
        var limitations = ReadLimitations(root.List("limitations", "what is weak about it, a sentence each"));
        var calibration = root.Mapping("calibration", "what the model is to be fitted to, for 'costsim calibrate'");
        root.RefuseOthers();

        // Nothing that follows means anything without the model.
        if (model is null) return null;
        ReadOwnModels(strategies, model);
        var asked = ModelUnion.Of(model, _ownModels, _problems);
        var definitions = ReadParameters(parameters, asked, currency?.Text ?? "", root.PlaceOf("parameters"), overrides);
        var written = ReadProfiles(population);
        ReadReplaced(population, written, asked);
        var profiles = Complete(written, asked, horizon, correction, lifeTables, mapping.At);
        var first = profiles.Count > 0 ? profiles[0] : null;
        // What is wrong with a profile is said of that profile, so nothing is read twice.
        var patients = written.Count > 0 ? first?.Population ?? NoPopulation : ReadPopulation(population, asked, mapping.At);
        var read = ReadStrategies(strategies, asked, definitions);
        if (reference is not null && read.Count > 0 && !read.Exists(strategy => strategy.Name == reference.Text))
            _problems.Error(reference.At, $"unknown strategy '{reference.Text}'", $"one of {string.Join(", ", read.Select(strategy => strategy.Name))}", reference.Text, read.Select(strategy => strategy.Name));
        var horizonCycles = written.Count > 0 ? profiles.Select(profile => (int?)profile.Cycles).Min() : ReadHorizon(horizon, asked, patients);
        var cycles = horizonCycles ?? 1;
        var (sampling, supplied) = ReadPsa(psa, definitions, overrides);
        var correlated = ReadCorrelations(correlations, supplied, sampling.Sampling);
        CheckDimensions(psa, sampling, supplied, correlated);
        if (sampling.Until is not null && willingnessToPay.Thresholds.Count == 0)
            _problems.Error(psa!.At, $"'{Until}' without thresholds at which to decide", "'thresholds' in 'willingness_to_pay'");
        var scenario = new Scenario
        {
            Name = name,
            About = about,
            File = _path,
            Texts = _texts,
            Document = mapping,
            Model = model,
            Population = patients,
            Perspective = ReadPerspective(perspective, model, mapping.At),
            Currency = currency?.Text ?? "",
            Cycles = cycles,
            Discount = ReadDiscount(discount, model),
            Timing = ReadTiming(correction, model, horizonCycles),
            WillingnessToPay = willingnessToPay,
            Psa = sampling,
            Parameters = supplied,
            Correlations = correlated,
            LifeTables = written.Count > 0 ? first?.LifeTables ?? new Dictionary<string, CohortMortality>() : ReadLifeTables(lifeTables, asked, patients, cycles, mapping.At),
            Tables = ReadTables(tables, asked, mapping.At),
            Profiles = profiles,
            Strategies = read,
            Reference = reference?.Text ?? "",
            Locale = locale,
            Limitations = limitations,
        };
        return scenario with { Expectations = ReadExpectations(verify, scenario), Calibration = ReadCalibration(calibration, scenario) };
    }

    private Model? ReadModel(ScalarNode? path)
    {
        if (path is null) return null;
        var file = Beside(path);
        return ReadText(file, path.At) is { } text ? ModelReader.Read(file, text, _problems) : null;
    }

    /// <summary>A path that a file names, seen from where that file's own path is seen from.</summary>
    private static string Beside(ScalarNode path) => Path.Combine(Path.GetDirectoryName(path.At.File) ?? "", path.Text).Replace('\\', '/');

    private string? ReadText(string file, SourceLocation at)
    {
        if (_texts.TryGetValue(file, out var known)) return known;
        var (text, trouble) = _source(file);
        if (text is null) _problems.Error(at, $"the file '{file}' cannot be read: {trouble}");
        else _texts[file] = text;
        return text;
    }

    private CsvTable? ReadTable(ScalarNode path)
    {
        var file = Beside(path);
        if (_csvTables.TryGetValue(file, out var known)) return known;
        return ReadText(file, path.At) is { } text ? _csvTables[file] = CsvTable.Read(file, text, _problems) : null;
    }
}
