using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>
/// The IP addresses from which an account was entered lately. What strangers use up, such as places in a queue or mails, is not taken
/// from whoever comes from one of them: nobody is locked out by somebody else.
/// </summary>
internal sealed class FamiliarAddresses(AccountsDbContext accounts, TimeProvider time)
{
    private static readonly TimeSpan Familiarity = TimeSpan.FromDays(30);

    /// <summary>Whether an account was entered from an address. The caller holds no transaction.</summary>
    public async Task<bool> IncludesAsync(Guid accountId, string? ip, CancellationToken cancellationToken)
    {
        if (ip is null) return false;
        var since = time.GetUtcNow() - Familiarity;
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        return await accounts.Sessions.AnyAsync(session => session.AccountId == accountId && session.IpAddress == ip && session.CreatedAt > since, cancellationToken);
    }

    /// <summary>The same, of whose account an e-mail address is; false where there is none.</summary>
    public async Task<bool> IncludesAsync(string email, string? ip, CancellationToken cancellationToken) =>
        ip is not null && (await OfAsync(email, cancellationToken)).Contains(ip);

    /// <summary>All of them.</summary>
    public async Task<HashSet<string>> OfAsync(string email, CancellationToken cancellationToken)
    {
        var (normalized, since) = (EmailText.Normalized(email), time.GetUtcNow() - Familiarity);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        return await (
            from account in accounts.Users
            join session in accounts.Sessions on account.Id equals session.AccountId
            where account.NormalizedEmail == normalized && session.CreatedAt > since && session.IpAddress != null
            select session.IpAddress!).Distinct().ToHashSetAsync(cancellationToken);
    }
}
