using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Forgets events that ended long ago; answers how many. Background work.</summary>
public sealed record ForgetSentEvents : ICommand<int>;

internal sealed class ForgetSentEventsHandler(PeppiDbContext db, IOptions<WebhooksOptions> options, TimeProvider time) : IHandler<ForgetSentEvents, int>
{
    public async Task<Result<int>> Handle(ForgetSentEvents command, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeptDays);
        return await db.OutgoingEvents.Where(row => row.Status != "pending" && row.FinishedAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
