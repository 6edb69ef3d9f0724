using System.Globalization;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>The account that an embedded server runs under: one's own, or an unprivileged one when Peppi runs as root.</summary>
/// <param name="UserId">Its user id when it must be switched to; null for one's own.</param>
/// <param name="GroupId">Its group.</param>
internal sealed record ServerAccount(string? UserId, string? GroupId)
{
    private const string OwnName = "peppi";

    /// <summary>The command, under this account.</summary>
    public IEnumerable<string> Command(params IEnumerable<string> words) =>
        UserId is null ? words : ["setpriv", $"--reuid={UserId}", $"--regid={GroupId}", "--init-groups", "--inh-caps=-all", .. words];

    /// <summary>Runs a command under this account.</summary>
    public Task<ChildOutcome> RunAsync(IEnumerable<string> words, CancellationToken cancellation, string input = "") =>
        ChildProcess.RunAsync(Command(words), input, cancellation);

    /// <summary>Chooses the account: the owner of data that exist, else <c>postgres</c> as the Debian package made it, else one made for Peppi.</summary>
    /// <param name="dataFolder">The data folder, which may not exist yet.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Result<ServerAccount>> ChooseAsync(string dataFolder, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new ServerAccount(null, null);

        if (Directory.Exists(dataFolder))
        {
            var owner = await ChildProcess.RunAsync(["stat", "-c", "%u %g", dataFolder], cancellation: cancellation);
            if (owner.Succeeded && owner.Output.Split(' ') is [not "0" and var user, var group]) return new ServerAccount(user, group);
        }

        foreach (var name in (string[])["postgres", OwnName])
        {
            if (Lookup(name) is { } account) return account;
        }

        var made = await ChildProcess.RunAsync(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", OwnName], cancellation: cancellation);
        return Lookup(OwnName) is { } created ? created : PostgresErrors.NoAccount(made.Output);
    }

    private static ServerAccount? Lookup(string name) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name) is { } found
        && int.TryParse(found[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0
            ? new ServerAccount(found[2], found[3])
            : null;
}
