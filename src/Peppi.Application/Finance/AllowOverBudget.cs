using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>
/// Gives leave to an order that is being prepared to exceed a budget that stops orders, up to its value of now. Whoever may change the
/// project's finances may do this; the database signs it.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Reason">Why.</param>
public sealed record AllowOverBudget(int OrderId, string Reason) : ICommand<Done>;

internal sealed class AllowOverBudgetValidator : AbstractValidator<AllowOverBudget>
{
    public AllowOverBudgetValidator() =>
        RuleFor(command => command.Reason).NotEmpty().WithMessage("Say why.").MaximumLength(500).WithMessage("Shorten the reason to 500 characters.");
}

internal sealed class AllowOverBudgetHandler(PeppiDbContext db) : IHandler<AllowOverBudget, Done>
{
    public async Task<Result<Done>> Handle(AllowOverBudget command, CancellationToken cancellationToken)
    {
        if (await db.SupplyOrders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.OrderId, cancellationToken) is not { } order) return SharedErrors.NotFound("order");

        // Leave without an amount is leave without a limit.
        if (order.TotalAmount is null) return FinanceErrors.NoPrice;

        db.Add(new BudgetException { OrderId = order.Id, ProjectId = order.ProjectId, Amount = order.TotalAmount, Reason = command.Reason.Trim() });
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
