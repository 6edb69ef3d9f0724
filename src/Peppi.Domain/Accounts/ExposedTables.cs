namespace Peppi.Domain.Accounts;

/// <summary>What makes a row somebody's own.</summary>
public enum OwnRule
{
    /// <summary>The column names a project that the caller manages or is a member of.</summary>
    Project,

    /// <summary>The column names the caller.</summary>
    Caller,

    /// <summary>The column names the caller's role.</summary>
    Role,

    /// <summary>The column names a schedule that the caller owns.</summary>
    Schedule,
}

/// <summary>A table that clients reach, and how row-level security binds it.</summary>
/// <param name="Name">The table in schema public.</param>
/// <param name="Resource">The resource of the matrix that it belongs to.</param>
/// <param name="Rule">What makes a row somebody's own.</param>
/// <param name="Column">The column that tells.</param>
public sealed record ExposedTable(string Name, string Resource, OwnRule Rule, string Column)
{
    /// <summary>
    /// Rows that belong to a row of another table: whoever may change that may add and remove these (members of a project,
    /// recipients of a schedule, movements of a stock item).
    /// </summary>
    public bool WrittenWithParent { get; init; }

    /// <summary>Writing it also takes the right to change every row of this resource: who sets the rules for all answers for all.</summary>
    public string? RuledBy { get; init; }

    /// <summary>Rows are added to by people, and neither changed nor deleted.</summary>
    public bool OnlyGrows { get; init; }

    /// <summary>The action of the matrix that decides about <paramref name="action"/> on this table.</summary>
    public string ActionFor(string action) =>
        WrittenWithParent && action != PermissionActions.Select ? PermissionActions.Update : action;
}

/// <summary>Every table that clients reach. A table of schema public that is not here stops Peppi from serving.</summary>
public static class ExposedTables
{
    /// <summary>All.</summary>
    public static IReadOnlyList<ExposedTable> All { get; } =
    [
        new("projects", Resources.Projects, OwnRule.Project, "id"),
        new("project_members", Resources.Projects, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("project_milestones", Resources.Projects, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("project_progress", Resources.Projects, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("strategie_kpis", Resources.Strategie, OwnRule.Project, "project_id"),
        new("strategie_kpi_values", Resources.Strategie, OwnRule.Project, "project_id"),
        new("strategie_action_plans", Resources.Strategie, OwnRule.Project, "project_id"),
        new("supply_orders", Resources.Supply, OwnRule.Project, "project_id"),
        new("supply_receipts", Resources.Supply, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("inventory_items", Resources.Inventory, OwnRule.Project, "project_id"),
        new("inventory_movements", Resources.Inventory, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("chantier_messages", Resources.Chantier, OwnRule.Project, "project_id"),
        new("chantier_contacts", Resources.Chantier, OwnRule.Project, "project_id"),
        new("chantier_media", Resources.Chantier, OwnRule.Project, "project_id"),
        new("finances", Resources.Finance, OwnRule.Project, "project_id"),
        new("budget_lines", Resources.Finance, OwnRule.Project, "project_id"),

        // The right to make an exception is the right to change the project's finances.
        new("budget_exceptions", Resources.Finance, OwnRule.Project, "project_id") { WrittenWithParent = true },
        new("exchange_rates", Resources.Finance, OwnRule.Caller, "created_by"),
        new("commercial_activities", Resources.Commercial, OwnRule.Project, "project_id"),
        new("units", Resources.Commercial, OwnRule.Project, "project_id"),
        new("reservations", Resources.Commercial, OwnRule.Project, "project_id"),
        new("payments", Resources.Commercial, OwnRule.Project, "project_id"),
        new("reports", Resources.Reports, OwnRule.Caller, "owner_id"),
        new("report_schedules", Resources.Reports, OwnRule.Caller, "owner_id"),
        new("report_schedule_recipients", Resources.Reports, OwnRule.Schedule, "schedule_id") { WrittenWithParent = true },
        new("report_deliveries", Resources.Reports, OwnRule.Caller, "recipient_id"),
        new("alerts", Resources.Alerts, OwnRule.Project, "project_id"),
        new("alert_events", Resources.Alerts, OwnRule.Project, "project_id") { WrittenWithParent = true, OnlyGrows = true },
        new("alert_rules", Resources.Alerts, OwnRule.Project, "project_id") { WrittenWithParent = true, RuledBy = Resources.Projects },
        new("users", Resources.Users, OwnRule.Caller, "id"),
        new("roles", Resources.Roles, OwnRule.Role, "id"),
        new("role_permissions", Resources.Roles, OwnRule.Role, "role_id"),
    ];

    /// <summary>The table of that name, or null.</summary>
    public static ExposedTable? Find(string name) => All.FirstOrDefault(table => table.Name == name);
}
