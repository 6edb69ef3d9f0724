using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Accounts;

/// <summary>Counters in <c>auth.rate_limits</c>, each moved by one atomic statement.</summary>
internal sealed class PgSignInLimiter(AccountsDbContext accounts, IOptions<AccountsOptions> options, TimeProvider time) : ISignInLimiter
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailuresForgotten = TimeSpan.FromHours(1);

    public async Task<TimeSpan?> TryEnterAsync(string email, string? ipAddress, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var address = await CountAsync("sign_in:ip:" + LimitKeys.Network(ipAddress), now, AddressWindow, cancellationToken);
        var failures = await accounts.Set<RateLimitRecord>().AsNoTracking()
            .SingleOrDefaultAsync(limit => limit.Key == FailureKey(email, ipAddress), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        if (address.Count > options.Value.SignInsPerMinute) return address.WindowStart + AddressWindow - now;
        if (failures is null || failures.Count <= FreeFailures) return null;
        var wait = failures.WindowStart + BackOff(failures.Count) - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    public async Task FailedAsync(string email, string? ipAddress, CancellationToken cancellationToken)
    {
        var (key, now, forgotten) = (FailureKey(email, ipAddress), time.GetUtcNow(), time.GetUtcNow() - FailuresForgotten);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);

        // Here window_start is the instant of the last failure: the back-off counts from it.
        await accounts.Database.ExecuteSqlAsync(
            $"""
            insert into auth.rate_limits as l (key, window_start, count) values ({key}, {now}, 1)
            on conflict (key) do update set window_start = excluded.window_start,
              count = case when l.window_start < {forgotten} then 1 else l.count + 1 end
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task SucceededAsync(string email, string? ipAddress, CancellationToken cancellationToken)
    {
        var key = FailureKey(email, ipAddress);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        await accounts.Set<RateLimitRecord>().Where(limit => limit.Key == key).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<RateLimitRecord> CountAsync(string key, DateTimeOffset now, TimeSpan window, CancellationToken cancellationToken)
    {
        var since = now - window;
        await accounts.Database.ExecuteSqlAsync(
            $"""
            insert into auth.rate_limits as l (key, window_start, count) values ({key}, {now}, 1)
            on conflict (key) do update set
              window_start = case when l.window_start <= {since} then excluded.window_start else l.window_start end,
              count = case when l.window_start <= {since} then 1 else l.count + 1 end
            """,
            cancellationToken);
        return await accounts.Set<RateLimitRecord>().AsNoTracking().SingleAsync(limit => limit.Key == key, cancellationToken);
    }

    // 1 s after the sixth failure, doubling up to five minutes.
    private static TimeSpan BackOff(int failures)
    {
        var seconds = Math.Pow(2, Math.Min(failures - FreeFailures - 1, 20));
        return seconds < LongestBackOff.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestBackOff;
    }

    // The address is hashed: a table of counters is no place for a list of people who tried.
    private static string FailureKey(string email, string? ipAddress) =>
        $"sign_in:failed:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(email.ToUpperInvariant())))[..32]}:{LimitKeys.Network(ipAddress)}";
}
