using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>Opens sessions, hands out their tokens and ends them. Callers hold the transaction.</summary>
internal sealed class Sessions(AccountsDbContext accounts, AccessTokens tokens, CallerContext caller, TimeProvider time)
{
    /// <summary>Starts a session of <paramref name="account"/> on one device.</summary>
    public AccountSession Open(Account account, string surface, string? userAgent)
    {
        var now = time.GetUtcNow();
        var session = new AccountSession
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Surface = surface,
            CreatedAt = now,
            RefreshedAt = now,
            IpAddress = caller.Current.IpAddress,
            UserAgent = userAgent is { Length: > 400 } ? userAgent[..400] : userAgent,
        };
        accounts.Add(session);
        return session;
    }

    /// <summary>A pair of tokens; <paramref name="parent"/> is the refresh token that it replaces.</summary>
    public async Task<SignedIn> IssueAsync(Account account, AccountSession session, RefreshToken? parent, CancellationToken cancellationToken)
    {
        var refresh = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        accounts.Add(new RefreshToken
        {
            SessionId = session.Id,
            Hash = HashOf(refresh),
            ParentId = parent?.Id,
            CreatedAt = time.GetUtcNow(),
        });
        var (access, expiresAt) = await tokens.IssueAsync(account, session, cancellationToken);
        return new SignedIn(access, expiresAt, refresh, AccountView.Of(account))
        {
            ExpiresIn = (int)tokens.Lifetime.TotalSeconds,
        };
    }

    /// <summary>Ends sessions that are still open, and says why.</summary>
    public async Task EndAsync(IQueryable<AccountSession> which, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await which.Where(session => session.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(session => session.EndedAt, now).SetProperty(session => session.EndReason, reason),
            cancellationToken);
    }

    /// <summary>What the database keeps of a refresh token.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token));

    /// <summary>The sessions table.</summary>
    public IQueryable<AccountSession> All => accounts.Set<AccountSession>();
}
