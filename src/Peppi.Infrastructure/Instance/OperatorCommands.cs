using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Import;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Audit;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Files.Upkeep;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Instance;

/// <summary>The verbs of <c>./peppi</c> that operate an instance. Whoever may run them has the master key, so may do anything.</summary>
internal static class OperatorCommands
{
    /// <summary>The command that these arguments ask for; null where they are no verb of an operator.</summary>
    public static Func<CommandRun, Task<Error?>>? Find(string[] arguments) => arguments switch
    {
        ["import-users", var file] => run => ImportAsync(run, file, role: null),
        ["import-users", var file, "--role", var role] => run => ImportAsync(run, file, role),
        ["keys", "list"] => ListKeysAsync,
        ["keys", "rotate"] => RotateAsync,
        ["keys", "revoke", var kid] => run => TellAsync(run, new RevokeSigningKey(kid), _ => $"Key {kid} is revoked: what it signed is refused from now on. Apps refresh; nobody is signed out."),
        ["keys", "reissue", var role] => run => ReissueAsync(run, role),
        ["keys", "issue", var name] => run => IssueAsync(run, name, days: null),
        ["keys", "issue", var name, "--days", var days] when int.TryParse(days, CultureInfo.InvariantCulture, out var count) => run => IssueAsync(run, name, count),
        ["keys", "end", var id] when Guid.TryParse(id, out var key) => run => TellAsync(run, new RevokeServiceKey(key), name => $"Service key {name} is revoked."),
        ["keys", ..] => _ => Usage("./peppi keys list | rotate | revoke KID | reissue anon|service_role | issue NAME [--days N] | end ID"),
        ["audit", "verify"] => run => VerifyAsync(run, head: null),
        ["audit", "verify", "--head", var head] => run => VerifyAsync(run, head),
        ["audit", ..] => _ => Usage("./peppi audit verify [--head HEAD]"),
        ["retention"] => run => RetireAsync(run, dryRun: false),
        ["retention", "--dry-run"] => run => RetireAsync(run, dryRun: true),
        ["retention", "keep", var what, var days] when int.TryParse(days, CultureInfo.InvariantCulture, out var count) =>
            run => TellAsync(run, new SetRetention(what, count), _ => $"{what} is kept for {count} days. ./peppi retention --dry-run says what would go."),
        ["retention", "forget", var what] => run => TellAsync(run, new SetRetention(what, null), _ => $"{what} is kept for ever."),
        ["retention", ..] => _ => Usage("./peppi retention [--dry-run] | keep BUCKET/PREFIX|TABLE DAYS | forget BUCKET/PREFIX|TABLE"),
        ["import-users", ..] => _ => Usage("./peppi import-users FILE [--role ROLE]"),
        _ => null,
    };

    private static async Task<Error?> ImportAsync(CommandRun run, string file, string? role)
    {
        if (!File.Exists(file)) return new Error(ErrorKind.NotFound, "file_missing", $"There is no file {file}.");
        var outcome = await SendAsync(run, new ImportUsers(await File.ReadAllTextAsync(file, run.Stop), role));
        if (!outcome.Succeeded) return outcome.Error;
        run.Tell($"{outcome.Value.Accounts} accounts imported, {outcome.Value.WithoutPassword} of them without a password, {outcome.Value.Skipped} deleted or anonymous ones left out.");
        return null;
    }

    private static async Task<Error?> ListKeysAsync(CommandRun run)
    {
        var keys = await SendAsync(run, new ListKeys());
        if (!keys.Succeeded) return keys.Error;
        run.Tell("Signing keys");
        foreach (var key in keys.Value.Signing)
        {
            var until = key.Status == "previous" ? $", believed until {key.TrustedUntil:u}" : key.RevokedAt is { } revoked ? $" since {revoked:u}" : "";
            run.Tell($"  {key.Kid}  {(key.Purpose == "session" ? "sessions" : "API keys"),-8}  {key.Status}{until}, made {key.CreatedAt:u}");
        }

        run.Tell("API keys");
        foreach (var key in keys.Value.Api) run.Tell($"  {key.Role,-12}  issued {key.CreatedAt:u}");
        run.Tell("Service keys");
        foreach (var key in keys.Value.Service)
        {
            var state = key.RevokedAt is { } revoked ? $"revoked {revoked:u}" : key.ExpiresAt is { } end ? $"ends {end:u}" : "no end";
            run.Tell($"  {key.Id}  {key.Prefix}…  {key.Name}, {state}, last used {(key.LastUsedAt is { } used ? used.ToString("u", CultureInfo.InvariantCulture) : "never")}");
        }

        return null;
    }

