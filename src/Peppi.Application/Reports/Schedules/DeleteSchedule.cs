using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>Deletes a schedule. What it delivered stays on record.</summary>
public sealed record DeleteSchedule(int Id) : ICommand<Done>;

internal sealed class DeleteScheduleHandler(PeppiDbContext db) : IHandler<DeleteSchedule, Done>
{
    public async Task<Result<Done>> Handle(DeleteSchedule command, CancellationToken cancellationToken)
    {
        if (await db.ReportSchedules.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } schedule)
        {
            return SharedErrors.NotFound("schedule");
        }

        db.ReportSchedules.Remove(schedule);
        return Done.Value;
    }
}
