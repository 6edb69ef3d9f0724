using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Tokens;

/// <summary>
/// The keys that sign and verify tokens. They live sealed in <c>auth.signing_keys</c>, so that every node has the same; this holds them
/// opened. While the database's notifications are heard, what is held is right; while they are not, it is read again each second.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, ISecretSeal seal, TimeProvider time) : IKeyStanding, IDisposable
{
    /// <summary>Signs access tokens.</summary>
    public const string Session = "session";

    /// <summary>Signs the anon and service keys; never rotated with the session keys.</summary>
    public const string ApiKey = "api_key";

    /// <summary>How long ago the database must have been heard for the ring to be believed unread. The listener asks it each second.</summary>
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Unheard = TimeSpan.FromSeconds(1);

    // An unknown kid must not become a query a request.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1, 1);
    private Held held = new(Keys.None, long.MinValue, long.MinValue);
    private long heardAt = long.MinValue;
    private long news;

    private sealed record Held(Keys Keys, long News, long LoadedAt);

    /// <summary>The keys as they are now; the same object for as long as none changes.</summary>
    public ValueTask<Keys> KeysAsync(CancellationToken cancellationToken)
    {
        var present = held;
        return Fresh(present) ? new(present.Keys) : new(LoadAsync(present, cancellationToken));
    }

    /// <summary>The key to sign with.</summary>
    public async ValueTask<SigningKey> CurrentAsync(string purpose, CancellationToken cancellationToken)
    {
        if ((await KeysAsync(cancellationToken)).Current.TryGetValue(purpose, out var key)) return key;
        return (await LoadAsync(held, cancellationToken)).Current.TryGetValue(purpose, out key)
            ? key
            : throw new InvalidOperationException($"There is no current {purpose} signing key: run ./peppi migrate.");
    }

    /// <summary>The key that a token names, with the ring that it is on, or null where there is none that is still good.</summary>
    public async ValueTask<(SigningKey? Key, Keys Ring)> FindAsync(string kid, CancellationToken cancellationToken)
    {
        var ring = await KeysAsync(cancellationToken);
        if (ring.Find(kid, time.GetUtcNow()) is { } key) return (key, ring);
        var present = held;
        if (present.LoadedAt != long.MinValue && time.GetElapsedTime(present.LoadedAt) < RetryAfter) return (null, ring);
        ring = await LoadAsync(present, cancellationToken);
        return (ring.Find(kid, time.GetUtcNow()), ring);
    }

    /// <summary>Every key that may verify a token, for the JWKS.</summary>
    public async ValueTask<IReadOnlyCollection<SigningKey>> PublishedAsync(CancellationToken cancellationToken) =>
        (await KeysAsync(cancellationToken)).Published(time.GetUtcNow());

    /// <inheritdoc/>
    public async ValueTask<bool> StandsAsync(string mark, CancellationToken cancellationToken) => (await KeysAsync(cancellationToken)).Stands(mark, time.GetUtcNow());

    /// <summary>The database was heard to be there: what is held is right a little longer.</summary>
    public void Heard() => Interlocked.Exchange(ref heardAt, time.GetTimestamp());

    /// <summary>A key was made, moved or revoked, or may have been: the next look reads them again.</summary>
    public void Forget() => Interlocked.Increment(ref news);

    public void Dispose() => gate.Dispose();

    private bool Fresh(Held present)
    {
        if (present.LoadedAt == long.MinValue || present.News != Interlocked.Read(ref news)) return false;
        var at = Interlocked.Read(ref heardAt);
        return (at != long.MinValue && time.GetElapsedTime(at) < Trust) || time.GetElapsedTime(present.LoadedAt) < Unheard;
    }

    private async Task<Keys> LoadAsync(Held seen, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Somebody else read them while this waited.
            if (!ReferenceEquals(seen, held) && Fresh(held)) return held.Keys;

            var (before, at) = (Interlocked.Read(ref news), time.GetTimestamp());
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
            await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
            var signing = await accounts.SigningKeys.AsNoTracking().Where(key => key.Status != "revoked").OrderBy(key => key.Kid).ToListAsync(cancellationToken);
            var api = await accounts.ApiKeys.AsNoTracking().ToListAsync(cancellationToken);
            var service = await accounts.ServiceKeys.AsNoTracking().Where(key => key.RevokedAt == null).ToListAsync(cancellationToken);
            var read = Keys.Open(held.Keys, signing, api, service, seal);
            held = new Held(read, before, at);
            return read;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>All keys at one instant.</summary>
    public sealed class Keys
    {
        private readonly Dictionary<string, (SigningKey Key, DateTimeOffset Until)> byKid = [];
        private readonly HashSet<string> apiKeys = [];
        private readonly Dictionary<string, (Guid Id, string Name, DateTimeOffset Until)> serviceKeys = [];
        private string fingerprint = "";

        private Keys()
        {
        }

        public static Keys None { get; } = new();

        /// <summary>The key of each purpose that signs.</summary>
        public Dictionary<string, SigningKey> Current { get; } = [];

        public static Keys Open(
            Keys known, IReadOnlyList<SigningKeyRecord> signing, IReadOnlyList<ApiKeyRecord> api, IReadOnlyList<ServiceKey> service, ISecretSeal seal)
        {
            var keys = new Keys();
            foreach (var record in signing)
            {
                var key = known.byKid.TryGetValue(record.Kid, out var held)
                    ? held.Key
                    : SigningKey.Import(record.Kid, record.Purpose, seal.Open(record.SealedPrivateKey, record.Kid));
                keys.byKid.Add(record.Kid, (key, record.TrustedUntil ?? DateTimeOffset.MaxValue));
                if (record.Status == "current") keys.Current.Add(record.Purpose, key);
            }

            foreach (var record in api) keys.apiKeys.Add(HashOf(Encoding.UTF8.GetString(seal.Open(record.SealedToken, "api_key:" + record.Name))));
            foreach (var record in service) keys.serviceKeys.Add(Convert.ToHexString(record.Hash), (record.Id, record.Name, record.ExpiresAt ?? DateTimeOffset.MaxValue));

            // What was verified against the same keys stays verified.
            keys.fingerprint = string.Join('|', signing.Select(key => $"{key.Kid} {key.Status} {key.TrustedUntil:O}")
                .Concat(keys.apiKeys.Order(StringComparer.Ordinal)).Concat(keys.serviceKeys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => $"{key.Key} {key.Value.Until:O}")));
            return keys.fingerprint == known.fingerprint ? known : keys;
        }

        /// <summary>The key that a token names, while it is believed.</summary>
        public SigningKey? Find(string kid, DateTimeOffset now) => byKid.TryGetValue(kid, out var found) && found.Until > now ? found.Key : null;

        /// <summary>Every key that is believed.</summary>
        public IReadOnlyCollection<SigningKey> Published(DateTimeOffset now) => [.. byKid.Values.Where(entry => entry.Until > now).Select(entry => entry.Key)];

        /// <summary>Whether a token is the anon or the service_role key of today: an earlier one has a good signature too.</summary>
        public bool IsApiKey(string token) => apiKeys.Contains(HashOf(token));

        /// <summary>The named service key of this secret, while it works.</summary>
        public (Guid Id, string Name, DateTimeOffset Until)? FindServiceKey(string secret, DateTimeOffset now) =>
            serviceKeys.TryGetValue(HashOf(secret), out var found) && found.Until > now ? found : null;

        /// <summary>What a key is known by where it must not be told: enough of its hash to know it again.</summary>
        public static string MarkOf(string secret) => HashOf(secret)[..32];

        /// <summary>Whether the key of a mark works.</summary>
        public bool Stands(string mark, DateTimeOffset now) =>
            serviceKeys.Any(key => key.Value.Until > now && key.Key.StartsWith(mark, StringComparison.Ordinal)) || apiKeys.Any(key => key.StartsWith(mark, StringComparison.Ordinal));

        private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
