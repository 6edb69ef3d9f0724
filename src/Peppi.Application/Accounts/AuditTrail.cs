using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts;

/// <summary>
/// Writes into the audit log what changes no row, such as a failed sign-in; everything else is written by triggers, whichever way it
/// was done. Each entry is a transaction of its own: what it tells of was refused. None is stopped by a caller who hangs up.
/// </summary>
internal sealed class AuditTrail(AccountsDbContext accounts, IAttemptLimiter limiter, CallerContext caller, TimeProvider time)
{
    /// <summary>Somebody gave a wrong password, or a right one for an account that may not be used.</summary>
    /// <param name="account">Whose account, where there is one.</param>
    /// <param name="address">The address that was given; what has no at-sign may be a password in the wrong field, and is not kept.</param>
    /// <param name="reason">The code of the refusal.</param>
    public Task SignInFailedAsync(Guid? account, string address, string reason) =>
        NoteAsync("sign_in_failed", "account", account?.ToString(), new JsonObject
        {
            ["email"] = address.Contains('@', StringComparison.Ordinal) ? Text.Cut(address, 254) : null,
            ["reason"] = reason,
        });

    /// <summary>Somebody who is signed in gave a wrong code of a second factor.</summary>
    public Task FactorFailedAsync(Guid account) =>
        NoteAsync("factor_failed", "account", account.ToString(), after: null);

    /// <summary>
    /// Somebody tried a link, a code, a nonce or a refresh token that does not open anything. What is nobody's can be invented without end:
    /// of that, one entry for a network and ten minutes; of what is somebody's, a hundred in an hour.
    /// </summary>
    /// <param name="action">What was tried: <c>link_failed</c>, <c>code_failed</c>, <c>nonce_failed</c> or <c>refresh_failed</c>.</param>
    /// <param name="account">Whose account, where that is known.</param>
    /// <param name="address">The address that was given, if one was.</param>
    public async Task GuessFailedAsync(string action, Guid? account, string? address)
    {
        var ip = caller.Current.IpAddress;
        var network = LimitKeys.Site(ip) ?? LimitKeys.Network(ip);
        var limit = account is { } whose
            ? new AttemptLimit($"noted:{action}:{whose}:{network}", 100, TimeSpan.FromHours(1))
            : new AttemptLimit($"noted:{action}:{network}", 1, TimeSpan.FromMinutes(10));
        if ((await limiter.CountAsync([limit], CancellationToken.None)).Exceeded) return;
        await NoteAsync(action, "account", account?.ToString(), address is null ? null : new JsonObject
        {
            ["email"] = address.Contains('@', StringComparison.Ordinal) ? Text.Cut(address, 254) : null,
        });
    }

    private async Task NoteAsync(string action, string subject, string? key, JsonObject? after)
    {
        var current = caller.Current;
        await using var transaction = await accounts.Database.BeginTransactionAsync(CancellationToken.None);
        accounts.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            ActorId = current.UserId,
            ActorRole = current.Role switch { DatabaseRole.Authenticated => "authenticated", DatabaseRole.Service => "service_role", _ => "anon" },
            Action = action,
            Subject = subject,
            SubjectKey = key,
            After = after?.ToJsonString(JsonSerializerOptions.Web),
            IpAddress = current.IpAddress,
            RequestId = current.RequestId,
            UserAgent = current.UserAgent,
        });
        await accounts.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
