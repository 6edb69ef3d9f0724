using System.Buffers.Binary;
using System.Text;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Audit;

/// <summary>
/// Makes the links of the chain over the audit log. Each is a MAC under the instance's master key over the link before it and the entry
/// with all its columns: whoever has the database alone can make none.
/// </summary>
internal sealed class AuditChain(ISecretSeal seal)
{
    private const string Purpose = "audit_log";

    /// <summary>The link of <paramref name="entry"/> at its place.</summary>
    public byte[] LinkOf(ReadOnlySpan<byte> before, long position, DateTimeOffset sealedAt, AuditEntry entry)
    {
        using var content = new MemoryStream();
        Write(content, before);
        Write(content, position);
        Write(content, sealedAt.UtcTicks);
        Write(content, entry.Id);
        Write(content, entry.At.UtcTicks);
        foreach (var column in (string?[])[
            entry.ActorId?.ToString(), entry.ActorRole, entry.Action, entry.Subject, entry.SubjectKey, entry.ProjectId?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            entry.Before, entry.After, entry.IpAddress, entry.RequestId, entry.UserAgent])
        {
            // Nothing is something else than an empty text.
            content.WriteByte(column is null ? (byte)0 : (byte)1);
            Write(content, Encoding.UTF8.GetBytes(column ?? ""));
        }

        return seal.Digest(content.ToArray(), Purpose);
    }

    /// <summary>An instant as the database keeps it: to the microsecond.</summary>
    public static DateTimeOffset Kept(DateTimeOffset instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    private static void Write(Stream content, ReadOnlySpan<byte> bytes)
    {
        Write(content, bytes.Length);
        content.Write(bytes);
    }

    private static void Write(Stream content, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        content.Write(bytes);
    }
}
