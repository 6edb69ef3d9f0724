using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Engine;
using Peppi.Application.Persistence;
using Peppi.Domain.Alerts;

namespace Peppi.Infrastructure.Alerts;

/// <summary><c>app.alert_marks</c> (Sql/058_alert_marks.sql).</summary>
internal sealed class PgAlertMarks(PeppiDbContext db) : IAlertMarks
{
    // A mark of a rule that there is no more is nobody's to look at.
    private static readonly string[] Known = [.. AlertRuleKinds.All.Select(kind => kind.Code)];

    public async Task AddAsync(IReadOnlyCollection<AlertMark> marks, CancellationToken cancellationToken)
    {
        if (marks.Count == 0) return;
        var rows = JsonSerializer.Serialize(marks);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into app.alert_marks (rule, project_id, whole, at)
            select "Rule", "ProjectId", "Whole", "At" from jsonb_to_recordset({rows}::jsonb) as mark ("Rule" text, "ProjectId" int, "Whole" boolean, "At" timestamptz)
            """, cancellationToken);
    }

    public async Task<IReadOnlySet<string>> RulesAsync(CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<string>($"select distinct rule as \"Value\" from app.alert_marks").ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    // Whoever comes later reads what was written before this deleted the mark: each statement of a transaction sees what is committed by then.
    public async Task<IReadOnlyList<AlertMark>> TakeAsync(string rule, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<AlertMark>(
            $"""
            with gone as (delete from app.alert_marks where rule = {rule} returning project_id, whole, at)
            select {rule} as "Rule", project_id as "ProjectId", whole as "Whole", min(at) as "At" from gone group by project_id, whole
            """).ToListAsync(cancellationToken);

    public async Task<bool> WaitSinceAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<bool>($"select exists (select from app.alert_marks where at < {before} and rule = any ({Known})) as \"Value\"").ToListAsync(cancellationToken))[0];
}
