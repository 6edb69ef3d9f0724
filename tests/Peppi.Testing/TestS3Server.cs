using System.Diagnostics;
using System.Globalization;

namespace Peppi.Testing;

/// <summary>A real S3-compatible server (npm's s3rver, of <c>tests/clients</c>) over a folder of its own, with one empty bucket.</summary>
public sealed class TestS3Server : IAsyncDisposable
{
    // The server's own constants: it checks signatures by them.
    private const string Key = "S3RVER";
    private const string Bucket = "peppi";

    private readonly Process process;
    private readonly string folder;

    private TestS3Server(Process process, string folder, string port)
    {
        this.process = process;
        this.folder = folder;
        Settings = new Dictionary<string, string?>
        {
            ["Storage:S3:Endpoint"] = $"http://127.0.0.1:{port}",
            ["Storage:S3:Bucket"] = Bucket,
            ["Storage:S3:AccessKey"] = Key,
            ["Storage:S3:SecretKey"] = Key,
        };
    }

    /// <summary>What makes Peppi keep contents there.</summary>
    public Dictionary<string, string?> Settings { get; }

    /// <summary>The keys of what it keeps.</summary>
    public IReadOnlyList<string> Keys => [.. Directory.GetFiles(Path.Combine(folder, Bucket), "*_object", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(folder, Bucket), path).Replace("._S3rver_object", "", StringComparison.Ordinal))];

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<TestS3Server> StartAsync()
    {
        var program = Path.Combine(Root(), "tests", "clients", "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program)) throw new InvalidOperationException("The test server is not there: run ./peppi test, or npm ci in tests/clients.");
        var folder = Directory.CreateTempSubdirectory("peppi-s3-").FullName;
        var process = Process.Start(new ProcessStartInfo("node",
            [program, "--directory", folder, "--address", "127.0.0.1", "--port", "0", "--silent", "--no-vhost-buckets", "--configure-bucket", Bucket])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {

            // From here on it is silent.
            if (!line.StartsWith("S3rver listening on ", StringComparison.Ordinal)) continue;
            var port = int.Parse(line[(line.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
            return new TestS3Server(process, folder, port.ToString(CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException("The test server did not start.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside of their repository.");
    }
}
