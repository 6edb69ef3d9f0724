using System.Globalization;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Strategie.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>
/// Decides what is to be done about a red KPI or an alert. One plan at a time for each: while one is open, asking again answers with it.
/// The answer is the plan's key.
/// </summary>
public sealed record OpenActionPlan : ICommand<int>
{
    /// <summary>The KPI that is to be put right; its status must be red.</summary>
    public int? KpiId { get; init; }

    /// <summary>The alert that it is born from.</summary>
    public int? AlertId { get; init; }

    /// <summary>What is to be done; the KPI's name, or the kind of the alert and its project, where nobody said.</summary>
    public string? Title { get; init; }

    /// <summary>How.</summary>
    public string? Description { get; init; }

    /// <summary>Who does it; whoever opens it where nobody said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Until when; four weeks on where nobody said.</summary>
    public DateOnly? DueDate { get; init; }
}

internal sealed class OpenActionPlanValidator : AbstractValidator<OpenActionPlan>
{
    public OpenActionPlanValidator()
    {
        RuleFor(command => command).Must(command => command.KpiId is null != command.AlertId is null).WithName("kpi_id").WithMessage("Name either kpi_id or alert_id.");
        RuleFor(command => command.Title).MaximumLength(300).WithMessage("Shorten the title to 300 characters.");
    }
}

internal sealed class OpenActionPlanHandler(PeppiDbContext db, KpiFigures kpis, CallerContext caller, TimeProvider time) : IHandler<OpenActionPlan, int>
{
    private const int UsualDays = 28;

    public async Task<Result<int>> Handle(OpenActionPlan command, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        int? project;
        string? title;
        if (command.KpiId is { } kpi)
        {
            if ((await kpis.ReadAsync(kpi, null, today, cancellationToken)).SingleOrDefault() is not { } reading) return SharedErrors.NotFound("KPI");
            if (reading.Standing != KpiStanding.Red) return StrategieErrors.KpiNotRed;
            (project, title) = (reading.Kpi.ProjectId, reading.Kpi.KpiName);
        }
        else
        {
            if (await db.Alerts.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.AlertId, cancellationToken) is not { } alert) return SharedErrors.NotFound("alert");
            (project, title) = (alert.ProjectId, await NameAsync(alert, cancellationToken));
        }

        // Two who ask at once get the one plan.
        await db.OneAtATime(command.KpiId is { } key ? $"action_plan:kpi:{key}" : $"action_plan:alert:{command.AlertId}").SingleAsync(cancellationToken);
        var standing = await db.StrategieActionPlans.AsNoTracking()
            .Where(row => ActionPlanStatuses.Standing.Contains(row.Status) && (command.KpiId != null ? row.KpiId == command.KpiId : row.SourceAlertId == command.AlertId))
            .OrderBy(row => row.Id).Select(row => (int?)row.Id).FirstOrDefaultAsync(cancellationToken);
        if (standing is { } one) return one;

        var plan = new StrategieActionPlan
        {
            ProjectId = project,
            KpiId = command.KpiId,
            SourceAlertId = command.AlertId,
            Source = command.KpiId is null ? ActionPlanSources.Alert : ActionPlanSources.Kpi,
            Title = Text.OrNull(command.Title) ?? Text.OrNull(title) ?? "?",
            Description = Text.OrNull(command.Description),
            OwnerId = command.OwnerId ?? caller.Current.UserId,
            DueDate = command.DueDate ?? today.AddDays(UsualDays),
        };
        db.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        return plan.Id;
    }

    // Plans are read by more people than what the alert is about (a field message, an invoice): its words stay behind the link to it.
    private async Task<string> NameAsync(Alert alert, CancellationToken cancellationToken)
    {
        var kind = AlertRuleKinds.All.Any(known => known.Code == alert.AlertType) ? alert.AlertType : $"Alerte {alert.Id.ToString(CultureInfo.InvariantCulture)}";
        var project = await db.Projects.AsNoTracking().Where(row => row.Id == alert.ProjectId).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);
        return project is null ? kind! : $"{kind} – {project}";
    }
}
