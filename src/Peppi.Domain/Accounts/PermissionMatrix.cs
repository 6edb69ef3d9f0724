namespace Peppi.Domain.Accounts;

/// <summary>The roles that Peppi comes with.</summary>
public static class RoleNames
{
    /// <summary>Runs the system: everything.</summary>
    public const string Admin = "admin";

    /// <summary>Direction générale.</summary>
    public const string GeneralManagement = "general_management";

    /// <summary>Runs projects.</summary>
    public const string ProjectManager = "project_manager";

    /// <summary>Works on sites.</summary>
    public const string FieldTeam = "field_team";

    /// <summary>Keeps the books.</summary>
    public const string Finance = "finance";

    /// <summary>Sells.</summary>
    public const string Commercial = "commercial";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, GeneralManagement, ProjectManager, FieldTeam, Finance, Commercial];
}

/// <summary>What permissions are given on; each exposed table belongs to one (<see cref="ExposedTables"/>).</summary>
public static class Resources
{
    /// <summary>Projects and who works on them.</summary>
    public const string Projects = "projects";

    /// <summary>KPIs and action plans.</summary>
    public const string Strategie = "strategie";

    /// <summary>Orders.</summary>
    public const string Supply = "supply";

    /// <summary>Stock.</summary>
    public const string Inventory = "inventory";

    /// <summary>Field messages.</summary>
    public const string Chantier = "chantier";

    /// <summary>Budgets, expenses, invoices.</summary>
    public const string Finance = "finance";

    /// <summary>Prospects, reservations, payments.</summary>
    public const string Commercial = "commercial";

    /// <summary>Reports, schedules, deliveries.</summary>
    public const string Reports = "reports";

    /// <summary>Alerts.</summary>
    public const string Alerts = "alerts";

    /// <summary>People.</summary>
    public const string Users = "users";

    /// <summary>Roles and the matrix itself.</summary>
    public const string Roles = "roles";

    /// <summary>All, as the matrix lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Projects, Strategie, Supply, Inventory, Chantier, Finance, Commercial, Reports, Alerts, Users, Roles];
}

/// <summary>What can be done with rows.</summary>
public static class PermissionActions
{
    /// <summary>Read.</summary>
    public const string Select = "select";

    /// <summary>Create.</summary>
    public const string Insert = "insert";

    /// <summary>Change.</summary>
    public const string Update = "update";

    /// <summary>Delete.</summary>
    public const string Delete = "delete";

    /// <summary>All.</summary>
    public static IReadOnlyList<string> All { get; } = [Select, Insert, Update, Delete];
}

/// <summary>On which rows something may be done.</summary>
public static class PermissionScopes
{
    /// <summary>Every row.</summary>
    public const string All = "all";

    /// <summary>
    /// One's own: rows of projects that one manages or is a member of, reports built for one, schedules that one owns, deliveries
    /// addressed to one, oneself and one's own role.
    /// </summary>
    public const string Own = "own";
}

/// <summary>The permissions that the built-in roles start with. Afterwards the rows of <c>role_permissions</c> decide, as edited.</summary>
public static class PermissionMatrix
{
    // Columns in the order of RoleNames.All. "all RCU" = scope, then read, create, update, delete; "" = nothing.
    private static readonly (string Resource, string[] Cells)[] Rows =
    [
        (Resources.Projects, ["all RCUD", "all RCU", "own RU", "own R", "all R", "all R"]),
        (Resources.Strategie, ["all RCUD", "all RCUD", "own RCU", "", "all R", ""]),
        (Resources.Supply, ["all RCUD", "all R", "own RCU", "own R", "all R", ""]),
        (Resources.Inventory, ["all RCUD", "all R", "own RCU", "own RU", "all R", ""]),
        (Resources.Chantier, ["all RCUD", "all R", "own RCU", "own RC", "", ""]),
        (Resources.Finance, ["all RCUD", "all R", "own R", "", "all RCUD", ""]),
        (Resources.Commercial, ["all RCUD", "all R", "own R", "", "all R", "all RCUD"]),
        (Resources.Reports, ["all RCUD", "own RCUD", "own RCUD", "own R", "own RCUD", "own RCUD"]),
        (Resources.Alerts, ["all RCUD", "all RU", "own RU", "own RC", "all RU", "all RU"]),
        (Resources.Users, ["all RCUD", "all R", "own R", "own R", "own R", "own R"]),
        (Resources.Roles, ["all RCUD", "all R", "own R", "own R", "own R", "own R"]),
    ];

    /// <summary>Every cell that is not empty.</summary>
    public static IReadOnlyList<DefaultPermission> Defaults { get; } = [.. Rows.SelectMany(Cells)];

    /// <summary>The scope that a built-in role starts with, or null.</summary>
    public static string? ScopeOf(string role, string resource, string action) =>
        Defaults.FirstOrDefault(cell => cell.Role == role && cell.Resource == resource && cell.Action == action)?.Scope;

    private static IEnumerable<DefaultPermission> Cells((string Resource, string[] Cells) row)
    {
        for (var role = 0; role < RoleNames.All.Count; role++)
        {
            if (row.Cells[role].Length == 0) continue;
            var parts = row.Cells[role].Split(' ');
            foreach (var letter in parts[1]) yield return new DefaultPermission(RoleNames.All[role], row.Resource, ActionOf(letter), parts[0]);
        }
    }

    private static string ActionOf(char letter) => letter switch
    {
        'R' => PermissionActions.Select,
        'C' => PermissionActions.Insert,
        'U' => PermissionActions.Update,
        _ => PermissionActions.Delete,
    };
}

/// <summary>A permission that a built-in role starts with.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Resource">One of <see cref="Resources"/>.</param>
/// <param name="Action">One of <see cref="PermissionActions"/>.</param>
/// <param name="Scope">One of <see cref="PermissionScopes"/>.</param>
public sealed record DefaultPermission(string Role, string Resource, string Action, string Scope);
