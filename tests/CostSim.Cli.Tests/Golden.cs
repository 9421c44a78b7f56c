namespace CostSim.Cli.Tests;

/// <summary>Texts that a person has read and found right. tests/README.md tells how they are renewed.</summary>
internal static class Golden
{
    /// <summary>Set to 1, it makes every test write what it sees in place of what it expects; read the diff before it is committed.</summary>
    public const string Renew = "COSTSIM_RENEW_GOLDENS";

    /// <summary>Compares with <c>tests/CostSim.Cli.Tests/Goldens/NAME</c>.</summary>
    public static void Equal(string name, string actual) => EqualFile(Repository.PathOf("tests", "CostSim.Cli.Tests", "Goldens", name), actual);

    public static void EqualFile(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable(Renew) == "1") File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{path} is missing; {Renew}=1 writes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
