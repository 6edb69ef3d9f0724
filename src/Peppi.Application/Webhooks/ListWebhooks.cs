using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Every target with how it fares, and the events that were given up. For those who may change roles.</summary>
public sealed record ListWebhooks : IQuery<WebhooksView>;

/// <summary>The targets and what did not reach them.</summary>
/// <param name="Targets">The targets, by name.</param>
/// <param name="DeadLetters">Events that were given up, the newest first.</param>
public sealed record WebhooksView(IReadOnlyList<WebhookLine> Targets, IReadOnlyList<DeadLetter> DeadLetters);

/// <summary>A target.</summary>
public sealed record WebhookLine(Guid Id, string Name, string Url, string Format, IReadOnlyList<string> Events, bool Active)
{
    /// <summary>When it was sent something last.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>What it answered last.</summary>
    public int? LastStatus { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; init; }

    /// <summary>Until when the secret before signs too.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>Events on their way.</summary>
    public int Pending { get; init; }

    /// <summary>Events given up.</summary>
    public int Dead { get; init; }
}

/// <summary>An event that was given up.</summary>
public sealed record DeadLetter(long Id, Guid TargetId, string Target, string EventType, string EventId, int Attempts, string? Reason, string? Excerpt, DateTimeOffset? FinishedAt)
{
    /// <summary>The last answer (HTTP status).</summary>
    public int? Status { get; init; }
}

internal sealed class ListWebhooksHandler(PeppiDbContext db, CallerContext caller) : IHandler<ListWebhooks, WebhooksView>
{
    private const int Shown = 100;

    public async Task<Result<WebhooksView>> Handle(ListWebhooks query, CancellationToken cancellationToken)
    {
        var me = caller.Current.UserId;
        if (!await db.People.Where(person => person.Id == me).Join(db.RolePermissions, person => person.RoleId, permission => permission.RoleId, (_, permission) => permission)
            .AnyAsync(permission => permission.Resource == Resources.Roles && permission.Action == PermissionActions.Update && permission.Scope == PermissionScopes.All, cancellationToken))
            return SharedErrors.Forbidden("It needs the permission roles.update for all.");

        var targets = await WebhookLines.Of(db, db.WebhookTargets).ToListAsync(cancellationToken);
        var dead = await (
            from row in db.OutgoingEvents
            join target in db.WebhookTargets on row.TargetId equals target.Id
            where row.Status == "dead"
            orderby row.FinishedAt descending
            select new DeadLetter(row.Id, row.TargetId, target.Name, row.EventType, row.EventId, row.Attempts, row.LastError, row.Excerpt, row.FinishedAt) { Status = row.LastStatus }).Take(Shown).ToListAsync(cancellationToken);
        return new WebhooksView(targets, dead);
    }
}
