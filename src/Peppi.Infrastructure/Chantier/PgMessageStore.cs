using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;

namespace Peppi.Infrastructure.Chantier;

/// <summary>Statements of the inbox, within the transaction of the caller's context.</summary>
internal sealed class PgMessageStore(PeppiDbContext db) : IMessageStore
{
    // "inbox" in ASCII.
    private const long Lock = 0x696e626f78;

    // No target: the unique keys and the exclusion constraint all count, also between two rows of this very statement.
    private const string Insert = """
        insert into public.chantier_messages (project_id, routed_by, sender, sender_phone, message_text, media_url, media_type, channel, external_id, dedup_key,
          is_urgent, received_at, occurred_at, contact_id, inbox_id, inbox_part, ingested_at, fingerprint)
        select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
          $11::bool[], $12::timestamptz[], $13::timestamptz[], $14::int[], $15::bigint[], $16::int[], $17::timestamptz[], $18::bigint[])
        on conflict do nothing returning id, inbox_id, inbox_part
        """;

    private const string Merge = """
        insert into app.message_statuses as known (external_id, rank, status, at, error) select * from unnest($1::text[], $2::int[], $3::text[], $4::timestamptz[], $5::text[])
        on conflict (external_id) do update set rank = excluded.rank, status = excluded.status, at = excluded.at, error = excluded.error
        where excluded.rank > known.rank
        """;

    public Task AloneAsync(CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);

    public async Task InsertAsync(IReadOnlyList<ChantierMessage> messages, CancellationToken cancellationToken)
    {
        await using var command = Command(Insert);
        Add(command, messages, message => message.ProjectId, NpgsqlDbType.Integer);
        Add(command, messages, message => message.RoutedBy, NpgsqlDbType.Text);
        Add(command, messages, message => message.Sender, NpgsqlDbType.Text);
        Add(command, messages, message => message.SenderPhone, NpgsqlDbType.Text);
        Add(command, messages, message => message.MessageText, NpgsqlDbType.Text);
        Add(command, messages, message => message.MediaUrl, NpgsqlDbType.Text);
        Add(command, messages, message => message.MediaType, NpgsqlDbType.Text);
        Add(command, messages, message => message.Channel, NpgsqlDbType.Text);
        Add(command, messages, message => message.ExternalId, NpgsqlDbType.Text);
        Add(command, messages, message => message.DedupKey, NpgsqlDbType.Text);
        Add(command, messages, message => message.IsUrgent, NpgsqlDbType.Boolean);
        Add(command, messages, message => message.ReceivedAt, NpgsqlDbType.TimestampTz);
        Add(command, messages, message => message.OccurredAt, NpgsqlDbType.TimestampTz);
        Add(command, messages, message => message.ContactId, NpgsqlDbType.Integer);
        Add(command, messages, message => message.InboxId, NpgsqlDbType.Bigint);
        Add(command, messages, message => message.InboxPart, NpgsqlDbType.Integer);
        Add(command, messages, message => message.IngestedAt, NpgsqlDbType.TimestampTz);
        Add(command, messages, message => message.Fingerprint, NpgsqlDbType.Bigint);
        var rows = messages.ToDictionary(message => (message.InboxId, message.InboxPart));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) rows[(reader.GetInt64(1), reader.GetInt32(2))].Id = reader.GetInt32(0);
    }

    public async Task MergeStatusesAsync(IReadOnlyList<MessageStatus> statuses, CancellationToken cancellationToken)
    {
        await using var command = Command(Merge);
        Add(command, statuses, status => status.ExternalId, NpgsqlDbType.Text);
        Add(command, statuses, status => status.Rank, NpgsqlDbType.Integer);
        Add(command, statuses, status => status.Status, NpgsqlDbType.Text);
        Add(command, statuses, status => status.At, NpgsqlDbType.TimestampTz);
        Add(command, statuses, status => status.Error, NpgsqlDbType.Text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql) =>
        new(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());

    private static void Add<TRow, TValue>(NpgsqlCommand command, IReadOnlyList<TRow> rows, Func<TRow, TValue> of, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
}