    private static Task<Error?> RotateAsync(CommandRun run) =>
        TellAsync(run, new RotateSigningKeys(OnlyIfDue: false), kid => $"Key {kid} signs from now on; the one before is believed until its last token has expired.");

    private static async Task<Error?> ReissueAsync(CommandRun run, string role)
    {
        var error = await TellAsync(run, new ReissueApiKey(role), token => $"The new {role} key; the old one is refused from now on:\n{token}");
        if (error is null) await run.Services.GetRequiredService<InstancePreparation>().RefreshFactsAsync(run.Stop);
        return error;
    }

    private static Task<Error?> IssueAsync(CommandRun run, string name, int? days) =>
        TellAsync(run, new IssueServiceKey(name, days), secret => $"Service key {name}, shown this once:\n{secret}");

    private static async Task<Error?> TellAsync<T>(CommandRun run, IUseCase<T> request, Func<T, string> words)
    {
        var outcome = await SendAsync(run, request);
        if (outcome.Succeeded) run.Tell(words(outcome.Value));
        return outcome.Error;
    }

    private static async Task<Error?> VerifyAsync(CommandRun run, string? head)
    {
        var verdict = await SendAsync(run, new VerifyAuditLog(head));
        if (!verdict.Succeeded) return verdict.Error;
        var (linked, waiting, last, faults) = verdict.Value;
        run.Tell($"{linked} entries of the audit log are linked, {waiting} newer ones wait for the next link.");
        run.Tell($"Head       {last}");
        run.Tell("           Note it down elsewhere: ./peppi audit verify --head HEAD shows later whether the end was cut off.");
        return faults.Count == 0 ? null : new Error(ErrorKind.Conflict, "audit_log_altered", $"The audit log is not as it was written, in {faults.Count} places:",
            string.Join('\n', faults.Take(50).Select(fault => $"{fault.Kind}: {fault.Message}")));
    }

    private static async Task<Error?> RetireAsync(CommandRun run, bool dryRun)
    {
        var retired = await SendAsync(run, new ApplyRetention(dryRun));
        if (!retired.Succeeded) return retired.Error;
        foreach (var rule in retired.Value) run.Tell(RetentionLine(rule, dryRun));
        if (retired.Value.All(rule => rule.What.Contains(' ', StringComparison.Ordinal)))
            run.Tell("No rule is set for files or tables: they are kept for ever. ./peppi retention keep BUCKET/PREFIX|TABLE DAYS sets one.");
        return retired.Value.FirstOrDefault(rule => rule.Failure is not null) is { } failed
            ? new Error(ErrorKind.Conflict, "retention_incomplete", $"{failed.What}: {failed.Failure}")
            : null;
    }

    private static string RetentionLine(Retired rule, bool dryRun)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{rule.What,-32}  kept {rule.KeepDays,5} days (since {rule.Before:yyyy-MM-dd})  ");
        if (rule.Count == 0) return line + "nothing is older";
        var size = rule.Bytes switch
        {
            < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{(rule.Bytes + 999) / 1000} kB"),
            < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{rule.Bytes / 1e6:0.0} MB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{rule.Bytes / 1e9:0.0} GB"),
        };
        var isOfFiles = rule.What.Contains('/', StringComparison.Ordinal);
        var what = isOfFiles ? Many(rule.Count, "file") + $", {size}" : Many(rule.Count, "row") + (rule.Files > 0 ? $" with {Many(rule.Files, "file")}, {size}" : "");
        return string.Create(CultureInfo.InvariantCulture, $"{line}{what} {(dryRun ? "would go" : "gone")}, the oldest of {rule.Oldest:yyyy-MM-dd}");

        static string Many(long count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
    }

    private static Task<Error?> Usage(string line) => Task.FromResult<Error?>(new Error(ErrorKind.Invalid, "usage", "usage: " + line));

    private static async Task<Result<T>> SendAsync<T>(CommandRun run, IUseCase<T> request)
    {
        if (await run.Services.GetRequiredService<InstancePreparation>().OpenAsync(run.Stop) is { } closed) return closed;
        return await run.Services.GetRequiredService<CallerScopes>()
            .RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, run.Stop));
    }
}
