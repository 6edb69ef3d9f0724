namespace Peppi.Domain.Reports;

/// <summary>The reports that Peppi can make.</summary>
public static class ReportTypes
{
    /// <summary>Where each project stands: dates, money, orders, alerts, KPIs, last words from the field.</summary>
    public const string ProjectStatus = "project_status";

    /// <summary>Budget, committed, actual by project and currency, overdue invoices.</summary>
    public const string Finance = "finance";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [ProjectStatus, Finance];
}
