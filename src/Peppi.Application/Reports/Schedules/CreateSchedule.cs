using FluentValidation;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Reports;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>Makes a schedule that belongs to the caller; answers its id.</summary>
public sealed record CreateSchedule(ScheduleInput Input) : ICommand<int>;

internal sealed class CreateScheduleValidator : AbstractValidator<CreateSchedule>
{
    public CreateScheduleValidator(ICronCalendar calendar, TimeProvider time) =>
        RuleFor(command => command.Input).Custom(new ScheduleInputRules(calendar, time).AddFaults);
}

internal sealed class CreateScheduleHandler(PeppiDbContext db, CallerContext caller, ICronCalendar calendar, TimeProvider time)
    : IHandler<CreateSchedule, int>
{
    public async Task<Result<int>> Handle(CreateSchedule command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var schedule = new ReportSchedule
        {
            Name = input.Name.Trim(),
            ReportType = input.ReportType,
            Filters = input.Filters(),
            Cron = input.Cron.Trim(),
            TimeZone = input.TimeZone,
            Formats = [.. input.Formats.Distinct()],
            Locale = input.Locale,
            OwnerId = caller.Current.UserId,
            Enabled = input.Enabled,
            NextRunAt = input.Enabled ? calendar.NextAfter(input.Cron.Trim(), input.TimeZone, time.GetUtcNow()) : null,
        };
        db.ReportSchedules.Add(schedule);

        // Saved first: a recipient may be added only to a schedule that row-level security already knows as one's own.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var person in input.Recipients.Distinct()) db.ReportScheduleRecipients.Add(new ReportScheduleRecipient { ScheduleId = schedule.Id, UserId = person });
        await db.SaveChangesAsync(cancellationToken);
        return schedule.Id;
    }
}
