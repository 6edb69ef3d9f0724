using Npgsql;
using NpgsqlTypes;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Persistence;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Chantier;

/// <summary>One prepared statement over the login of background work; committed when it returns.</summary>
internal sealed class PgRawInbox(PeppiDataSources sources) : IRawInbox
{
    // A key that comes again with other words was no key: the words are kept, and their own ids tell what they are.
    private const string Sql = """
        with first as (
          insert into app.webhook_inbox (source, received_at, headers, body, dedup_key, outcome, error) values ($1, $2, $3, $4, $5, $6, $7)
          on conflict (dedup_key) do update set repeats = webhook_inbox.repeats + 1 where webhook_inbox.body = excluded.body
          returning id)
        insert into app.webhook_inbox (source, received_at, headers, body, dedup_key, outcome, error)
        select $1, $2, $3 - 'idempotency-key', $4, $5 || ':' || encode(sha256($4), 'hex'), $6, $7 where not exists (select from first)
        on conflict (dedup_key) do update set repeats = webhook_inbox.repeats + 1
        """;

    public async Task KeepAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        await using var connection = await sources.Jobs.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = delivery.Source });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = delivery.ReceivedAt });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = delivery.Headers, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = delivery.Body });
        command.Parameters.Add(Text(delivery.DedupKey));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = delivery.Outcome });
        command.Parameters.Add(Text(delivery.Error));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
