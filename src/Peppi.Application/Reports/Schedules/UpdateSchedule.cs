using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>Changes a schedule and its recipients as a whole.</summary>
public sealed record UpdateSchedule(int Id, ScheduleInput Input) : ICommand<Done>;

internal sealed class UpdateScheduleValidator : AbstractValidator<UpdateSchedule>
{
    public UpdateScheduleValidator(ICronCalendar calendar, TimeProvider time) =>
        RuleFor(command => command.Input).Custom(new ScheduleInputRules(calendar, time).AddFaults);
}

internal sealed class UpdateScheduleHandler(PeppiDbContext db, ICronCalendar calendar, TimeProvider time) : IHandler<UpdateSchedule, Done>
{
    public async Task<Result<Done>> Handle(UpdateSchedule command, CancellationToken cancellationToken)
    {
        if (await db.ReportSchedules.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } schedule)
        {
            return SharedErrors.NotFound("schedule");
        }

        var input = command.Input;
        (schedule.Name, schedule.ReportType, schedule.Filters) = (input.Name.Trim(), input.ReportType, input.Filters());
        (schedule.Cron, schedule.TimeZone) = (input.Cron.Trim(), input.TimeZone);
        (schedule.Formats, schedule.Locale, schedule.Enabled) = ([.. input.Formats.Distinct()], input.Locale, input.Enabled);
        schedule.NextRunAt = input.Enabled ? calendar.NextAfter(schedule.Cron, schedule.TimeZone, time.GetUtcNow()) : null;

        var present = await db.ReportScheduleRecipients.Where(row => row.ScheduleId == schedule.Id).ToListAsync(cancellationToken);
        db.ReportScheduleRecipients.RemoveRange(present.Where(row => !input.Recipients.Contains(row.UserId)));
        foreach (var person in input.Recipients.Distinct().Except(present.Select(row => row.UserId)))
        {
            db.ReportScheduleRecipients.Add(new ReportScheduleRecipient { ScheduleId = schedule.Id, UserId = person });
        }

        return Done.Value;
    }
}
