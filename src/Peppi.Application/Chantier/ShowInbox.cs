using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>How the webhooks are: when each source was last heard, what became of its deliveries, and what lies in quarantine.</summary>
public sealed record ShowInbox : IQuery<InboxHealth>
{
    /// <summary>Only deliveries with this outcome in the list.</summary>
    public string? Outcome { get; init; }

    /// <summary>Which page of the list, from 1.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>How the webhooks are.</summary>
/// <param name="Sources">Each source.</param>
/// <param name="Outcomes">How many deliveries of the last seven days had which outcome.</param>
/// <param name="Repeats">How often a delivery of the last seven days came again.</param>
/// <param name="Photos">How many photos of the last seven days are in which state.</param>
/// <param name="Lines">The deliveries of the page, the newest first.</param>
/// <param name="More">Whether there are older ones.</param>
public sealed record InboxHealth(
    IReadOnlyList<InboxSource> Sources, IReadOnlyDictionary<string, int> Outcomes, int Repeats, IReadOnlyDictionary<string, int> Photos, IReadOnlyList<InboxLine> Lines, bool More);

/// <summary>A source of webhooks.</summary>
/// <param name="Source"><c>manychat</c> or <c>whatsapp</c>.</param>
/// <param name="LastSeen">Its last delivery; null where there was none.</param>
public sealed record InboxSource(string Source, DateTimeOffset? LastSeen);

/// <summary>A delivery.</summary>
/// <param name="Id">Key.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="Outcome">One of <see cref="WebhookOutcomes"/>.</param>
/// <param name="Messages">How many new messages it gave.</param>
/// <param name="Duplicates">How many of its messages were there already.</param>
/// <param name="Repeats">How often the same came again.</param>
/// <param name="Error">Why it lies in quarantine, or what went wrong last.</param>
public sealed record InboxLine(long Id, string Source, DateTimeOffset ReceivedAt, string Outcome, int Messages, int Duplicates, int Repeats, string? Error);

internal sealed class ShowInboxHandler(PeppiDbContext db, CallerContext caller, TimeProvider time) : IHandler<ShowInbox, InboxHealth>
{
    private const int PageSize = 25;

    public async Task<Result<InboxHealth>> Handle(ShowInbox query, CancellationToken cancellationToken)
    {
        // Row-level security would show an empty list; that nobody wrote and that one may not look are two things.
        if (!await MayAsync(cancellationToken)) return SharedErrors.Forbidden();
        var week = time.GetUtcNow().AddDays(-7);
        List<InboxSource> sources = [];
        foreach (var source in new[] { MessageChannels.ManyChat, MessageChannels.WhatsApp })
            sources.Add(new InboxSource(source, await db.WebhookInbox.Where(row => row.Source == source).MaxAsync(row => (DateTimeOffset?)row.ReceivedAt, cancellationToken)));
        var outcomes = await db.WebhookInbox.Where(row => row.ReceivedAt > week).GroupBy(row => row.Outcome)
            .Select(group => new { group.Key, Count = group.Count(), Repeats = group.Sum(row => row.Repeats) }).ToListAsync(cancellationToken);
        var photos = await db.ChantierMedia.Where(row => row.CreatedAt > week).GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var lines = await db.WebhookInbox.AsNoTracking().Where(row => query.Outcome == null || row.Outcome == query.Outcome).OrderByDescending(row => row.Id)
            .Skip((Math.Max(query.Page, 1) - 1) * PageSize).Take(PageSize + 1)
            .Select(row => new InboxLine(row.Id, row.Source, row.ReceivedAt, row.Outcome, row.Messages, row.Duplicates, row.Repeats, row.Error))
            .ToListAsync(cancellationToken);
        return new InboxHealth(sources, outcomes.ToDictionary(one => one.Key, one => one.Count), outcomes.Sum(one => one.Repeats), photos.ToDictionary(one => one.Key, one => one.Count),
            [.. lines.Take(PageSize)], lines.Count > PageSize);
    }

    private Task<bool> MayAsync(CancellationToken cancellationToken) => db.People.Where(person => person.Id == caller.Current.UserId)
        .Join(db.RolePermissions, person => person.RoleId, permission => permission.RoleId, (_, permission) => permission)
        .AnyAsync(permission => permission.Resource == "chantier" && permission.Action == "select" && permission.Scope == "all", cancellationToken);
}
