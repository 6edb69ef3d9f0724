using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Strategie;

/// <summary>Says how far an action plan has come, who does it and until when. It is closed with what shows that it was done.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Status">One of <see cref="ActionPlanStatuses"/>.</param>
public sealed record ChangeActionPlan(int PlanId, string Status) : ICommand<Done>
{
    /// <summary>Who does it.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Until when.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>What shows that it was done.</summary>
    public string? Evidence { get; init; }
}

internal sealed class ChangeActionPlanValidator : AbstractValidator<ChangeActionPlan>
{
    public ChangeActionPlanValidator()
    {
        RuleFor(command => command.Status).Must(ActionPlanStatuses.All.Contains).WithMessage("Choose a status from the list.");
        RuleFor(command => command.Evidence).NotEmpty().When(command => command.Status == ActionPlanStatuses.Done).WithMessage("Say what shows that it was done.");
        RuleFor(command => command.Evidence).MaximumLength(2000).WithMessage("Shorten the evidence to 2,000 characters.");
    }
}

internal sealed class ChangeActionPlanHandler(PeppiDbContext db, TimeProvider time) : IHandler<ChangeActionPlan, Done>
{
    public async Task<Result<Done>> Handle(ChangeActionPlan command, CancellationToken cancellationToken)
    {
        if (await db.StrategieActionPlans.SingleOrDefaultAsync(row => row.Id == command.PlanId, cancellationToken) is not { } plan) return SharedErrors.NotFound("action plan");

        plan.CompletedDate = command.Status != ActionPlanStatuses.Done ? null
            : plan.Status == ActionPlanStatuses.Done && plan.CompletedDate is not null ? plan.CompletedDate : DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        plan.Status = command.Status;
        plan.OwnerId = command.OwnerId;
        plan.DueDate = command.DueDate;
        plan.Evidence = Text.OrNull(command.Evidence);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
