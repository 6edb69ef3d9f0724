using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Audit;

/// <summary>What happened: a page of the audit log, the newest first. Row-level security lets those read it who may change roles.</summary>
public sealed record SearchAudit : IQuery<AuditPage>
{
    /// <summary>Entries on one page.</summary>
    public const int PageSize = 25;

    /// <summary>Part of the name or address of who did it, or of the key of what it was done to.</summary>
    public string? Text { get; init; }

    /// <summary>Only this action.</summary>
    public string? Action { get; init; }

    /// <summary>Only this table or subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Only what this person did or what was done to this person.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>From this instant.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Which page, from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A page of the audit log.</summary>
/// <param name="Lines">Its entries.</param>
/// <param name="Found">How many the filters let through; counted up to 10,000.</param>
/// <param name="Actions">The actions that there are, to narrow by.</param>
/// <param name="Subjects">The tables and subjects that there are.</param>
public sealed record AuditPage(IReadOnlyList<AuditLine> Lines, int Found, IReadOnlyList<string> Actions, IReadOnlyList<string> Subjects);

/// <summary>An entry of the audit log.</summary>
public sealed record AuditLine
{
    /// <summary>Key.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null for nobody who is signed in.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Who, by name.</summary>
    public string? Actor { get; init; }

    /// <summary>In which role of the database.</summary>
    public string? ActorRole { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>To a row of which table, or to what.</summary>
    public required string Subject { get; init; }

    /// <summary>The row's key.</summary>
    public string? SubjectKey { get; init; }

    /// <summary>Whose row or account it is, by name, where the key is a person's.</summary>
    public string? SubjectName { get; init; }

    /// <summary>Before (JSON object).</summary>
    public string? Before { get; init; }

    /// <summary>After (JSON object).</summary>
    public string? After { get; init; }

    /// <summary>From where.</summary>
    public string? IpAddress { get; init; }

    /// <summary>With what.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The request.</summary>
    public string? RequestId { get; init; }
}

internal sealed class SearchAuditHandler(PeppiDbContext db) : IHandler<SearchAudit, AuditPage>
{
    private const int Countable = 10_000;

    public async Task<Result<AuditPage>> Handle(SearchAudit query, CancellationToken cancellationToken)
    {
        if (!await db.AuditLog.AnyAsync(cancellationToken)) return SharedErrors.Forbidden("It needs the permission roles.update for all.");

        var found = db.AuditLog.AsNoTracking();
        if (query.Action is { } action) found = found.Where(entry => entry.Action == action);
        if (query.Subject is { } subject) found = found.Where(entry => entry.Subject == subject);
        if (query.From is { } from) found = found.Where(entry => entry.At >= from);
        if (query.Before is { } before) found = found.Where(entry => entry.At < before);
        if (query.PersonId is { } person) found = found.Where(entry => entry.ActorId == person || entry.SubjectKey == person.ToString());
        if (query.Text is { Length: > 0 } text)
        {
            var people = (await db.People.Select(row => new { row.Id, row.DisplayName, row.Email }).ToListAsync(cancellationToken))
                .Where(row => Shared.Text.Contains($"{row.DisplayName} {row.Email}", text)).Select(row => row.Id).ToList();
            var ids = people.Select(id => id.ToString()).ToList();
            found = found.Where(entry => (entry.ActorId != null && people.Contains(entry.ActorId.Value)) || entry.SubjectKey == text || (entry.SubjectKey != null && ids.Contains(entry.SubjectKey)));
        }

        var count = await found.Take(Countable).CountAsync(cancellationToken);
        var lines = await (
            from entry in found
            join actor in db.People on entry.ActorId equals (Guid?)actor.Id into actors
            from actor in actors.DefaultIfEmpty()
            orderby entry.Id descending
            select new AuditLine
            {
                Id = entry.Id,
                At = entry.At,
                ActorId = entry.ActorId,
                Actor = actor == null ? null : actor.DisplayName ?? actor.Email,
                ActorRole = entry.ActorRole,
                Action = entry.Action,
                Subject = entry.Subject,
                SubjectKey = entry.SubjectKey,
                Before = entry.Before,
                After = entry.After,
                IpAddress = entry.IpAddress,
                UserAgent = entry.UserAgent,
                RequestId = entry.RequestId,
            }).Skip((Math.Max(query.Page, 1) - 1) * SearchAudit.PageSize).Take(SearchAudit.PageSize).ToListAsync(cancellationToken);
        var persons = lines.Select(line => Guid.TryParse(line.SubjectKey, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().ToList();
        var names = await db.People.Where(row => persons.Contains(row.Id)).ToDictionaryAsync(row => row.Id.ToString(), row => row.DisplayName ?? row.Email, cancellationToken);
        lines = [.. lines.Select(line => line with { SubjectName = names.GetValueOrDefault(line.SubjectKey ?? "") })];
        var actions = await db.AuditLog.Select(entry => entry.Action).Distinct().OrderBy(name => name).ToListAsync(cancellationToken);
        var subjects = await db.AuditLog.Select(entry => entry.Subject).Distinct().OrderBy(name => name).ToListAsync(cancellationToken);
        return new AuditPage(lines, count, actions, subjects);
    }
}
