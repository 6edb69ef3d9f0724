using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Accounts.Factors;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>Opens sessions, hands out their tokens and ends them. Callers hold the transaction.</summary>
internal sealed class Sessions(AccountsDbContext accounts, AccessTokens tokens, CallerContext caller, IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>A session of an app, carried by tokens.</summary>
    public const string Api = "api";

    /// <summary>A session of the admin site, carried by its cookie.</summary>
    public const string Admin = "admin";

    private SigningKey? key;

    /// <summary>
    /// Gets ready to issue tokens, before the transaction begins: the keys may have to be read, and a second connection in a transaction
    /// would wait for one that other transactions hold.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken) => key = await tokens.KeyAsync(cancellationToken);

    /// <summary>Starts a session of <paramref name="account"/> on one device.</summary>
    public AccountSession Open(Account account, string surface, string? userAgent, string method)
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
            UserAgent = Text.Cut(userAgent, 400),
            NotAfter = now + options.Value.SessionTimeBox,
        };
        Prove(session, method);
        accounts.Add(session);
        return session;
    }

    /// <summary>Notes in the session that its person proved to be it once more; a method that it has already gets the new time.</summary>
    public void Prove(AccountSession session, string method)
    {
        var proofs = new JsonArray(new JsonObject { ["method"] = method, ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds() });
        foreach (var earlier in JsonNode.Parse(session.Amr)!.AsArray())
        {
            if ((string?)earlier?["method"] != method) proofs.Add(earlier?.DeepClone());
        }

        session.Amr = proofs.ToJsonString(JsonSerializerOptions.Web);
    }

    /// <summary>A pair of tokens, after <see cref="PrepareAsync"/>; <paramref name="parent"/> is the refresh token that it replaces.</summary>
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
        var (access, expiresAt) = tokens.Issue(account, session, key ?? throw new InvalidOperationException("Nobody prepared to issue tokens."));
        var factors = await accounts.Factors.AsNoTracking().Where(factor => factor.AccountId == account.Id).OrderBy(factor => factor.CreatedAt)
            .Select(factor => FactorView.Of(factor)).ToListAsync(cancellationToken);
        return new SignedIn(access, expiresAt, refresh, AccountView.Of(account) with { Factors = factors })
        {
            ExpiresIn = Math.Max(1, (int)Math.Ceiling((expiresAt - time.GetUtcNow()).TotalSeconds)),
        };
    }

    /// <summary>Why a session is over though nobody ended it, or null: its time is up, or it rested for too long.</summary>
    public string? Lapsed(AccountSession session)
    {
        var now = time.GetUtcNow();
        if (session.NotAfter <= now) return SessionEnds.TimedOut;
        return options.Value.SessionInactivity is { } rest && session.RefreshedAt + rest < now ? SessionEnds.Inactive : null;
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
