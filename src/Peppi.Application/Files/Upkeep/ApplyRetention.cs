using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Upkeep;

/// <summary>
/// Removes what is older than its rule of retention says, or than a module's setting, and notes in the audit log how much that was. The
/// audit log itself has a law of its own and is never touched. Contents that no file stands for any more go with the next sweep.
/// </summary>
/// <param name="DryRun">Only tells what would go.</param>
public sealed record ApplyRetention(bool DryRun) : ICommand<IReadOnlyList<Retired>>, IManagesOwnTransaction;

/// <summary>Counts and removes old rows of a table that may have a rule, within the context's transaction.</summary>
public interface IRowRetention
{
    /// <summary>Rows of a table that were made before an instant, and the files that lie in the store for them.</summary>
    Task<OldRows> CountAsync(PeppiDbContext db, string table, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes at most so many of them, the oldest first, with their files.</summary>
    Task<OldRows> RetireAsync(PeppiDbContext db, string table, DateTimeOffset before, int most, CancellationToken cancellationToken);
}

/// <summary>Old rows of a table.</summary>
public sealed class OldRows
{
    /// <summary>How many rows.</summary>
    public long Count { get; set; }

    /// <summary>How many files lie in the store for them.</summary>
    public long Files { get; set; }

    /// <summary>How many bytes those have.</summary>
    public long Bytes { get; set; }

    /// <summary>From when the oldest row is.</summary>
    public DateTimeOffset? Oldest { get; set; }
}

internal sealed class ApplyRetentionHandler(PeppiDbContext db, IRowRetention rows, IEnumerable<IRetires> modules, TimeProvider time) : IHandler<ApplyRetention, IReadOnlyList<Retired>>
{
    // A transaction each: whoever works meanwhile waits for no more than that.
    private const int AtOnce = 1000;

    public async Task<Result<IReadOnlyList<Retired>>> Handle(ApplyRetention command, CancellationToken cancellationToken)
    {
        List<RetentionRule> rules;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
            rules = await db.RetentionRules.AsNoTracking().Where(rule => rule.Enabled).OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
        List<Retired> retired = [];
        foreach (var rule in rules)
        {
            var before = time.GetUtcNow().AddDays(-rule.KeepDays);
            var told = new Retired(rule.TableName ?? $"{rule.BucketId}/{rule.Prefix}", rule.KeepDays, before);
            told = rule.TableName is { } table
                ? await RowsAsync(table, told, command.DryRun, cancellationToken)
                : await FilesAsync(rule, told, command.DryRun, cancellationToken);
            retired.Add(await NoteAsync(told, command.DryRun, cancellationToken));
        }

        foreach (var module in modules) retired.Add(await NoteAsync(await module.RetireAsync(command.DryRun, cancellationToken), command.DryRun, cancellationToken));
        return retired;
    }

    private async Task<Retired> RowsAsync(string table, Retired told, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            return Plus(told, await rows.CountAsync(db, table, told.Before, cancellationToken));
        }

        while (true)
        {
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
                var batch = await rows.RetireAsync(db, table, told.Before, AtOnce, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                told = Plus(told, batch);
                if (batch.Count < AtOnce) return told;
            }
            catch (Exception exception) when (DatabaseErrors.From(exception) is { } error)
            {
                // Something refers to these rows: the other rules are applied all the same.
                return told with { Failure = error.Message };
            }
        }
    }

    private async Task<Retired> FilesAsync(RetentionRule rule, Retired told, bool dryRun, CancellationToken cancellationToken)
    {
        var old = db.Objects.Where(file => file.BucketId == rule.BucketId && file.Name.StartsWith(rule.Prefix) && file.CreatedAt < told.Before);
        if (dryRun)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var sum = await old.GroupBy(_ => 1).Select(all => new OldRows { Count = all.LongCount(), Bytes = all.Sum(file => file.Size), Oldest = all.Min(file => file.CreatedAt) })
                .SingleOrDefaultAsync(cancellationToken);
            return sum is null ? told : Plus(told, new OldRows { Count = sum.Count, Files = sum.Count, Bytes = sum.Bytes, Oldest = sum.Oldest });
        }

        while (true)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var batch = await old.OrderBy(file => file.CreatedAt).Select(file => new { file.Id, file.Size, file.CreatedAt }).Take(AtOnce).ToListAsync(cancellationToken);
            if (batch.Count == 0) return told;
            var ids = batch.ConvertAll(file => file.Id);
            var gone = await old.Where(file => ids.Contains(file.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            told = Plus(told, new OldRows { Count = gone, Files = gone, Bytes = batch.Sum(file => file.Size), Oldest = batch[0].CreatedAt });
        }
    }

    // Who removed how much, since when: an act of the scheduler's that nobody else would know of.
    private async Task<Retired> NoteAsync(Retired told, bool dryRun, CancellationToken cancellationToken)
    {
        if (dryRun || told.Count == 0) return told;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.AuditLog.Add(new AuditEntry
        {
            At = time.GetUtcNow(),
            ActorRole = "peppi_jobs",
            Action = "retention",
            Subject = told.What,
            After = new JsonObject
            {
                ["count"] = told.Count,
                ["files"] = told.Files,
                ["bytes"] = told.Bytes,
                ["keep_days"] = told.KeepDays,
                ["before"] = told.Before,
                ["oldest"] = told.Oldest,
            }.ToJsonString(JsonSerializerOptions.Web),
        });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return told;
    }

    private static Retired Plus(Retired told, OldRows batch) => told with
    {
        Count = told.Count + batch.Count,
        Files = told.Files + batch.Files,
        Bytes = told.Bytes + batch.Bytes,
        Oldest = told.Oldest is { } known && (batch.Oldest is null || known < batch.Oldest) ? known : batch.Oldest,
    };
}
