namespace Peppi.Application.Persistence;

/// <summary>Sums of one project, line and currency (<c>app.money</c>).</summary>
internal sealed class MoneyRow
{
    public int? ProjectId { get; set; }

    public string? Category { get; set; }

    public string? Currency { get; set; }

    public decimal Baseline { get; set; }

    public decimal Budget { get; set; }

    public decimal Actual { get; set; }

    public decimal Retention { get; set; }

    public decimal Remaining { get; set; }

    public decimal Pending { get; set; }

    public decimal Unbilled { get; set; }
}

/// <summary>Cost and cash of one month (<c>app.money_months</c>).</summary>
internal sealed class MoneyMonthRow
{
    public int? ProjectId { get; set; }

    public string? Currency { get; set; }

    public DateOnly Month { get; set; }

    public decimal Expenses { get; set; }

    public decimal Invoices { get; set; }

    public decimal CashOut { get; set; }

    public decimal CashIn { get; set; }
}

/// <summary>What is due in a month to come (<c>app.cash_ahead</c>).</summary>
internal sealed class CashAheadRow
{
    public string? Currency { get; set; }

    public DateOnly Month { get; set; }

    public decimal CashOut { get; set; }

    public decimal CashIn { get; set; }

    public int[]? Finances { get; set; }

    public int[]? Sales { get; set; }
}

/// <summary>Overdue invoices by tranche of thirty days (<c>app.overdue</c>).</summary>
internal sealed class OverdueRow
{
    public int? ProjectId { get; set; }

    public string? Currency { get; set; }

    public required string Direction { get; set; }

    public int Tranche { get; set; }

    public int Invoices { get; set; }

    public decimal Outstanding { get; set; }

    public int[] Ids { get; set; } = [];
}

/// <summary>One overdue invoice (<c>app.overdue_invoices</c>).</summary>
internal sealed class OverdueInvoiceRow
{
    public int Id { get; set; }

    public int? ProjectId { get; set; }

    public string? Currency { get; set; }

    public required string Direction { get; set; }

    public DateOnly DueDate { get; set; }

    public decimal Outstanding { get; set; }
}

/// <summary>How order lines kept their days (<c>app.deliveries</c>).</summary>
internal sealed class DeliveryRow
{
    public int? ProjectId { get; set; }

    public string? Supplier { get; set; }

    public string? Currency { get; set; }

    public int Due { get; set; }

    public int OnTime { get; set; }

    public int Late { get; set; }

    public long DaysLate { get; set; }

    public int OpenLate { get; set; }

    public decimal AtRisk { get; set; }
}

/// <summary>Stock on a day (<c>app.stock</c>).</summary>
internal sealed class StockRow
{
    public int ItemId { get; set; }

    public int? ProjectId { get; set; }

    public long OnHand { get; set; }

    public long Used { get; set; }
}

/// <summary>The latest progress of a phase (<c>app.progress</c>).</summary>
internal sealed class ProgressRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public string? Phase { get; set; }

    public decimal PercentComplete { get; set; }

    public decimal Weight { get; set; }

    public DateOnly RecordedOn { get; set; }
}

/// <summary>A turn that was waited for and lasts as long as the transaction (<c>app.one_at_a_time</c>).</summary>
internal sealed class TurnRow
{
    public bool Mine { get; set; }
}

/// <summary>Whether totals are still to be brought up to date (<c>app.refresh_figures</c>).</summary>
internal sealed class RefreshRow
{
    public bool More { get; set; }
}

/// <summary>A rate that holds on a day (<c>app.rates</c>).</summary>
internal sealed class RateRow
{
    public int Id { get; set; }

    public required string Currency { get; set; }

    public required string QuoteCurrency { get; set; }

    public decimal Rate { get; set; }

    public DateOnly ValidFrom { get; set; }
}

/// <summary>Units and sales of one project (<c>app.sales</c>).</summary>
internal sealed class SalesRow
{
    public int ProjectId { get; set; }

    public int Units { get; set; }

    public int Sold { get; set; }

    public int SoldBeforeDelivery { get; set; }

    public int Remaining { get; set; }

    public int OnOfferAtStart { get; set; }

    public int SoldInMonth { get; set; }

    public int SalesLately { get; set; }

    public int CancelledLately { get; set; }

    public int Timed { get; set; }

    public long DaysToSell { get; set; }
}

/// <summary>Reservations of a month by days to their first payment (<c>app.reservation_cohorts</c>).</summary>
internal sealed class CohortRow
{
    public DateOnly Month { get; set; }

    public int? Days { get; set; }

    public int Reservations { get; set; }

    public int GivenUp { get; set; }
}
