using Peppi.Domain.Shared;

namespace Peppi.Application.Kpis;

/// <summary>What a figure is told in.</summary>
public enum FigureUnit
{
    /// <summary>Money, in the currency named beside it.</summary>
    Currency,

    /// <summary>A ratio: 1 is all of it.</summary>
    Ratio,

    /// <summary>Days.</summary>
    Days,

    /// <summary>How many.</summary>
    Count,

    /// <summary>Months.</summary>
    Months,

    /// <summary>How many a month.</summary>
    PerMonth,
}

/// <summary>The rows of one table that stand behind a figure, as the caller may see them.</summary>
/// <param name="Count">How many there are; null where there are more than are told.</param>
/// <param name="Ids">Their keys, the first <see cref="MostIds"/> of them.</param>
public sealed record FigureSource(int? Count, IReadOnlyList<int> Ids)
{
    /// <summary>Keys told at most: of a portfolio there may be a million.</summary>
    public const int MostIds = 1000;
}

/// <summary>A figure that explains itself.</summary>
public sealed record FigureAnswer
{
    /// <summary>Its name, as in <c>kpi_…</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The figure, unrounded; null where it cannot be told.</summary>
    public required decimal? Value { get; init; }

    /// <summary>What it is told in.</summary>
    public required FigureUnit Unit { get; init; }

    /// <summary>The currency (ISO 4217), where it is money.</summary>
    public string? Currency { get; init; }

    /// <summary>How it is made.</summary>
    public required string Formula { get; init; }

    /// <summary>What it was made of, by name; a missing input is null.</summary>
    public required IReadOnlyDictionary<string, object?> Inputs { get; init; }

    /// <summary>The day that it is true for.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Why there is none.</summary>
    public MissingReason Reason { get; init; }

    /// <summary>The project; null for all that the caller may see.</summary>
    public int? ProjectId { get; init; }

    /// <summary>The line of the budget, where one was asked for.</summary>
    public string? Category { get; init; }

    /// <summary>The rows behind it, by table.</summary>
    public required IReadOnlyDictionary<string, FigureSource> Rows { get; init; }
}

/// <summary>A figure that can be asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">What it is told in.</param>
/// <param name="Formula">How it is made.</param>
/// <param name="Sources">Tables whose rows stand behind it.</param>
public sealed record FigureDefinition(string Name, FigureUnit Unit, string Formula, IReadOnlyList<FigureSources> Sources)
{
    /// <summary>What it can be asked for by: a name that is not here is refused, rather than left out of account.</summary>
    public IReadOnlyList<string> Arguments { get; } =
    [
        "project_id", "as_of", "currency",
        .. Sources.Any(source => source is FigureSources.Budget or FigureSources.Costs or FigureSources.Orders or FigureSources.PendingOrders or FigureSources.Retentions) ? ["category"] : Array.Empty<string>(),
        .. Sources.Any(source => source is FigureSources.DueOrders or FigureSources.LateOrders) ? ["supplier"] : Array.Empty<string>(),
        .. Sources.Contains(FigureSources.Stock) ? ["item_id"] : Array.Empty<string>(),
        .. Sources.Contains(FigureSources.Kpis) ? ["kpi_id"] : Array.Empty<string>(),
    ];

    /// <summary>Tables whose rows stand behind it for one project, or for all: progress of several weighs by their budgets.</summary>
    public IReadOnlyList<FigureSources> SourcesOf(bool portfolio) =>
        portfolio && Name is ("progress" or "planned_progress") ? [FigureSources.Budget, FigureSources.Progress, FigureSources.Projects] : Sources;
}

/// <summary>Rows that stand behind figures.</summary>
public enum FigureSources
{
    /// <summary>Budget rows.</summary>
    Budget,

    /// <summary>Expenses and invoices to pay.</summary>
    Costs,

    /// <summary>Orders that bind.</summary>
    Orders,

    /// <summary>Orders sent and not yet confirmed.</summary>
    PendingOrders,

    /// <summary>Order lines that were due.</summary>
    DueOrders,

    /// <summary>Order lines that are late and awaited.</summary>
    LateOrders,

    /// <summary>Invoices that retention is kept from.</summary>
    Retentions,

    /// <summary>Entries of progress.</summary>
    Progress,

    /// <summary>Projects, for their dates.</summary>
    Projects,

    /// <summary>Overdue invoices to pay.</summary>
    Payables,

    /// <summary>Overdue invoices to be paid.</summary>
    Receivables,

    /// <summary>Stock items.</summary>
    Stock,

    /// <summary>Rows that moved cash.</summary>
    Cash,

    /// <summary>Payments of buyers in the log of sales.</summary>
    BuyerPayments,

    /// <summary>Invoices and payments that are due in the months to come.</summary>
    CashToCome,

    /// <summary>Units for sale or sold.</summary>
    Units,

    /// <summary>Reservations that became sales and were not given back.</summary>
    Sales,

    /// <summary>Reservations that became sales, or were given back, in the months that velocity looks back on.</summary>
    RecentSales,

    /// <summary>Prospects and reservations in the log of sales.</summary>
    Pipeline,

    /// <summary>KPIs that the group steers by, and their past values.</summary>
    Kpis,

    /// <summary>Reservations of the last months, and what was paid on them.</summary>
    Reservations,
}
