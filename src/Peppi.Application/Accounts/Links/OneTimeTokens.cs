using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>A link's token and the code beside it, in clear: they exist here and in the mail, nowhere else.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Code">Six digits.</param>
/// <param name="ExpiresAt">When both stop working.</param>
internal sealed record IssuedToken(string Token, string Code, DateTimeOffset ExpiresAt);

/// <summary>Makes and redeems what works once: links and six-digit codes. Callers hold the transaction.</summary>
internal sealed class OneTimeTokens(AccountsDbContext accounts, ISecretSeal seal, SharedLimit limit, IOptions<AccountsOptions> options, TimeProvider time)
{
    /// <summary>Begins the token of a link whose redemption gives a PKCE code instead of a session.</summary>
    public const string PkcePrefix = "pkce_";

    /// <summary>Codes of one address that one network may try in an hour, as a multiple of what each bears: a new code is no new start.</summary>
    private const int CodesWorth = 3;

    /// <summary>A new token; earlier ones for the same purpose stop working.</summary>
    public async Task<IssuedToken> IssueAsync(Account account, string purpose, string email, PkceChallenge? challenge, CancellationToken cancellationToken, TimeSpan? lifetime = null)
    {
        await accounts.LockAsync([account.Id], cancellationToken);
        await accounts.OneTimeTokens.Where(token => token.AccountId == account.Id && token.Purpose == purpose && token.UsedAt == null).ExecuteDeleteAsync(cancellationToken);
        var now = time.GetUtcNow();
        var text = (challenge is null ? "" : PkcePrefix) + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var row = new OneTimeToken
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Purpose = purpose,
            Hash = Sessions.HashOf(text),
            Email = EmailText.Normalized(email),
            CodeChallenge = challenge?.Challenge,
            CodeChallengeMethod = challenge?.Method,
            CreatedAt = now,
            ExpiresAt = now + (lifetime ?? options.Value.MailLifetime),
        };
        row.CodeHash = CodeHashOf(row.Id, code);
        accounts.Add(row);
        return new IssuedToken(text, code, row.ExpiresAt);
    }

    /// <summary>Redeems a link's token, once; null where it was used, replaced or is too old.</summary>
    public async Task<OneTimeToken?> RedeemLinkAsync(string token, IReadOnlyCollection<string> purposes, CancellationToken cancellationToken)
    {
        var (hash, now) = (Sessions.HashOf(token), time.GetUtcNow());
        await accounts.LockAsync(await accounts.OneTimeTokens.Where(row => row.Hash == hash).Select(row => row.AccountId).ToListAsync(cancellationToken), cancellationToken);

        // One statement spends it: of two at the same instant the second finds nothing left.
        var spent = await Working(now).Where(row => row.Hash == hash && purposes.Contains(row.Purpose))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancellationToken);
        return spent == 0 ? null : await accounts.OneTimeTokens.AsNoTracking().SingleAsync(row => row.Hash == hash, cancellationToken);
    }

    /// <summary>
    /// Counts a try of a code of an address, whether or not it is known, and says whether it may be tried; then comes the transaction. Of
    /// what strangers may try, a network has a share: they do not use up what the owner has.
    /// </summary>
    /// <param name="what"><c>code</c>, or <c>nonce</c> for what is tried in a session alone.</param>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<bool> MayTryAsync(string what, string email, CancellationToken cancellationToken) =>
        await limit.ExceededAsync(what, email, options.Value.CodeAttempts * CodesWorth, [], cancellationToken) is null;

    /// <summary>Redeems a code that was sent to an address, once, after <see cref="MayTryAsync"/>. Each try counts, and the caller commits a failed one too.</summary>
    public async Task<OneTimeToken?> RedeemCodeAsync(string email, string code, IReadOnlyCollection<string> purposes, CancellationToken cancellationToken)
    {
        var (now, most, normalized) = (time.GetUtcNow(), options.Value.CodeAttempts, EmailText.Normalized(email));
        var rows = await Working(now).AsNoTracking().Where(row => row.Email == normalized && purposes.Contains(row.Purpose) && row.CodeHash != null).ToListAsync(cancellationToken);
        await accounts.LockAsync([.. rows.Select(row => row.AccountId)], cancellationToken);
        foreach (var row in rows)
        {
            // The try is counted before it is judged, in the database: a hundred at once are a hundred.
            var counted = await accounts.OneTimeTokens.Where(it => it.Id == row.Id && it.Attempts < most)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.Attempts, it => it.Attempts + 1), cancellationToken);
            if (counted == 0 || !CryptographicOperations.FixedTimeEquals(row.CodeHash, CodeHashOf(row.Id, code.Trim()))) continue;

            var spent = await accounts.OneTimeTokens.Where(it => it.Id == row.Id && it.UsedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.UsedAt, now), cancellationToken);
            if (spent == 1) return row;
        }

        return null;
    }

    /// <summary>A code that an app exchanges for tokens with the verifier of its challenge.</summary>
    public string IssueAuthCode(Account account, OneTimeToken redeemed)
    {
        var (now, code) = (time.GetUtcNow(), Guid.NewGuid().ToString());
        accounts.Add(new OneTimeToken
        {
            Id = Guid.CreateVersion7(),
            AccountId = account.Id,
            Purpose = TokenPurposes.AuthCode,
            Hash = Sessions.HashOf(code),
            CodeChallenge = redeemed.CodeChallenge,
            CodeChallengeMethod = redeemed.CodeChallengeMethod,
            CreatedAt = now,
            ExpiresAt = now + TimeSpan.FromMinutes(5),
        });
        return code;
    }

    // What still works: a link or code that was sent to an address opens only the account that has this address now. A new address has
    // yet to become the account's, and a code of PKCE was sent nowhere.
    private IQueryable<OneTimeToken> Working(DateTimeOffset now) => accounts.OneTimeTokens.Where(row => row.UsedAt == null && row.ExpiresAt > now
        && (row.Purpose == TokenPurposes.NewEmail || row.Purpose == TokenPurposes.AuthCode
            || accounts.Users.Any(account => account.Id == row.AccountId && account.NormalizedEmail == row.Email)));

    private byte[] CodeHashOf(Guid row, string code) => seal.Digest(Encoding.UTF8.GetBytes($"{row}:{code}"), "one_time_code");
}
