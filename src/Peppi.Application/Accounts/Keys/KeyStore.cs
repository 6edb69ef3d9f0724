using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>
/// Makes and moves signing keys: standby (published, so that whoever caches the JWKS knows it before it signs), current, previous (its
/// tokens are still alive), revoked. Callers hold the transaction; the nodes are told by a trigger at its commit.
/// </summary>
internal sealed class KeyStore(AccountsDbContext accounts, ISecretSeal seal, IOptions<AccountsOptions> options, TimeProvider time)
{
    public const string Standby = "standby";
    public const string Current = "current";
    public const string Previous = "previous";
    public const string Revoked = "revoked";

    /// <summary>One change of keys at a time, until the transaction ends: whoever writes this row first goes first.</summary>
    public Task LockAsync(CancellationToken cancellationToken) =>
        accounts.ApiKeys.Where(key => key.Name == "anon").ExecuteUpdateAsync(set => set.SetProperty(key => key.CreatedAt, key => key.CreatedAt), cancellationToken);

    /// <summary>A new key pair, its private half sealed.</summary>
    public SigningKeyRecord Add(string purpose, string status)
    {
        var (key, privateKey) = SigningKey.Generate(purpose);
        var now = time.GetUtcNow();
        var record = new SigningKeyRecord
        {
            Kid = key.Kid,
            Purpose = purpose,
            Status = status,
            SealedPrivateKey = seal.Seal(privateKey, key.Kid),
            CreatedAt = now,
            ActivatedAt = status == Current ? now : null,
        };
        CryptographicOperations.ZeroMemory(privateKey);
        accounts.Add(record);
        return record;
    }

    /// <summary>The standby key signs from now on; the one that did is believed until its last token has expired. The new current key.</summary>
    public async Task<SigningKeyRecord> RotateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // A minute more: clocks of nodes differ.
        var trustedUntil = now + options.Value.AccessTokenLifetime + TimeSpan.FromMinutes(1);
        await accounts.SigningKeys.Where(key => key.Purpose == KeyRing.Session && key.Status == Current).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Status, Previous).SetProperty(key => key.TrustedUntil, trustedUntil), cancellationToken);

        var next = await accounts.SigningKeys.Where(key => key.Purpose == KeyRing.Session && key.Status == Standby)
            .OrderBy(key => key.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (next is null)
        {
            next = Add(KeyRing.Session, Current);
        }
        else
        {
            next.Status = Current;
            next.ActivatedAt = now;
        }

        Add(KeyRing.Session, Standby);
        await accounts.SaveChangesAsync(cancellationToken);
        await RetireAsync(cancellationToken);
        return next;
    }

    /// <summary>Previous keys whose tokens have all expired are believed no more.</summary>
    public Task RetireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return accounts.SigningKeys.Where(key => key.Status == Previous && key.TrustedUntil < now).ExecuteUpdateAsync(
            set => set.SetProperty(key => key.Status, Revoked).SetProperty(key => key.RevokedAt, now), cancellationToken);
    }

    /// <summary>Keeps the token of an API key, sealed; the one that it had before is dead.</summary>
    public async Task KeepApiKeyAsync(string role, string token, CancellationToken cancellationToken)
    {
        var record = await accounts.ApiKeys.SingleOrDefaultAsync(key => key.Name == role, cancellationToken);
        var sealedToken = seal.Seal(Encoding.UTF8.GetBytes(token), "api_key:" + role);
        if (record is null)
        {
            accounts.Add(new ApiKeyRecord { Name = role, SealedToken = sealedToken, CreatedAt = time.GetUtcNow() });
        }
        else
        {
            record.SealedToken = sealedToken;
            record.CreatedAt = time.GetUtcNow();
        }

        await accounts.SaveChangesAsync(cancellationToken);
    }
}
