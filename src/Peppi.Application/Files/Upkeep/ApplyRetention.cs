using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Files.Upkeep;

/// <summary>Removes what is older than its rule of retention says. The audit log has a law of its own and is never touched.</summary>
/// <param name="DryRun">Only tells what would go.</param>
public sealed record ApplyRetention(bool DryRun) : ICommand<IReadOnlyList<Retired>>, IManagesOwnTransaction;

/// <summary>What a rule takes away.</summary>
/// <param name="What">The bucket with what names begin with, or the table.</param>
/// <param name="KeepDays">For how many days it is kept.</param>
/// <param name="Count">How many files or rows are older.</param>
/// <param name="Bytes">How much the files have.</param>
/// <param name="Oldest">From when the oldest is.</param>
public sealed record Retired(string What, int KeepDays, long Count, long Bytes, DateTimeOffset? Oldest);

/// <summary>Counts and removes old rows of a table that may have a rule.</summary>
public interface IRowRetention
{
    /// <summary>How many rows of a table were made before an instant; removed unless it is a trial.</summary>
    Task<long> RetireAsync(PeppiDbContext db, string table, DateTimeOffset before, bool dryRun, CancellationToken cancellationToken);
}

internal sealed class ApplyRetentionHandler(PeppiDbContext db, IRowRetention rows, TimeProvider time) : IHandler<ApplyRetention, IReadOnlyList<Retired>>
{
    public async Task<Result<IReadOnlyList<Retired>>> Handle(ApplyRetention command, CancellationToken cancellationToken)
    {
        List<RetentionRule> rules;
        await using (await db.Database.BeginTransactionAsync(cancellationToken))
            rules = await db.RetentionRules.AsNoTracking().Where(rule => rule.Enabled).OrderBy(rule => rule.Id).ToListAsync(cancellationToken);
        List<Retired> retired = [];
        foreach (var rule in rules)
        {
            var before = time.GetUtcNow().AddDays(-rule.KeepDays);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            retired.Add(rule.TableName is { } table
                ? new Retired(table, rule.KeepDays, await rows.RetireAsync(db, table, before, command.DryRun, cancellationToken), 0, null)
                : await FilesAsync(rule, before, command.DryRun, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }

        return retired;
    }

    private async Task<Retired> FilesAsync(RetentionRule rule, DateTimeOffset before, bool dryRun, CancellationToken cancellationToken)
    {
        var old = db.Objects.Where(file => file.BucketId == rule.BucketId && file.Name.StartsWith(rule.Prefix) && file.CreatedAt < before);
        var sum = await old.GroupBy(_ => 1).Select(all => new { Count = all.LongCount(), Bytes = all.Sum(file => file.Size), Oldest = all.Min(file => file.CreatedAt) })
            .SingleOrDefaultAsync(cancellationToken);
        if (sum is not null && !dryRun) await old.ExecuteDeleteAsync(cancellationToken);
        return new Retired($"{rule.BucketId}/{rule.Prefix}", rule.KeepDays, sum?.Count ?? 0, sum?.Bytes ?? 0, sum?.Oldest);
    }
}
