using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>
/// Adds an amount to a line of a project's budget, as a proposal or approved at once. Where the line's baseline stands, it is a change of
/// it, of a version of its own; else it is the baseline. The answer is the key of the row.
/// </summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Category">The line.</param>
/// <param name="Amount">What is added, in the project's currency; below zero what is taken away.</param>
public sealed record ChangeBudget(int ProjectId, string Category, decimal? Amount) : ICommand<int>
{
    /// <summary>What for.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it counts at once.</summary>
    public bool Approved { get; init; }
}

internal sealed class ChangeBudgetValidator : AbstractValidator<ChangeBudget>
{
    public ChangeBudgetValidator()
    {
        RuleFor(command => command.Category).Must(FinanceCategories.All.Contains).WithMessage("Choose a line from the list.");
        RuleFor(command => command.Amount).NotNull().WithMessage("Enter an amount.").NotEqual(0).WithMessage("An amount of zero changes nothing.");
        RuleFor(command => command.Label).NotEmpty().WithMessage("Say what for.").MaximumLength(200).WithMessage("Shorten the label to 200 characters.");
    }
}

internal sealed class ChangeBudgetHandler(PeppiDbContext db, TimeProvider time) : IHandler<ChangeBudget, int>
{
    public async Task<Result<int>> Handle(ChangeBudget command, CancellationToken cancellationToken)
    {
        if (await db.Projects.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.ProjectId, cancellationToken) is not { } project) return SharedErrors.NotFound("project");
        var hasBaseline = await db.Finances.AnyAsync(row => row.ProjectId == project.Id && row.Category == command.Category && row.Type == FinanceTypes.Budget
            && row.BudgetVersion == 1 && row.Status != FinanceStatuses.Draft && row.Status != FinanceStatuses.Cancelled, cancellationToken);
        if (command.Amount < 0 && !hasBaseline) return FinanceErrors.NoBaseline;

        // PostgreSQL numbers the version: two changes at once get one each.
        var change = new FinanceRecord
        {
            ProjectId = project.Id,
            Type = FinanceTypes.Budget,
            Category = command.Category,
            Amount = command.Amount,
            Currency = project.Currency,
            Label = command.Label!.Trim(),
            RecordDate = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
            Status = command.Approved ? FinanceStatuses.Approved : FinanceStatuses.Draft,
        };
        db.Add(change);
        await db.SaveChangesAsync(cancellationToken);
        return change.Id;
    }
}
