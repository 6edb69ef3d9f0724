using Microsoft.EntityFrameworkCore;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Persistence;

namespace Peppi.Infrastructure.Alerts;

/// <summary>Who is told, asked of the matrix as row-level security asks it.</summary>
internal sealed class PgNoticeBook(PeppiDbContext db, TimeProvider time) : INoticeBook
{
    public async Task NoteAsync(IReadOnlyList<int> events, CancellationToken cancellationToken)
    {
        var (list, now) = (events.ToArray(), time.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $$"""
            with news as (
              select happened.id, happened.kind, app.alert_resource(alert.alert_type) as matter, happened.details, happened.alert_id, alert.project_id, alert.assigned_to, rule.notify_roles, rule.escalate_to_role, rule.escalate_to,
                array_position('{info,warning,high,critical}', alert.priority) as weight
              from public.alert_events happened
              join public.alerts alert on alert.id = happened.alert_id
              left join lateral (select * from public.alert_rules rule where rule.code = alert.alert_type and (rule.project_id is null or rule.project_id = alert.project_id)
                order by rule.project_id nulls last limit 1) rule on true
              where happened.id = any ({{list}}) and alert.status <> 'resolved' and (
                happened.kind in ('raised', 'escalated', 'assigned')
                or (happened.kind = 'reopened' and happened.details ->> 'from' = 'snoozed')
                or (happened.kind = 'priority' and array_position('{info,warning,high,critical}', happened.details ->> 'to') > array_position('{info,warning,high,critical}', happened.details ->> 'from'))))
            insert into app.alert_notices (alert_id, event_id, user_id, next_attempt_at, created_at)
            select news.alert_id, news.id, person.id, {{now}}, {{now}}
            from news
            join public.users person on person.active
            join public.roles role on role.id = person.role_id
            join public.role_permissions permission on permission.role_id = person.role_id and permission.resource = 'alerts' and permission.action = 'select'
            left join app.alert_preferences wish on wish.user_id = person.id
            where (permission.scope = 'all'
                or exists (select from public.projects project where project.id = news.project_id and project.manager_id = person.id)
                or exists (select from public.project_members member where member.project_id = news.project_id and member.user_id = person.id))
              and (news.matter is null or exists (select from public.role_permissions reads where reads.role_id = person.role_id and reads.resource = news.matter and reads.action = 'select'
                and (reads.scope = 'all'
                  or exists (select from public.projects project where project.id = news.project_id and project.manager_id = person.id)
                  or exists (select from public.project_members member where member.project_id = news.project_id and member.user_id = person.id))))
              and case news.kind
                when 'escalated' then role.name = news.escalate_to_role or person.id = news.escalate_to
                when 'assigned' then person.id = (news.details ->> 'to')::uuid
                else news.notify_roles is null or role.name = any (news.notify_roles) or person.id = news.assigned_to end
              and coalesce(wish.digest, 'immediate') <> 'none'
              and news.weight >= array_position('{info,warning,high,critical}', coalesce(wish.least_priority, 'warning'))
            on conflict (event_id, user_id) do nothing
            """, cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> PeopleAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.AlertNotices.Where(row => row.Status == "pending" && row.UserId != null && row.NextAttemptAt <= now).Select(row => row.UserId!.Value).Distinct().ToListAsync(cancellationToken);
    }

    // Everything that waits for the person, due or not: what is told is told together. A lock on the person, not on rows: two nodes that
    // lock the rows one after the other would each get a part, and the person two mails.
    public async Task<IReadOnlyList<WaitingNotice>> HoldAsync(Guid person, CancellationToken cancellationToken)
    {
        var name = $"alerts of {person}";
        if (!(await db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtextextended({name}, 0)) as \"Value\"").ToListAsync(cancellationToken))[0]) return [];
        return await db.Database.SqlQuery<WaitingNotice>(
            $"""
            select notice.id as "Id", notice.created_at as "CreatedAt", happened.kind as "Event", alert.id as "AlertId", alert.status as "Status", alert.priority as "Priority",
              alert.message as "Message", alert.message_en as "MessageEn", project.name as "ProjectName", alert.created_at as "RaisedAt",
              exists (select from public.users reader join public.role_permissions permission on permission.role_id = reader.role_id and permission.resource = 'alerts' and permission.action = 'select'
                where reader.id = notice.user_id and reader.active and (permission.scope = 'all' or project.manager_id = reader.id
                  or exists (select from public.project_members member where member.project_id = alert.project_id and member.user_id = reader.id))
                  and (app.alert_resource(alert.alert_type) is null or exists (select from public.role_permissions reads
                    where reads.role_id = reader.role_id and reads.resource = app.alert_resource(alert.alert_type) and reads.action = 'select'
                      and (reads.scope = 'all' or project.manager_id = reader.id
                        or exists (select from public.project_members member where member.project_id = alert.project_id and member.user_id = reader.id))))) as "StillReadable"
            from app.alert_notices notice
            join public.alerts alert on alert.id = notice.alert_id
            join public.alert_events happened on happened.id = notice.event_id
            left join public.projects project on project.id = alert.project_id
            where notice.user_id = {person} and notice.status = 'pending'
            order by notice.id
            """).ToListAsync(cancellationToken);
    }
}
