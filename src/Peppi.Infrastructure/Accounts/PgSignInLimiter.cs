using Microsoft.Extensions.Options;
using Npgsql;
using Peppi.Application.Accounts;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Accounts;

/// <summary>Counters in <c>auth.rate_limits</c>: each call is one round trip and one atomic statement.</summary>
internal sealed class PgSignInLimiter(PeppiDataSources sources, IOptions<AccountsOptions> options, TimeProvider time) : ISignInLimiter
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FailuresForgotten = TimeSpan.FromHours(1);

    private const string Enter = """
        with address as (
          insert into auth.rate_limits as l (key, window_start, count) values ($1, $3, 1)
          on conflict (key) do update set
            window_start = case when l.window_start <= $4 then excluded.window_start else l.window_start end,
            count = case when l.window_start <= $4 then 1 else l.count + 1 end
          returning window_start, count)
        select address.window_start, address.count, failures.window_start, failures.count
        from address left join auth.rate_limits failures on failures.key = $2
        """;

    // Here window_start is the instant of the last failure: the back-off counts from it.
    private const string Fail = """
        insert into auth.rate_limits as l (key, window_start, count) values ($1, $2, 1)
        on conflict (key) do update set window_start = excluded.window_start,
          count = case when l.window_start < $3 then 1 else l.count + 1 end
        """;

    // The row is locked while it is judged: of many at once each sees those before it.
    private const string Charge = """
        insert into auth.rate_limits as l (key, window_start, count) values ($1, $2, 1)
        on conflict (key) do update set window_start = excluded.window_start,
          count = case when l.window_start < $3 then 1 else l.count + 1 end
        where l.count <= $4 or l.window_start + least(power(2, least(l.count - $4 - 1, 20)), $5) * interval '1 second' <= $2
        """;

    public async Task<TimeSpan?> TryEnterAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = Command(Enter, "sign_in:ip:" + LimitKeys.Network(attempt.IpAddress), FailureKey(attempt), now, now - AddressWindow);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetInt32(1) > options.Value.SignInsPerMinute) return reader.GetFieldValue<DateTimeOffset>(0) + AddressWindow - now;
        if (await reader.IsDBNullAsync(3, cancellationToken) || reader.GetInt32(3) <= FreeFailures) return null;
        var wait = reader.GetFieldValue<DateTimeOffset>(2) + BackOff(reader.GetInt32(3)) - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    public async Task<TimeSpan?> TryChargeAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var charge = Command(Charge, FailureKey(attempt), now, now - FailuresForgotten, FreeFailures, LongestBackOff.TotalSeconds);
        if (await charge.ExecuteNonQueryAsync(cancellationToken) == 1) return null;
        await using var look = Command("select window_start, count from auth.rate_limits where key = $1", FailureKey(attempt));
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        var wait = await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<DateTimeOffset>(0) + BackOff(reader.GetInt32(1)) - now : TimeSpan.Zero;
        return wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(1);
    }

    public async Task FailedAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = Command(Fail, FailureKey(attempt), now, now - FailuresForgotten);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task SucceededAsync(SignInAttempt attempt, CancellationToken cancellationToken)
    {
        await using var command = Command("delete from auth.rate_limits where key = $1", FailureKey(attempt));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = sources.Auth.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    // 1 s after the sixth failure, doubling up to five minutes.
    private static TimeSpan BackOff(int failures)
    {
        var seconds = Math.Pow(2, Math.Min(failures - FreeFailures - 1, 20));
        return seconds < LongestBackOff.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestBackOff;
    }

    private static string FailureKey(SignInAttempt attempt) =>
        $"sign_in:failed:{LimitKeys.Hashed(attempt.Account)}:{(attempt.FromAnywhere ? "anywhere" : LimitKeys.Network(attempt.IpAddress))}";
}
