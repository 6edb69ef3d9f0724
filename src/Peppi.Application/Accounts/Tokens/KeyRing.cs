using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>
/// The keys that sign and verify tokens. They live sealed in <c>auth.signing_keys</c>, so that every node has the same; this
/// holds them opened, and looks again when a token names a key that it does not know.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, ISecretSeal seal, TimeProvider time) : IDisposable
{
    /// <summary>Signs access tokens.</summary>
    public const string Session = "session";

    /// <summary>Signs the anon and service keys; never rotated with the session keys.</summary>
    public const string ApiKey = "api_key";

    // An unknown kid must not become a query a request.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Snapshot current = new(new Dictionary<string, SigningKey>(), new Dictionary<string, SigningKey>(), DateTimeOffset.MinValue);

    private sealed record Snapshot(IReadOnlyDictionary<string, SigningKey> Current, IReadOnlyDictionary<string, SigningKey> ByKid, DateTimeOffset LoadedAt);

    /// <summary>The key to sign with.</summary>
    public async ValueTask<SigningKey> CurrentAsync(string purpose, CancellationToken cancellationToken)
    {
        if (current.Current.TryGetValue(purpose, out var key)) return key;
        var loaded = await LoadAsync(force: true, cancellationToken);
        return loaded.Current.TryGetValue(purpose, out key) ? key : throw new InvalidOperationException($"There is no current {purpose} signing key: run ./peppi migrate.");
    }

    /// <summary>The key that a token names, or null where there is none that is still good.</summary>
    public async ValueTask<SigningKey?> FindAsync(string kid, CancellationToken cancellationToken)
    {
        if (current.ByKid.TryGetValue(kid, out var key)) return key;
        return (await LoadAsync(force: false, cancellationToken)).ByKid.GetValueOrDefault(kid);
    }

    /// <summary>Every key that may verify a token, for the JWKS.</summary>
    public async ValueTask<IReadOnlyCollection<SigningKey>> PublishedAsync(CancellationToken cancellationToken) =>
        [.. (await LoadAsync(force: false, cancellationToken)).ByKid.Values];

    public void Dispose() => gate.Dispose();

    private async Task<Snapshot> LoadAsync(bool force, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!force && time.GetUtcNow() - current.LoadedAt < RetryAfter) return current;
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
            var records = await accounts.Set<SigningKeyRecord>().AsNoTracking().Where(key => key.Status != "revoked").ToListAsync(cancellationToken);

            var known = current.ByKid;
            var byKid = records.ToDictionary(
                record => record.Kid,
                record => known.GetValueOrDefault(record.Kid) ?? SigningKey.Import(record.Kid, record.Purpose, seal.Open(record.SealedPrivateKey, record.Kid)));
            current = new Snapshot(
                records.Where(record => record.Status == "current").ToDictionary(record => record.Purpose, record => byKid[record.Kid]),
                byKid,
                time.GetUtcNow());
            return current;
        }
        finally
        {
            gate.Release();
        }
    }
}
