using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Accounts;

/// <summary>
/// How long a wrong password takes, whosever it is said to be: twice what a comparison with the dearest kind of hash takes that any
/// account has. Imported hashes and those of fewer rounds cost something else than Peppi's own; without the floor the clock would
/// tell which addresses have one. Measured anew now and then: kinds go, and a machine that was busy at first is not slow for ever.
/// </summary>
internal sealed class FailureFloor(PasswordWork work, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Highest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);
    private static readonly Account Nobody = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private string? nobodys;
    private int looking;
    private Measured? measured;

    /// <summary>What each kind of hash costs, and when all were measured.</summary>
    private sealed record Measured(ImmutableDictionary<string, TimeSpan> Kinds, long At)
    {
        public TimeSpan Floor => Kinds.Values.Max() * 2 is var twice && twice < Highest ? twice : Highest;
    }

    /// <summary>What to compare with where there is no account, or none with a password: costs as much as the hash of somebody new.</summary>
    public string NobodysHash => nobodys ?? throw new InvalidOperationException("The floor was not laid yet.");

    /// <summary>Learns what there is: at first, now and then, and when a hash of a new kind comes along. The caller holds no transaction.</summary>
    public async Task CoverAsync(string? hash, AccountsDbContext accounts, IPasswordHasher<Account> hasher, CancellationToken cancellationToken)
    {
        var present = Volatile.Read(ref measured);
        if (present is not null && time.GetElapsedTime(present.At) >= LookAgain && Interlocked.CompareExchange(ref looking, 1, 0) == 0)
        {
            // One looks; meanwhile everybody else goes on with what was measured last.
            try
            {
                await LookAsync(accounts, hasher, cancellationToken);
            }
            finally
            {
                Volatile.Write(ref looking, 0);
            }
        }

        if (present is not null && (hash is null || present.Kinds.ContainsKey(KindOf(hash)))) return;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref measured) is null) await LookAsync(accounts, hasher, cancellationToken);
            if (hash is null || Volatile.Read(ref measured) is not { } before || before.Kinds.ContainsKey(KindOf(hash))) return;
            if (await MeasureAsync(hasher, hash, cancellationToken) is { } took) Volatile.Write(ref measured, before with { Kinds = before.Kinds.SetItem(KindOf(hash), took) });
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Waits until as much time is over since a comparison began as one may take.</summary>
    public async Task ReachAsync(long began, CancellationToken cancellationToken)
    {
        var left = (Volatile.Read(ref measured)?.Floor ?? TimeSpan.Zero) - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero) await Task.Delay(left, time, cancellationToken);
    }

    public void Dispose() => gate.Dispose();

    private async Task LookAsync(AccountsDbContext accounts, IPasswordHasher<Account> hasher, CancellationToken cancellationToken)
    {
        nobodys ??= await work.RunAsync(familiar: true, () => hasher.HashPassword(Nobody, Guid.NewGuid().ToString()), cancellationToken) ?? hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        var kinds = ImmutableDictionary.CreateBuilder<string, TimeSpan>(StringComparer.Ordinal);
        List<string> samples = [nobodys, .. await SamplesAsync(accounts, cancellationToken)];
        foreach (var sample in samples.DistinctBy(KindOf))
        {
            // Where the queue is full, what was measured last stands; the most usual kind must be among them.
            if (await MeasureAsync(hasher, sample, cancellationToken) is { } took) kinds[KindOf(sample)] = took;
            else if (Volatile.Read(ref measured)?.Kinds.TryGetValue(KindOf(sample), out var last) == true) kinds[KindOf(sample)] = last;
        }

        if (kinds.ContainsKey(KindOf(nobodys))) Volatile.Write(ref measured, new Measured(kinds.ToImmutable(), time.GetTimestamp()));
    }

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
