using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts;

/// <summary>What can be done with an alert.</summary>
public enum AlertAct
{
    /// <summary>I have seen it.</summary>
    Acknowledge,

    /// <summary>Somebody is to deal with it.</summary>
    Assign,

    /// <summary>Quiet for some hours.</summary>
    Snooze,

    /// <summary>It is over.</summary>
    Resolve,

    /// <summary>Something to know about it.</summary>
    Note,
}

/// <summary>Does something with an alert that the caller may change. The database writes the history.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Act">What.</param>
public sealed record ChangeAlert(int Id, AlertAct Act) : ICommand<Done>
{
    /// <summary>Whom it is given to; nobody to take it from somebody.</summary>
    public Guid? Person { get; init; }

    /// <summary>For how many hours it is put off.</summary>
    public int Hours { get; init; } = 24;

    /// <summary>What is to be known.</summary>
    public string? Note { get; init; }
}

internal sealed class ChangeAlertValidator : AbstractValidator<ChangeAlert>
{
    public ChangeAlertValidator()
    {
        RuleFor(command => command.Hours).InclusiveBetween(1, 24 * 90);
        RuleFor(command => command.Note).NotEmpty().MaximumLength(2000).When(command => command.Act == AlertAct.Note);
    }
}

internal sealed class ChangeAlertHandler(PeppiDbContext db, TimeProvider time) : IHandler<ChangeAlert, Done>
{
    public async Task<Result<Done>> Handle(ChangeAlert command, CancellationToken cancellationToken)
    {
        if (await db.Alerts.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } alert) return SharedErrors.NotFound("alert");
        switch (command.Act)
        {
            case AlertAct.Acknowledge: alert.Status = AlertStatuses.Acknowledged; break;
            case AlertAct.Assign: alert.AssignedTo = command.Person; break;
            case AlertAct.Snooze: (alert.Status, alert.SnoozedUntil) = (AlertStatuses.Snoozed, time.GetUtcNow().AddHours(command.Hours)); break;
            case AlertAct.Resolve: alert.Status = AlertStatuses.Resolved; break;
            default: db.AlertEvents.Add(new AlertEvent { AlertId = alert.Id, Note = command.Note }); break;
        }

        return await db.SaveVisibleAsync(cancellationToken);
    }
}
