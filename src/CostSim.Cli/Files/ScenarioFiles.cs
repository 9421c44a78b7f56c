using System.Security.Cryptography;
using System.Text;
using CostSim.Documents;

namespace CostSim.Cli.Files;

/// <summary>A file that a scenario is made of.</summary>
/// <param name="Path">As it was named: relative to the current folder, or absolute.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its bytes; lower-case hexadecimal.</param>
internal sealed record ScenarioFile(string Path, long Bytes, string Sha256);

/// <summary>Reads the files that a scenario names, and remembers what exactly was read.</summary>
/// <remarks>The hash is taken of the bytes that the model was built from, so that no edit in between can make the two differ.</remarks>
internal sealed class ScenarioFiles(Surroundings surroundings)
{
    /// <summary>A YAML file that a person wrote is far below this.</summary>
    public const int LargestYaml = 8 * 1024 * 1024;

    /// <summary>A table of a million parameter sets or a life table is below this.</summary>
    public const int LargestTable = 64 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, ScenarioFile> _read = [];
    private readonly Dictionary<string, byte[]> _unhashed = [];

    /// <summary>Every file that was read, by path.</summary>
    public IReadOnlyCollection<ScenarioFile> Read
    {
        get
        {
            // Not before: most commands never ask, and what calculates hashes need not be loaded for them.
            foreach (var (path, bytes) in _unhashed) _read[path] = new ScenarioFile(path, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            _unhashed.Clear();
            return [.. _read.Values.OrderBy(file => file.Path, StringComparer.Ordinal)];
        }
    }

    /// <summary>The text of a file, or why it cannot be had; a <see cref="TextSource"/>.</summary>
    public TextResult Text(string path)
    {
        try
        {
            var absolute = surroundings.Absolute(path);
            if (Directory.Exists(absolute)) return TextResult.Failed("it is a folder");
            var limit = Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML" ? LargestYaml : LargestTable;
            if (ReadUpTo(absolute, limit) is not { } bytes)
                return TextResult.Failed($"it has more than {limit / (1024 * 1024)} MB, the most that is read of {(limit == LargestYaml ? "a YAML file" : "a table")}");
            var text = Decode(bytes);
            _unhashed[path] = bytes;
            return TextResult.Of(text);
        }
        catch (DecoderFallbackException wrong)
        {
            return TextResult.Failed($"it is not UTF-8 text: a stray byte 0x{wrong.BytesUnknown?[0]:x2} at offset {wrong.Index}");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return TextResult.Failed("no such file");
        }
        catch (UnauthorizedAccessException)
        {
            return TextResult.Failed("you may not read it");
        }
        catch (Exception trouble) when (trouble is IOException or ArgumentException or NotSupportedException)
        {
            return TextResult.Failed(trouble.Message);
        }
    }

    /// <summary>All bytes of a file, or null when there are more than <paramref name="limit"/>; never holds many more than that.</summary>
    /// <remarks>The length is looked at before anything is read; a device or a pipe tells none, so reading stops at the limit as well.</remarks>
    private static byte[]? ReadUpTo(string path, int limit)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        if (file.CanSeek && file.Length > limit) return null;
        using var bytes = new MemoryStream(file.CanSeek ? (int)file.Length : 0);
        var buffer = new byte[64 * 1024];
        while (file.Read(buffer) is > 0 and var count)
        {
            if (bytes.Length + count > limit) return null;
            bytes.Write(buffer, 0, count);
        }
        return bytes.ToArray();
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        return StrictUtf8.GetString(bytes.StartsWith(byteOrderMark) ? bytes[byteOrderMark.Length..] : bytes);
    }
}
