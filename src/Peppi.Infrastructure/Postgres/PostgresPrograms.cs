using System.Globalization;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>PostgreSQL's server programs on this machine.</summary>
/// <param name="Folder">Folder of initdb, pg_ctl and postgres.</param>
/// <param name="Major">Their major version.</param>
internal sealed record PostgresPrograms(string Folder, int Major)
{
    /// <summary>The oldest version that serves: security-invoker views and ICU collations came with it.</summary>
    public const int OldestMajor = 15;

    /// <summary>Path of one program.</summary>
    public string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>Finds the programs: where the setting says, else on the PATH, else where Debian puts them (the newest).</summary>
    /// <param name="binPath">The setting, or null.</param>
    /// <param name="dataMajor">The version that made the data, which alone can open them; null for a new server.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Result<PostgresPrograms>> FindAsync(string? binPath, int? dataMajor, CancellationToken cancellation)
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in binPath is null ? Candidates() : [binPath])
        {
            if (!File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "pg_ctl"))) continue;
            if (await MajorOfAsync(folder, cancellation) is not { } major) continue;
            if (dataMajor is null ? major >= OldestMajor : major == dataMajor) return new PostgresPrograms(folder, major);
            found.Add(new PostgresPrograms(folder, major));
        }

        if (dataMajor is not null && (found.Count > 0 || binPath is null))
        {
            return PostgresErrors.ProgramsMissing(
                $"The data were made by PostgreSQL {dataMajor}, and its server programs are not on this machine.", $"postgresql-{dataMajor}");
        }

        return PostgresErrors.ProgramsMissing(found.Count > 0
            ? $"PostgreSQL {found[0].Major} in {found[0].Folder} is too old: Peppi needs {OldestMajor} or newer."
            : binPath is null ? "PostgreSQL's server programs (initdb, pg_ctl, postgres) are not on this machine." : $"There is no initdb and pg_ctl in {binPath} (Postgres__BinPath).");
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A folder of links (as Debian's or a Homebrew's) is resolved, so that the server finds its own library folder.
            var initdb = new FileInfo(Path.Combine(folder, "initdb"));
            if (initdb.Exists) yield return Path.GetDirectoryName(initdb.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? initdb.FullName)!;
        }

        const string debian = "/usr/lib/postgresql";
        if (!Directory.Exists(debian)) yield break;
        foreach (var version in Directory.GetDirectories(debian)
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0)
            .OrderDescending())
        {
            yield return Path.Combine(debian, version.ToString(CultureInfo.InvariantCulture), "bin");
        }
    }

    private static async Task<int?> MajorOfAsync(string folder, CancellationToken cancellation)
    {
        var outcome = await ChildProcess.RunAsync([Path.Combine(folder, "pg_ctl"), "--version"], cancellation: cancellation);
        var version = outcome.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(word => char.IsAsciiDigit(word[0])) ?? "";
        var digits = new string([.. version.TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
