using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>Says what happens to orders that would exceed a line of a project's budget.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Category">The line; null for the whole project.</param>
/// <param name="Policy">One of <see cref="BudgetPolicies"/>.</param>
public sealed record ChangeBudgetPolicy(int ProjectId, string? Category, string Policy) : ICommand<Done>;

internal sealed class ChangeBudgetPolicyValidator : AbstractValidator<ChangeBudgetPolicy>
{
    public ChangeBudgetPolicyValidator()
    {
        RuleFor(command => command.Category).OneOf(FinanceCategories.All);
        RuleFor(command => command.Policy).Must(BudgetPolicies.All.Contains).WithMessage("Choose a policy from the list.");
    }
}

internal sealed class ChangeBudgetPolicyHandler(PeppiDbContext db) : IHandler<ChangeBudgetPolicy, Done>
{
    public async Task<Result<Done>> Handle(ChangeBudgetPolicy command, CancellationToken cancellationToken)
    {
        var line = await db.BudgetLines.SingleOrDefaultAsync(row => row.ProjectId == command.ProjectId && row.Category == command.Category, cancellationToken);
        if (line is null) db.Add(new BudgetLine { ProjectId = command.ProjectId, Category = command.Category, Policy = command.Policy });
        else line.Policy = command.Policy;
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
