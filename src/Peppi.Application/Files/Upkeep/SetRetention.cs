using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Upkeep;

/// <summary>Says for how long files or rows are kept, or that nothing is said any more.</summary>
/// <param name="What">A bucket with what names begin with (<c>projets/chantier/</c>), or a table (<c>chantier_messages</c>).</param>
/// <param name="KeepDays">Days; null to keep for ever.</param>
public sealed record SetRetention(string What, int? KeepDays) : ICommand<Done>, IManagesOwnTransaction;

internal sealed class SetRetentionHandler(PeppiDbContext db, IRowRetention rows, TimeProvider time) : IHandler<SetRetention, Done>
{
    public async Task<Result<Done>> Handle(SetRetention command, CancellationToken cancellationToken)
    {
        if (command.KeepDays is < 1) return FileErrors.InvalidParameter("Something is kept for at least a day");
        var slash = command.What.IndexOf('/', StringComparison.Ordinal);
        var (bucket, prefix, table) = slash < 0 ? (null, "", command.What) : (command.What[..slash], command.What[(slash + 1)..], (string?)null);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (bucket is not null && await ObjectRows.BucketAsync(db, bucket, cancellationToken) is null) return FileErrors.NoSuchBucket;

        // Asked at once: a rule that can never be applied is none.
        if (table is not null) await rows.CountAsync(db, table, time.GetUtcNow().AddYears(-1000), cancellationToken);
        await db.RetentionRules.Where(rule => rule.BucketId == bucket && rule.Prefix == prefix && rule.TableName == table).ExecuteDeleteAsync(cancellationToken);
        if (command.KeepDays is { } days) db.RetentionRules.Add(new RetentionRule { BucketId = bucket, Prefix = prefix, TableName = table, KeepDays = days, Enabled = true });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }
}
