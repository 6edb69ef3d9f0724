namespace Peppi.Application.Persistence;

/// <summary>One changed row that somebody has yet to hear of (<c>app.outbox</c>), written by triggers in the transaction of the change.</summary>
public sealed class OutboxEntry
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>The table, in schema public.</summary>
    public required string TableName { get; set; }

    /// <summary>The row's key (JSON object), e.g. <c>{"id": 12}</c>.</summary>
    public required string Key { get; set; }

    /// <summary><c>insert</c>, <c>update</c> or <c>delete</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>The project of the row, where it has one.</summary>
    public int? ProjectId { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>A mail that is to leave (<c>app.mail_outbox</c>). Whoever queues it does so in the transaction that decides about it.</summary>
public sealed class QueuedMail
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>Address of the reader.</summary>
    public required string ToAddress { get; set; }

    /// <summary>Name of the reader.</summary>
    public string? ToName { get; set; }

    /// <summary>Subject.</summary>
    public required string Subject { get; set; }

    /// <summary>Body as HTML.</summary>
    public string? Html { get; set; }

    /// <summary>Body as plain text.</summary>
    public required string Text { get; set; }

    /// <summary>It holds a link or code that lets somebody in: the text is forgotten once it has left.</summary>
    public bool Secret { get; set; }

    /// <summary>Files in the store (JSON array of <c>{"path", "name", "type"}</c>).</summary>
    public string Attachments { get; set; } = "[]";

    /// <summary>The report delivery that it carries out.</summary>
    public int? DeliveryId { get; set; }

    /// <summary><c>pending</c>, <c>sent</c> or <c>failed</c>.</summary>
    public string Status { get; set; } = "pending";

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; set; }

    /// <summary>When it was queued.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the server took it.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Its Message-ID.</summary>
    public string? MessageId { get; set; }
}

/// <summary>Who changed what (<c>app.audit_log</c>). Rows are only ever added, by triggers and by the Accounts module.</summary>
public sealed class AuditEntry
{
    /// <summary>Key, rising.</summary>
    public long Id { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The person, where there was one.</summary>
    public Guid? ActorId { get; set; }

    /// <summary>The database role that the statement ran under.</summary>
    public string? ActorRole { get; set; }

    /// <summary><c>insert</c>, <c>update</c>, <c>delete</c>, or the name of an event such as <c>sign_in</c>.</summary>
    public required string Action { get; set; }

    /// <summary>The table, or what the event is about.</summary>
    public required string Subject { get; set; }

    /// <summary>The row's key, as text.</summary>
    public string? SubjectKey { get; set; }

    /// <summary>The project of the row, where it has one.</summary>
    public int? ProjectId { get; set; }

    /// <summary>The row before (JSON object); of an update only the columns that changed.</summary>
    public string? Before { get; set; }

    /// <summary>The row after (JSON object); of an update only the columns that changed.</summary>
    public string? After { get; set; }

    /// <summary>Where the request came from.</summary>
    public string? IpAddress { get; set; }

    /// <summary>Ties it to the log.</summary>
    public string? RequestId { get; set; }

    /// <summary>The program or browser, as it named itself.</summary>
    public string? UserAgent { get; set; }
}

/// <summary>
/// One link of the audit log's chain (<c>app.audit_seals</c>): it authenticates an entry together with the link before it, so that no
/// entry can be changed, taken out, put in or moved without breaking every later link.
/// </summary>
public sealed class AuditSeal
{
    /// <summary>Place in the chain, from 1 without gaps.</summary>
    public long Position { get; set; }

    /// <summary>The entry.</summary>
    public long EntryId { get; set; }

    /// <summary>When it was sealed.</summary>
    public DateTimeOffset SealedAt { get; set; }

    /// <summary>HMAC-SHA256 over the link before, the place, the instant and the entry.</summary>
    public required byte[] Seal { get; set; }
}

/// <summary>
/// Remembers that the defaults of a role for a resource were given once (<c>app.matrix_seeds</c>), so that a later start never brings
/// back a permission that an admin took away.
/// </summary>
public sealed class MatrixSeed
{
    /// <summary>The role's name.</summary>
    public required string Role { get; set; }

    /// <summary>The resource.</summary>
    public required string Resource { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>What <c>ExposedTables</c> says, as row-level security reads it (<c>app.resource_tables</c>); the migrator writes it.</summary>
public sealed class ResourceTable
{
    /// <summary>The table in schema public.</summary>
    public required string TableName { get; set; }

    /// <summary>Its resource.</summary>
    public required string Resource { get; set; }

    /// <summary><c>project</c>, <c>caller</c>, <c>role</c> or <c>schedule</c>.</summary>
    public required string OwnRule { get; set; }

    /// <summary>The column that the rule looks at.</summary>
    public required string OwnColumn { get; set; }

    /// <summary>Writing needs the right to update the parent.</summary>
    public bool WrittenWithParent { get; set; }
}
