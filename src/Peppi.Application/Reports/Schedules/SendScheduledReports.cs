using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// Runs what is due, or one schedule now, and waits for the outcome. The scheduler does the same by itself; called for a slot that it
/// has run already, this adds nothing. The front door asks for the service key.
/// </summary>
/// <param name="ScheduleId">Only this one, now, whether or not it is due.</param>
public sealed record SendScheduledReports(int? ScheduleId) : ICommand<IReadOnlyList<SlotResult>>, IManagesOwnTransaction;

/// <summary>How one slot of one schedule went.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Name">Its name.</param>
/// <param name="Slot">The slot.</param>
/// <param name="Status">One of <see cref="ScheduleOutcomes"/>; running while a mail still waits for its server.</param>
/// <param name="Deliveries">Each recipient's copy.</param>
public sealed record SlotResult(int ScheduleId, string Name, DateTimeOffset Slot, string Status, IReadOnlyList<DeliveryView> Deliveries);

internal sealed class SendScheduledReportsHandler(CallerScopes scopes, TimeProvider time) : IHandler<SendScheduledReports, IReadOnlyList<SlotResult>>
{
    public async Task<Result<IReadOnlyList<SlotResult>>> Handle(SendScheduledReports command, CancellationToken cancellationToken)
    {
        var due = await DueAsync(command.ScheduleId, cancellationToken);
        if (command.ScheduleId is not null && due.Count == 0) return SharedErrors.NotFound("schedule");
        foreach (var (id, slot) in due)
        {
            var planned = await SendAsync(new PlanSlot(id, slot), cancellationToken);
            if (!planned.Succeeded && planned.Error.Kind != ErrorKind.Conflict) return planned.Error;
        }

        await SendAsync(new DeliverDue(), cancellationToken);
        await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<IMailFlush>().FlushAsync(cancellationToken));
        return await ResultsAsync(due, cancellationToken);
    }

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request, CancellationToken cancellationToken) =>
        scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, cancellationToken));

    private Task<List<(int Id, DateTimeOffset Slot)>> DueAsync(int? only, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var now = time.GetUtcNow();
        var slot = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var rows = await db.ReportSchedules.AsNoTracking().Where(row => only != null ? row.Id == only : row.Enabled && row.NextRunAt <= now)
            .Select(row => new { row.Id, row.NextRunAt }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => (row.Id, only is not null ? slot : row.NextRunAt!.Value));
    }, cancellationToken);

    private Task<List<SlotResult>> ResultsAsync(List<(int Id, DateTimeOffset Slot)> due, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        List<SlotResult> results = [];
        foreach (var (id, slot) in due)
        {
            var name = await db.ReportSchedules.Where(row => row.Id == id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken) ?? string.Empty;
            var deliveries = await db.ReportDeliveries.AsNoTracking().Where(row => row.ScheduleId == id && row.Slot == slot).OrderBy(row => row.Id)
                .Select(row => new DeliveryView(row.Id, row.Slot, row.RecipientId, row.RecipientEmail, row.Status, row.Attempts, row.Error, row.SentAt, row.NextAttemptAt))
                .ToListAsync(cancellationToken);
            results.Add(new SlotResult(id, name, slot, SlotOutcomes.Of([.. deliveries.Select(row => row.Status)]), deliveries));
        }

        return results;
    }, cancellationToken);

    private Task<T> ReadAsync<T>(Func<PeppiDbContext, Task<T>> read, CancellationToken cancellationToken) => scopes.RunAsync(Caller.Jobs, async services =>
    {
        var db = services.GetRequiredService<PeppiDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        return await read(db);
    });
}
