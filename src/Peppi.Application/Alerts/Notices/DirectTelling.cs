using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;

namespace Peppi.Application.Alerts.Notices;

/// <summary>
/// Tells people and programs of a rule's alerts without the outbox: that changes are not handed on cannot be told by handing on a change.
/// What comes by that way later finds it told.
/// </summary>
internal sealed class DirectTelling(PeppiDbContext db, INoticeBook notices, AlertAnnouncements announcements, TimeProvider time)
{
    public async Task TellAsync(string code, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddDays(-1);
        var events = await (
            from happened in db.AlertEvents
            join alert in db.Alerts on happened.AlertId equals alert.Id
            where alert.AlertType == code && happened.At >= since
            select happened.Id).ToListAsync(cancellationToken);
        if (events.Count == 0) return;
        await notices.NoteAsync(events, cancellationToken);
        await announcements.AnnounceAsync(events, cancellationToken);
    }
}
