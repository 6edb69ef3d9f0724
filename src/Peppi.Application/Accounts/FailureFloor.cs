using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>
/// How long a wrong password takes, whosever it is said to be: twice what a comparison with the dearest kind of hash takes that any
/// account has. Imported hashes and those of fewer rounds cost something else than Peppi's own; without the floor the clock would
/// tell which addresses have one.
/// </summary>
internal sealed class FailureFloor(PasswordWork work, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Highest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);
    private static readonly Account Nobody = new();
    private readonly ConcurrentDictionary<string, TimeSpan> kinds = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim gate = new(1, 1);
    private string? nobodys;
    private long lookedAt = long.MinValue;
    private long floor;

    /// <summary>What to compare with where there is no account, or none with a password: costs as much as the hash of somebody new.</summary>
    public string NobodysHash => nobodys ?? throw new InvalidOperationException("The floor was not laid yet.");

    /// <summary>Learns what there is: at first, now and then, and when a hash of a new kind comes along. The caller holds no transaction.</summary>
    public async Task CoverAsync(string? hash, AccountsDbContext accounts, IPasswordHasher<Account> hasher, CancellationToken cancellationToken)
    {
        if (IsFresh && (hash is null || kinds.ContainsKey(KindOf(hash)))) return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            List<string> samples = hash is null ? [] : [hash];
            if (!IsFresh)
            {
                nobodys ??= await work.RunAsync(familiar: true, () => hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), cancellationToken) ?? hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
                samples.AddRange([nobodys, .. await SamplesAsync(accounts, cancellationToken)]);
                lookedAt = time.GetTimestamp();
            }

            foreach (var sample in samples)
            {
                if (kinds.ContainsKey(KindOf(sample)) || await MeasureAsync(hasher, sample, cancellationToken) is not { } took) continue;
                kinds[KindOf(sample)] = took;
                var wanted = took * 2 < Highest ? took * 2 : Highest;
                if (wanted.Ticks > floor) Interlocked.Exchange(ref floor, wanted.Ticks);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Waits until as much time is over since a comparison began as one may take.</summary>
    public async Task ReachAsync(long began, CancellationToken cancellationToken)
    {
        var left = TimeSpan.FromTicks(Interlocked.Read(ref floor)) - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
    }

    public void Dispose() => gate.Dispose();

    private bool IsFresh => lookedAt != long.MinValue && time.GetElapsedTime(lookedAt) < LookAgain;

    // The better of two: whatever else the machine does at this instant is no part of what a comparison costs.
    private async Task<TimeSpan?> MeasureAsync(IPasswordHasher<Account> hasher, string sample, CancellationToken cancellationToken)
    {
        return await work.RunAsync(familiar: true, Better, cancellationToken);

        TimeSpan Better() => TimeSpan.FromTicks(Math.Min(Once().Ticks, Once().Ticks));

        TimeSpan Once()
        {
            var began = time.GetTimestamp();
            hasher.VerifyHashedPassword(Nobody, sample, "not the password");
            return time.GetElapsedTime(began);
        }
    }

    // One hash of each kind that there is.
    private static async Task<List<string>> SamplesAsync(AccountsDbContext accounts, CancellationToken cancellationToken)
    {
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        return await accounts.Users.Where(account => account.PasswordHash != null)
            .GroupBy(account => account.PasswordHash!.Substring(0, account.PasswordHash!.Substring(0, 1) == "$" ? 7 : 12))
            .Select(kind => kind.Min(account => account.PasswordHash)!).ToListAsync(cancellationToken);
    }

    // Of bcrypt the name and the cost; of Identity's own the format, the function and the rounds, which are its first nine bytes.
    private static string KindOf(string hash) => hash[..Math.Min(hash.Length, hash.StartsWith('$') ? 7 : 12)];
}
