using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Forgets events that ended long ago, some thousand a transaction; answers how many. Background work.</summary>
public sealed record ForgetSentEvents : ICommand<int>, IManagesOwnTransaction;

internal sealed class ForgetSentEventsHandler(PeppiDbContext db, IOptions<WebhooksOptions> options, TimeProvider time) : IHandler<ForgetSentEvents, int>
{
    private const int AtOnce = 5000;
    private static readonly string[] Ended = ["sent", "dead"];

    public async Task<Result<int>> Handle(ForgetSentEvents command, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.Value.KeptDays);
        var (forgotten, round) = (0, 0);
        do
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var old = await db.OutgoingEvents.Where(row => Ended.Contains(row.Status) && row.FinishedAt < before).Take(AtOnce).Select(row => row.Id).ToListAsync(cancellationToken);
            round = await db.OutgoingEvents.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            forgotten += round;
        }
        while (round == AtOnce);
        return forgotten;
    }
}
