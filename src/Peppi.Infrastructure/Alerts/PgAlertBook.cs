using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Contracts;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Alerts;

/// <summary>One statement each: the unique index over keys that are not resolved decides, whoever else writes at that instant.</summary>
internal sealed class PgAlertBook(PeppiDbContext db, TimeProvider time) : IAlertBook
{
    // A statement may touch a row once only, and two that lock the same rows must do so in the same order.
    public async Task RaiseAsync(IReadOnlyList<AlertNews> news, CancellationToken cancellationToken)
    {
        if (news.Count == 0) return;
        var rows = JsonSerializer.Serialize(news.DistinctBy(one => one.Key).OrderBy(one => one.Key, StringComparer.Ordinal));
        var now = time.GetUtcNow();
        await InTransactionAsync(() => db.Database.ExecuteSqlAsync(
            $$"""
            insert into public.alerts as held (project_id, alert_type, priority, raised_priority, message, message_en, link, details, dedup_key, created_at)
            select "ProjectId", "Type", "Priority", "Priority", "French", "English", "Link", "Details"::jsonb, "Key", {{now}}
            from jsonb_to_recordset({{rows}}::jsonb) as news ("Key" text, "ProjectId" int, "Type" text, "Priority" text, "French" text, "English" text, "Link" text, "Details" text)
            where coalesce((select rule.enabled from public.alert_rules rule where rule.code = "Type" and (rule.project_id is null or rule.project_id = "ProjectId") order by rule.project_id nulls last limit 1), true)
            on conflict (dedup_key) where status <> 'resolved' do update set
              project_id = excluded.project_id, message = excluded.message, message_en = excluded.message_en, link = excluded.link, details = excluded.details, calm_since = null,
              priority = case when excluded.raised_priority is distinct from held.raised_priority then excluded.priority else held.priority end,
              raised_priority = excluded.raised_priority,
              status = case when array_position('{info,warning,high,critical}', excluded.raised_priority) > array_position('{info,warning,high,critical}', held.raised_priority)
                then 'open' else held.status end
            where (held.project_id, held.message, held.message_en, held.link, held.details, held.raised_priority) is distinct from (excluded.project_id, excluded.message, excluded.message_en, excluded.link, excluded.details, excluded.raised_priority)
               or held.calm_since is not null
            """,
            cancellationToken), cancellationToken);
    }

    public async Task ResolveAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0) return;
        var (list, now) = (keys.ToArray(), time.GetUtcNow());
        await InTransactionAsync(() => db.Database.ExecuteSqlAsync(
            $"update public.alerts set status = 'resolved', resolved_at = {now} where dedup_key = any ({list}) and status <> 'resolved'",
            cancellationToken), cancellationToken);
    }

    // In the caller's where there is one.
    private async Task InTransactionAsync(Func<Task<int>> work, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            await work();
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await work();
        await transaction.CommitAsync(cancellationToken);
    }
}
