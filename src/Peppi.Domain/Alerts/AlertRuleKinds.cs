using Peppi.Domain.Accounts;

namespace Peppi.Domain.Alerts;

/// <summary>A number of a rule that people may change.</summary>
/// <param name="Name">Its name in <c>alert_rules.parameters</c>.</param>
/// <param name="Default">What it is where nobody said otherwise.</param>
/// <param name="Least">The least that makes sense.</param>
/// <param name="Most">The most that makes sense.</param>
public sealed record AlertRuleParameter(string Name, decimal Default, decimal Least, decimal Most);

/// <summary>A kind of alert that Peppi raises by itself.</summary>
/// <param name="Code">Its name, as rules and alerts carry it.</param>
/// <param name="Parameters">Its levels and spans.</param>
/// <param name="NotifyRoles">Who is told by default, of those who may see the alert.</param>
public sealed record AlertRuleKind(string Code, IReadOnlyList<AlertRuleParameter> Parameters, IReadOnlyList<string> NotifyRoles)
{
    /// <summary>It is about Peppi itself, not about a project.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Whether it is on from the start.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long the cause must be gone before its alerts resolve.</summary>
    public int ResolveAfterHours { get; init; }

    /// <summary>After so long without anybody acknowledging it, it is handed up to the general management.</summary>
    public int? EscalateAfterHours { get; init; }
}

/// <summary>Every kind, with the levels that Peppi comes with.</summary>
public static class AlertRuleKinds
{
    /// <summary>Committed money as a share of a budget line.</summary>
    public const string BudgetConsumed = "budget_consumed";

    /// <summary>Orders beyond a budget whose policy is to tell.</summary>
    public const string BudgetExceeded = "budget_exceeded";

    /// <summary>The estimate at completion exceeds the budget, or a franc spent earns too little.</summary>
    public const string CostOverrun = "cost_overrun";

    /// <summary>A delivery that is due soon, or late.</summary>
    public const string LateDelivery = "late_delivery";

    /// <summary>Stock at its reorder point, or none.</summary>
    public const string LowStock = "low_stock";

    /// <summary>An invoice whose day of payment has passed.</summary>
    public const string InvoiceOverdue = "invoice_overdue";

    /// <summary>A KPI below its target for several periods.</summary>
    public const string KpiBelowTarget = "kpi_below_target";

    /// <summary>A project or a milestone that slips.</summary>
    public const string ScheduleSlipped = "schedule_slipped";

    /// <summary>A site that says nothing.</summary>
    public const string SiteSilent = "site_silent";

    /// <summary>A field message that says it is urgent.</summary>
    public const string UrgentMessage = "urgent_message";

    /// <summary>A reservation that lapses soon, or has lapsed unpaid.</summary>
    public const string ReservationExpiring = "reservation_expiring";

    /// <summary>Too few units sold, month after month.</summary>
    public const string SlowSales = "slow_sales";

    /// <summary>A scheduled report that reached nobody.</summary>
    public const string ReportNotDelivered = "report_not_delivered";

    /// <summary>Incoming messages have stopped.</summary>
    public const string WebhookSilent = "webhook_silent";

    /// <summary>Changes are not handed on as fast as they come.</summary>
    public const string OutboxDeep = "outbox_deep";

    /// <summary>Mail does not leave.</summary>
    public const string MailStuck = "mail_stuck";

    /// <summary>The newest file in the folder of backups is too old, or there is none, or the write-ahead log is no longer archived.</summary>
    public const string BackupOld = "backup_old";

    private static readonly string[] Site = [RoleNames.ProjectManager, RoleNames.GeneralManagement];
    private static readonly string[] Money = [RoleNames.Finance, RoleNames.ProjectManager, RoleNames.GeneralManagement];
    private static readonly string[] Sales = [RoleNames.Commercial, RoleNames.ProjectManager];
    private static readonly string[] System = [RoleNames.Admin];

    /// <summary>All.</summary>
    public static IReadOnlyList<AlertRuleKind> All { get; } =
    [
        new(BudgetConsumed, [new("warning", 80, 1, 1000), new("high", 95, 1, 1000), new("critical", 100, 1, 1000)], Money) { ResolveAfterHours = 24, EscalateAfterHours = 48 },
        new(BudgetExceeded, [], Money) { EscalateAfterHours = 48 },
        new(CostOverrun, [new("cpi", 0.9m, 0.1m, 2), new("cpi_calm", 0.95m, 0.1m, 2)], Money) { EscalateAfterHours = 48 },
        new(LateDelivery, [new("due_in_days", 3, 0, 60)], Site),
        new(LowStock, [], Site),
        new(InvoiceOverdue, [new("warning", 1, 1, 365), new("high", 30, 1, 365), new("critical", 60, 1, 365)], [RoleNames.Finance]),
        new(KpiBelowTarget, [new("periods", 2, 1, 24)], Site),
        new(ScheduleSlipped, [new("warning", 7, 1, 3650), new("high", 30, 1, 3650)], Site),
        new(SiteSilent, [new("warning", 2, 1, 60), new("high", 4, 1, 60), new("saturdays_worked", 1, 0, 1)], Site),
        new(UrgentMessage, [new("days", 7, 1, 60)], Site) { EscalateAfterHours = 4 },
        new(ReservationExpiring, [new("hours", 48, 1, 720)], Sales),
        new(SlowSales, [new("percent", 15, 0.1m, 100), new("months", 3, 1, 24)], [RoleNames.Commercial, RoleNames.GeneralManagement]),
        new(ReportNotDelivered, [], System) { IsSystem = true },
        new(WebhookSilent, [new("hours", 24, 1, 720)], System) { IsSystem = true },
        new(OutboxDeep, [new("rows", 10000, 1, 10000000), new("minutes", 5, 1, 1440)], System) { IsSystem = true },
        new(MailStuck, [new("minutes", 30, 1, 1440)], System) { IsSystem = true },
        new(BackupOld, [new("hours", 26, 1, 720)], System) { IsSystem = true },
    ];

    /// <summary>The kind of that code, or null.</summary>
    public static AlertRuleKind? Find(string? code) => All.FirstOrDefault(kind => kind.Code == code);
}
