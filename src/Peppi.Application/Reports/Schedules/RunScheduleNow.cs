using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>
/// Makes a schedule due at once, besides its own slots; the scheduler's node does the work. Answers the slot, under which
/// <see cref="ListDeliveries"/> shows how it goes.
/// </summary>
public sealed record RunScheduleNow(int Id) : ICommand<DateTimeOffset>, IManagesOwnTransaction;

internal sealed class RunScheduleNowHandler(PeppiDbContext db, CallerScopes scopes, TimeProvider time) : IHandler<RunScheduleNow, DateTimeOffset>
{
    public async Task<Result<DateTimeOffset>> Handle(RunScheduleNow command, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(command.Id, cancellationToken) is { } refusal) return refusal;
        var now = time.GetUtcNow();
        var slot = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var planned = await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(new PlanSlot(command.Id, slot), cancellationToken));
        return planned.Succeeded ? slot : planned.Error;
    }

    // Only who may change a schedule may run it; row-level security answers by the rows that it lets an update touch. Ended before
    // the slot is planned, which changes the same row.
    private async Task<Error?> RefusalAsync(int id, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var mine = await db.ReportSchedules.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(it => it.Name, it => it.Name), cancellationToken);
        var seen = mine > 0 || await db.ReportSchedules.AnyAsync(row => row.Id == id, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return mine > 0 ? null : seen ? SharedErrors.Forbidden() : SharedErrors.NotFound("schedule");
    }
}
