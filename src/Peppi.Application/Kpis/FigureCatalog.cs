using static Peppi.Application.Kpis.FigureSources;
using static Peppi.Application.Kpis.FigureUnit;

namespace Peppi.Application.Kpis;

/// <summary>Every figure that can be asked for by name. The formulas themselves are in Domain.</summary>
public static class FigureCatalog
{
    /// <summary>All, by name.</summary>
    public static IReadOnlyDictionary<string, FigureDefinition> All { get; } = new FigureDefinition[]
    {
        new("baseline", Currency, "Σ budget rows of version 1", [Budget]),
        new("budget", Currency, "BAC = Σ budget rows: baseline and approved changes", [Budget]),
        new("actual", Currency, "AC = Σ expenses + Σ max(0, invoice − expenses that pay it)", [Costs]),
        new("remaining_commitment", Currency, "Σ max(0, confirmed order − billed on it)", [Orders]),
        new("committed", Currency, "AC + remaining commitment", [Costs, Orders]),
        new("available", Currency, "BAC − (AC + remaining commitment)", [Budget, Costs, Orders]),
        new("commitment_rate", Ratio, "(AC + remaining commitment) / BAC", [Budget, Costs, Orders]),
        new("pending_orders", Currency, "Σ max(0, order sent and not yet confirmed − billed on it)", [PendingOrders]),
        new("received_not_billed", Currency, "Σ max(0, received × price − billed) over confirmed orders", [Orders]),
        new("retention", Currency, "Σ retention withheld and not released", [Retentions]),
        new("progress", Ratio, "latest entry of the whole project, or Σ (phase × weight) / Σ weight where a phase was said since; of a portfolio Σ EV / Σ BAC of the projects that were measured", [Progress, FigureSources.Projects]),
        new("planned_progress", Ratio, "days since start / days from start to baseline end, within 0 and 1; of a portfolio Σ PV / Σ BAC of the projects that were measured", [FigureSources.Projects]),
        new("ev", Currency, "EV = BAC × progress", [Budget, Progress, FigureSources.Projects]),
        new("pv", Currency, "PV = BAC × planned progress", [Budget, FigureSources.Projects]),
        new("cv", Currency, "CV = EV − AC", [Budget, Costs, Progress, FigureSources.Projects]),
        new("sv", Currency, "SV = EV − PV", [Budget, Progress, FigureSources.Projects]),
        new("cpi", Ratio, "CPI = EV / AC", [Budget, Costs, Progress, FigureSources.Projects]),
        new("spi", Ratio, "SPI = EV / PV", [Budget, Progress, FigureSources.Projects]),
        new("eac", Currency, "EAC by the project's eac_method: cpi BAC / CPI; one_off AC + (BAC − EV); cpi_spi AC + (BAC − EV) / (CPI · SPI); of a portfolio Σ EAC, a project's budget where it has none", [Budget, Costs, Progress, FigureSources.Projects]),
        new("etc", Currency, "ETC = EAC − AC", [Budget, Costs, Progress, FigureSources.Projects]),
        new("vac", Currency, "VAC = BAC − EAC", [Budget, Costs, Progress, FigureSources.Projects]),
        new("tcpi", Ratio, "TCPI = (BAC − EV) / (BAC − AC)", [Budget, Costs, Progress, FigureSources.Projects]),
        new("cash_flow", Currency, "Σ receipts (paid receivables, payments of buyers) − Σ disbursements (expenses, paid invoices beyond the expenses that pay them; retention when released; credit notes the other way), since the first", [Cash, BuyerPayments]),
        new("cash_forecast", Currency, "Σ receipts − Σ disbursements that fall due up to the end of the third month: open invoices less what is paid and held back, retention to be released, instalments of buyers; what is overdue counts at once; from the cash flow to date", [Cash, BuyerPayments, CashToCome]),
        new("overdue_payable", Currency, "Σ (amount − max(paid, expenses that pay it) − retention) of invoices to pay whose due date has passed", [Payables]),
        new("overdue_receivable", Currency, "Σ (amount − paid − retention) of invoices to be paid by others whose due date has passed", [Receivables]),
        new("slippage", Days, "forecast end − baseline end; of a portfolio the largest", [FigureSources.Projects]),
        new("late_rate", Ratio, "projects whose forecast end is after their baseline end / projects that have both", [FigureSources.Projects]),
        new("on_time_rate", Ratio, "order lines received on the promised day or before / lines due; what came on a day that nobody wrote down is left out", [DueOrders]),
        new("mean_days_late", Days, "Σ days late / late lines; a line still awaited counts up to the day", [DueOrders]),
        new("late_deliveries", Count, "order lines whose promised day has passed and that have not come", [LateOrders]),
        new("value_at_risk", Currency, "Σ (ordered − received) × price of late lines still awaited", [LateOrders]),
        new("stock_cover", Days, "on hand / mean daily use of the last 28 days; of several items the shortest", [Stock]),
        new("stock_at_risk", Count, "items at or below their reorder point, or that last no longer than their lead time", [Stock]),
        new("absorption", Ratio, "units sold since the month began and not given back / units on offer when it began", [FigureSources.Units, FigureSources.Sales]),
        new("sales_velocity", FigureUnit.PerMonth, "(sales − sales given back) of the last 3 months / 3", [FigureSources.Units, RecentSales]),
        new("months_of_supply", FigureUnit.Months, "units for sale and not sold / sales velocity", [FigureSources.Units, FigureSources.Sales, RecentSales]),
        new("presales_rate", Ratio, "units sold before their delivery / units", [FigureSources.Units, FigureSources.Sales]),
        new("time_to_sell", Days, "Σ (day of the sale − first day on the market) / units sold", [FigureSources.Units, FigureSources.Sales]),
        new("reservation_conversion", Ratio, "reservations of the last 12 months first paid within 30 days / those reservations", [FigureSources.Reservations]),
        new("pipeline", Currency, "Σ worth × chance of prospects that are neither lost nor reserved; by stage how many stand there, and of those who came to it the share that came to the next", [Pipeline]),
        new("status", Ratio, "value / target, where less is better target / value; green from the amber threshold on, red below the red one; of several the share of those on target", [FigureSources.Kpis]),
        new("trend", Ratio, "(last value − value three periods before) / value then, over the last three periods; steady within 2 %; of several (better − worse) / those with a trend", [FigureSources.Kpis]),
    }.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
}
