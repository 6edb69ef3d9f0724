using Npgsql;
using Peppi.Application.Accounts;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Accounts;

/// <summary>Counters in <c>auth.rate_limits</c>: one round trip, one atomic statement for all limits of an attempt.</summary>
internal sealed class PgAttemptLimiter(PeppiDataSources sources, TimeProvider time) : IAttemptLimiter
{
    // Ordered by key, so that two attempts on the same counters never wait for each other crosswise.
    private const string Sql = """
        insert into auth.rate_limits as l (key, window_start, count)
        select key, $3, 1 from unnest($1, $2) as wanted (key, span) order by key
        on conflict (key) do update set
          window_start = case when l.window_start + (select span from unnest($1, $2) as w (key, span) where w.key = l.key) <= $3 then $3 else l.window_start end,
          count = case when l.window_start + (select span from unnest($1, $2) as w (key, span) where w.key = l.key) <= $3 then 1 else l.count + 1 end
        returning key, window_start, count
        """;

    public async Task<AttemptCount> CountAsync(IReadOnlyCollection<AttemptLimit> limits, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await sources.Auth.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);

        // A crash may forget the last counts; waiting for the disk at every attempt would cost more than they are worth.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new() { Value = limits.Select(limit => limit.Key).ToArray() },
                new() { Value = limits.Select(limit => limit.Window).ToArray() },
                new() { Value = now },
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var tightest = new AttemptCount(int.MaxValue, int.MaxValue, TimeSpan.Zero, false);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = reader.GetString(0);
            var limit = limits.First(candidate => candidate.Key == key);
            var (start, count) = (reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt32(2));
            var reset = start + limit.Window - now;
            var counted = new AttemptCount(limit.Most, Math.Max(0, limit.Most - count), reset > TimeSpan.FromSeconds(1) ? reset : TimeSpan.FromSeconds(1), count > limit.Most);
            if ((counted.Exceeded, tightest.Remaining).CompareTo((tightest.Exceeded, counted.Remaining)) > 0) tightest = counted;
        }

        return tightest;
    }
}
