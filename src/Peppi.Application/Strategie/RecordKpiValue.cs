using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>Writes down what a KPI was in a period; a value that stands for that period is replaced.</summary>
/// <param name="KpiId">The KPI.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Day">A day of the period; today where nobody said.</param>
public sealed record RecordKpiValue(int KpiId, decimal? Value, DateOnly? Day = null) : ICommand<Done>;

internal sealed class RecordKpiValueValidator : AbstractValidator<RecordKpiValue>
{
    public RecordKpiValueValidator(TimeProvider time)
    {
        RuleFor(command => command.Value).NotNull().WithMessage("Enter a value.");
        RuleFor(command => command.Day).Must(day => day is null || day <= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).WithMessage("A period that has not begun has no value.");
    }
}

internal sealed class RecordKpiValueHandler(PeppiDbContext db, TimeProvider time) : IHandler<RecordKpiValue, Done>
{
    public async Task<Result<Done>> Handle(RecordKpiValue command, CancellationToken cancellationToken)
    {
        if (await db.StrategieKpis.SingleOrDefaultAsync(row => row.Id == command.KpiId, cancellationToken) is not { } kpi) return SharedErrors.NotFound("KPI");

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var period = KpiPeriods.StartOf(kpi.Period, command.Day ?? today);
        var value = await db.StrategieKpiValues.SingleOrDefaultAsync(row => row.KpiId == kpi.Id && row.PeriodStart == period, cancellationToken);
        if (value is null) db.Add(value = new StrategieKpiValue { KpiId = kpi.Id, ProjectId = kpi.ProjectId, PeriodStart = period, TargetValue = kpi.TargetValue });
        value.Value = command.Value!.Value;
        var written = await db.SaveVisibleAsync(cancellationToken);
        if (!written.Succeeded || period != KpiPeriods.StartOf(kpi.Period, today)) return written;

        // What is measured in the present period is what the KPI is now, whatever was written on it before.
        kpi.CurrentValue = value.Value;
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
