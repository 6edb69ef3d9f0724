using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Commercial.Contracts;
using Peppi.Application.Finance.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Strategie.Contracts;
using Peppi.Application.Supply.Contracts;
using Peppi.Domain.Accounts;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Kpis;

/// <summary>One figure with its formula, inputs and rows, as of a day and with the caller's own rights.</summary>
/// <param name="Name">One of <see cref="FigureCatalog"/>.</param>
public sealed record TellFigure(string Name) : IQuery<FigureAnswer>
{
    /// <summary>The project; null for all.</summary>
    public int? ProjectId { get; init; }

    /// <summary>A line of the budget.</summary>
    public string? Category { get; init; }

    /// <summary>The day; today where none is said.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The currency to tell it in; the project's, else the group's, where none is said.</summary>
    public string? Currency { get; init; }

    /// <summary>A stock item.</summary>
    public int? ItemId { get; init; }

    /// <summary>A KPI that the group steers by.</summary>
    public int? KpiId { get; init; }

    /// <summary>A supplier.</summary>
    public string? Supplier { get; init; }
}

internal sealed class TellFigureValidator : AbstractValidator<TellFigure>
{
    public TellFigureValidator()
    {
        RuleFor(query => query.Name).Must(FigureCatalog.All.ContainsKey).WithMessage((_, name) => $"There is no figure '{name}'.");
        RuleFor(query => query.Category).OneOf(FinanceCategories.All);
        RuleFor(query => query.Currency).OneOf(CurrencyCodes.All);
    }
}

internal sealed class TellFigureHandler(PeppiDbContext db, MoneyFigures money, SupplyFigures supply, SalesFigures sales, KpiFigures kpis, CallerContext caller, TimeProvider time)
    : IHandler<TellFigure, FigureAnswer>
{
    public async Task<Result<FigureAnswer>> Handle(TellFigure query, CancellationToken cancellationToken)
    {
        var figure = FigureCatalog.All[query.Name];
        var asOf = query.AsOf ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (query.ProjectId is null) await db.PlanEach().SingleAsync(cancellationToken);
        var basis = new FigureBasis(money, supply, sales, kpis, query, asOf);
        var (value, inputs) = await MayReadAsync(figure.SourcesOf(query.ProjectId is null), cancellationToken) ? await basis.ComputeAsync(cancellationToken) : (Measure.None(MissingReason.NotAllowed), FigureBasis.Nothing);
        return new FigureAnswer
        {
            Name = figure.Name,
            Value = value.Value,
            Unit = figure.Unit,
            Currency = figure.Unit == FigureUnit.Currency ? basis.Currency.Code : null,
            Formula = figure.Formula,
            Inputs = inputs,
            AsOf = asOf,
            Reason = value.Missing,
            ProjectId = query.ProjectId,
            Category = query.Category,
            Rows = value.Missing == MissingReason.NotAllowed ? new Dictionary<string, FigureSource>() : await new FigureRowsReader(db, sales, query, asOf, basis).ReadAsync(figure, cancellationToken),
        };
    }

    // Row-level security would answer with no rows; a sum over none is 0, which is not what is true.
    private async Task<bool> MayReadAsync(IReadOnlyList<FigureSources> sources, CancellationToken cancellationToken)
    {
        if (caller.Current.Role is DatabaseRole.Service or DatabaseRole.Jobs) return true;
        if (caller.Current.UserId is not { } me) return false;
        var needed = sources.SelectMany(ResourcesOf).Distinct().ToList();
        var proved = caller.Current.Aal == "aal2";
        var held = await (
            from person in db.People
            join role in db.Roles on person.RoleId equals (int?)role.Id
            where person.Id == me && person.Active && (proved || !role.RequiresAal2)
            join permission in db.RolePermissions on person.RoleId equals (int?)permission.RoleId
            where permission.Action == PermissionActions.Select && needed.Contains(permission.Resource)
            select permission.Resource).ToListAsync(cancellationToken);
        return needed.TrueForAll(held.Contains);
    }

    private static IReadOnlyList<string> ResourcesOf(FigureSources source) => source switch
    {
        // What is still to be billed of an order takes its bills too.
        FigureSources.Orders or FigureSources.PendingOrders => [Resources.Supply, Resources.Finance],
        FigureSources.DueOrders or FigureSources.LateOrders => [Resources.Supply],
        FigureSources.Progress or FigureSources.Projects => [Resources.Projects],
        FigureSources.Stock => [Resources.Inventory],
        FigureSources.Units or FigureSources.Sales or FigureSources.RecentSales or FigureSources.Reservations or FigureSources.BuyerPayments or FigureSources.Pipeline => [Resources.Commercial],
        FigureSources.CashToCome => [Resources.Finance, Resources.Commercial],
        FigureSources.Kpis => [Resources.Strategie],
        _ => [Resources.Finance],
    };
}
