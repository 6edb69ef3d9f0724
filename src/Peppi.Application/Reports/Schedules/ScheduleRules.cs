using FluentValidation;
using Peppi.Domain.Reports;

namespace Peppi.Application.Reports.Schedules;

/// <summary>What a schedule must be, whoever makes or changes it.</summary>
internal sealed class ScheduleInputRules : AbstractValidator<ScheduleInput>
{
    public ScheduleInputRules(ICronCalendar calendar, TimeProvider time)
    {
        RuleFor(input => input.Name).NotEmpty().MaximumLength(120)
            .Must(name => name is null || !name.Any(char.IsControl)).WithMessage("name must be one line.").OverridePropertyName("name");
        RuleFor(input => input.ReportType).Must(ReportTypes.All.Contains)
            .WithMessage($"report_type is one of {string.Join(", ", ReportTypes.All)}.").OverridePropertyName("report_type");
        RuleFor(input => input.Period)
            .Must(period => string.IsNullOrWhiteSpace(period) || ReportPeriod.Parse(period.Trim(), DateOnly.FromDateTime(time.GetUtcNow().DateTime)) is not null)
            .WithMessage(ReportPeriod.Expected).OverridePropertyName("period");
        RuleFor(input => input.Cron).Custom((cron, context) =>
        {
            if (calendar.Fault(cron ?? "") is { } fault) context.AddFailure("cron", fault);
        });
        RuleFor(input => input.TimeZone).Must(calendar.KnowsZone).WithMessage("time_zone is an IANA name, e.g. Africa/Douala or Europe/Paris.").OverridePropertyName("time_zone");
        RuleFor(input => input.Formats).Must(formats => formats is { Count: > 0 } && formats.All(ReportFormats.All.Contains))
            .WithMessage("formats holds pdf, xlsx or both.").OverridePropertyName("formats");
        RuleFor(input => input.Locale).Must(locale => locale is "fr" or "en").WithMessage("locale is fr or en.").OverridePropertyName("locale");
        RuleFor(input => input.Recipients).Must(people => people is { Count: > 0 and <= 200 })
            .WithMessage("recipients holds one person at least, and 200 at most.").OverridePropertyName("recipients");
    }

    // Fields by their own names, as the form sent them, and not below a property of the command.
    public void AddFaults<T>(ScheduleInput input, ValidationContext<T> context)
    {
        foreach (var fault in Validate(input).Errors) context.AddFailure(fault);
    }
}
