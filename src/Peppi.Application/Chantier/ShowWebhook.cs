using System.Text;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>A webhook as it came, and the messages that it gave.</summary>
/// <param name="Id">The webhook.</param>
public sealed record ShowWebhook(long Id) : IQuery<RawWebhook>;

/// <summary>A webhook as it came.</summary>
/// <param name="Line">What became of it.</param>
/// <param name="Headers">The headers that were kept, as JSON.</param>
/// <param name="Body">The bytes as text; what is no UTF-8 is shown as replacement characters.</param>
/// <param name="Messages">The messages that it gave.</param>
public sealed record RawWebhook(InboxLine Line, string Headers, string Body, IReadOnlyList<int> Messages);

internal sealed class ShowWebhookHandler(PeppiDbContext db) : IHandler<ShowWebhook, RawWebhook>
{
    public async Task<Result<RawWebhook>> Handle(ShowWebhook query, CancellationToken cancellationToken)
    {
        if (await db.WebhookInbox.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, cancellationToken) is not { } row) return SharedErrors.NotFound("webhook");
        var messages = await db.ChantierMessages.Where(message => message.InboxId == row.Id).OrderBy(message => message.Id).Select(message => message.Id).ToListAsync(cancellationToken);
        return new RawWebhook(
            new InboxLine(row.Id, row.Source, row.ReceivedAt, row.Outcome, row.Messages, row.Duplicates, row.Repeats, row.Error),
            row.Headers, Encoding.UTF8.GetString(row.Body).Replace("\0", "␀", StringComparison.Ordinal), messages);
    }
}
