using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Notices;

/// <summary>
/// Mails each person what waits for him, when his wishes allow; answers how many mails there were. What goes to other programs, Slack among
/// them, the outgoing webhooks carry. Background work, on any number of nodes at once.
/// </summary>
public sealed record TellPeople : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class TellPeopleHandler(
    PeppiDbContext db, INoticeBook book, IOptions<AlertsOptions> options, IOptions<PublicUrlOptions> urls, TimeProvider time, ILogger<TellPeopleHandler> logger)
    : IHandler<TellPeople, int>
{
    public async Task<Result<int>> Handle(TellPeople command, CancellationToken cancellationToken)
    {
        var told = 0;
        IReadOnlyList<Guid> people;
        await using (await db.Database.BeginTransactionAsync(cancellationToken)) people = await book.PeopleAsync(cancellationToken);
        foreach (var person in people)
        {
            try
            {
                if (await MailAsync(person, cancellationToken)) told++;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // One person's row must not keep the others from being told.
                Faulted(exception, person);
            }

            db.ChangeTracker.Clear();
        }

        return told;
    }

    // The mail and what it tells of in one transaction: a node that dies has told of all of it, or of nothing.
    private async Task<bool> MailAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var waiting = await book.HoldAsync(id, cancellationToken);
        if (waiting.Count == 0) return false;
        var person = await db.People.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
        var now = time.GetUtcNow();

        // What is over, put off, no longer his to see, or no longer wished for, is told no more.
        var wishes = await WishesAsync(id, cancellationToken);
        List<WaitingNotice> live = [.. waiting.Where(notice => notice.StillReadable && person.Active && wishes.Digest != Digests.None && notice.Status is not (AlertStatuses.Resolved or AlertStatuses.Snoozed))];
        await MarkAsync([.. waiting.Except(live).Select(notice => notice.Id)], "skipped", null, cancellationToken);
        var sent = false;
        if (live.Count > 0)
        {
            var zone = Zone(person.TimeZone);
            var last = await db.AlertNotices.Where(row => row.UserId == id && row.Status == "sent").MaxAsync(row => row.SentAt, cancellationToken);
            var at = NoticeTiming.NextAt(wishes, zone, now, live.Min(notice => notice.CreatedAt), last, live.Any(notice => notice.Priority == AlertPriorities.Critical));
            if (at > now)
            {
                List<long> later = [.. live.Select(notice => notice.Id)];
                await db.AlertNotices.Where(row => later.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(it => it.NextAttemptAt, at), cancellationToken);
            }
            else
            {
                var language = Languages.Parse(person.Locale) ?? Language.French;
                db.Mails.Add(new AlertMail(person.Email, person.DisplayName, language, zone, urls.Value.Admin).Compose(live, now));
                await MarkAsync([.. live.Select(notice => notice.Id)], "sent", now, cancellationToken);
                sent = true;
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return sent;
    }

    private async Task<NoticeWishes> WishesAsync(Guid id, CancellationToken cancellationToken)
    {
        var wish = await db.AlertPreferences.AsNoTracking().SingleOrDefaultAsync(row => row.UserId == id, cancellationToken) ?? new AlertPreference();
        return new NoticeWishes(wish.Digest, wish.DigestAt, wish.QuietFrom, wish.QuietTo, wish.QuietWeekends);
    }

    private Task<int> MarkAsync(List<long> notices, string status, DateTimeOffset? at, CancellationToken cancellationToken) => notices.Count == 0 ? Task.FromResult(0)
        : db.AlertNotices.Where(row => notices.Contains(row.Id)).ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, status).SetProperty(it => it.SentAt, at), cancellationToken);

    private TimeZoneInfo Zone(string? own) =>
        own is not null && TimeZoneInfo.TryFindSystemTimeZoneById(own, out var zone) || TimeZoneInfo.TryFindSystemTimeZoneById(options.Value.TimeZone, out zone) ? zone : TimeZoneInfo.Utc;

    [LoggerMessage(LogLevel.Error, "Person {Person} could not be told of alerts")]
    private partial void Faulted(Exception exception, Guid person);
}
