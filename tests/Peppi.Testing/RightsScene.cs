using Peppi.Domain.Accounts;

namespace Peppi.Testing;

/// <summary>What a person tries to do with a row: which row, and what is written.</summary>
/// <param name="Key">The row, by columns; empty for an insert.</param>
/// <param name="Values">What is written; empty for reading and deleting.</param>
public sealed record RightsAttempt(IReadOnlyDictionary<string, object> Key, IReadOnlyDictionary<string, object> Values);

/// <summary>
/// A small world for questions of rights: a person for each role, all members of the first project and strangers to the second, and in
/// every exposed table a row that is each person's own and one that is not. A test asks the matrix what should happen, tries it, compares.
/// </summary>
public static class RightsScene
{
    /// <summary>A person without a role.</summary>
    public const string Nobody = "nobody";

    /// <summary>A person whose role would allow everything, and who is deactivated.</summary>
    public const string Deactivated = "deactivated";

    /// <summary>The project that everyone is a member of.</summary>
    public const int OwnProject = 1;

    /// <summary>The project that only the stranger is a member of.</summary>
    public const int OtherProject = 2;

    private const int Spare = 900;
    private const int SpareToDelete = 901;
    private const int Others = 99;

    private static readonly Dictionary<string, object> Nothing = [];

    /// <summary>A person for each role, by the role's name, and the two others.</summary>
    public static IReadOnlyList<string> Everyone { get; } = [.. RoleNames.All, Nobody, Deactivated];

    /// <summary>Somebody else, an admin.</summary>
    public static Guid Stranger { get; } = Guid.Parse("00000000-0000-7000-8000-000000000099");

    /// <summary>The person's id.</summary>
    public static Guid IdOf(string person) => Guid.Parse($"00000000-0000-7000-8000-0000000000{NumberOf(person)}");

    /// <summary>The number of what is the person's own: report, schedule, delivery, a project without any row.</summary>
    public static int NumberOf(string person) => Array.IndexOf([.. Everyone], person) + 10;

    /// <summary>Whether the matrix, as Peppi comes with it, lets the person do this.</summary>
    public static bool Allows(string person, ExposedTable table, string action, bool own) =>
        !(table.OnlyGrows && action is (PermissionActions.Update or PermissionActions.Delete))
        && (table.RuledBy is not { } ruler || action == PermissionActions.Select || PermissionMatrix.ScopeOf(person, ruler, PermissionActions.Update) == PermissionScopes.All)
        && PermissionMatrix.ScopeOf(person, table.Resource, table.ActionFor(action)) switch
        {
            PermissionScopes.All => true,
            PermissionScopes.Own => own,
            _ => table.Name == "users" && own && action == PermissionActions.Select,
        };

    /// <summary>Makes the people and the rows in an empty database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="passwordHash">How everybody's account keeps the password; the default is that of none.</param>
    public static async Task FillAsync(TestDatabase database, string passwordHash = "none")
    {
        var people = string.Join(",", Everyone.Select(person =>
            $"('{IdOf(person)}', '{person}@example.org', (select id from roles where name = '{(person == Deactivated ? RoleNames.Admin : person)}'), {(person == Deactivated ? "false" : "true")})"));
        await database.ExecuteAsync($"""
            insert into users (id, email, role_id, active) values {people}, ('{Stranger}', 'stranger@example.org', (select id from roles where name = 'admin'), true);
            insert into roles (id, name) values ({Spare}, 'spare'), ({SpareToDelete}, 'spare_to_delete');
            insert into role_permissions (role_id, resource, action, scope) values ({Spare}, 'chantier', 'select', 'all');
            insert into projects (id, name) values ({OwnProject}, 'Own'), ({OtherProject}, 'Other');
            insert into project_members (id, project_id, user_id) values (2, {OtherProject}, '{Stranger}');
            insert into project_members (id, project_id, user_id)
              select right(id::text, 2)::int + 100, {OwnProject}, id from users where id::text like '00000000-0000-7000-8000-%' and id <> '{Stranger}';
            """);
        await database.ExecuteAsync("""
            insert into auth.users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, password_hash, security_stamp,
              phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, must_change_password, user_metadata)
            select id, email, upper(email), email, upper(email), true, $1, 'stamp', false, false, false, 0, false, '{}' from public.users
            on conflict do nothing
            """, passwordHash);
        foreach (var (id, number) in Everyone.Select(person => (IdOf(person), NumberOf(person))).Append((Stranger, Others)))
        {
            await database.ExecuteAsync($"""
                insert into projects (id, name) values ({number}, 'Childless');
                insert into reports (id, report_type, owner_id) values ({number}, 'finance', '{id}');
                insert into report_schedules (id, name, report_type, cron, owner_id) values ({number}, 'S', 'finance', '0 0 7 * * ?', '{id}');
                insert into report_schedule_recipients (id, schedule_id, user_id) values ({number}, {number}, '{Stranger}');
                insert into report_deliveries (id, slot, recipient_id) values ({number}, now(), '{id}');
                insert into exchange_rates (id, currency, quote_currency, rate, valid_from, created_by) values ({number}, 'EUR', 'XAF', 655.957, date '2026-01-01' + {number}, '{id}');
                """);
            if (number != Others) await database.ExecuteAsync($"insert into project_members (id, project_id, user_id) values ({number + 1000}, {number}, '{id}')");
        }

        // Reservations and payments write lines of the log, whose keys must not be those of the scene.
        await database.ExecuteAsync("select setval(pg_get_serial_sequence('commercial_activities', 'id'), 5000)");
        foreach (var project in new[] { OwnProject, OtherProject })
        {
            await database.ExecuteAsync($"""
                insert into strategie_kpis (id, project_id) values ({project}, {project});
                insert into strategie_kpi_values (id, kpi_id, period_start, value) values ({project}, {project}, '2026-01-01', 1);
                insert into strategie_action_plans (id, project_id, title) values ({project}, {project}, 'T');
                insert into supply_orders (id, project_id) values ({project}, {project});
                insert into inventory_items (id, project_id) values ({project}, {project});
                insert into inventory_movements (id, item_id, movement_type, quantity) values ({project}, {project}, 'issue', -1);
                insert into chantier_messages (id, project_id) values ({project}, {project});
                insert into chantier_contacts (id, project_id) values ({project}, {project});
                insert into chantier_media (id, message_id) values ({project}, {project});
                insert into finances (id, project_id, type, amount, currency) values ({project}, {project}, 'expense', 10, 'XAF');
                insert into commercial_activities (id, project_id) values ({project}, {project});
                insert into units (id, project_id, reference) values ({project}, {project}, 'A-1'), ({project + 100}, {project}, 'A-2'), ({project + 200}, {project}, 'A-3');
                insert into reservations (id, unit_id, client_name) values ({project}, {project + 100}, 'C'), ({project + 100}, {project + 200}, 'C');
                insert into payments (id, reservation_id, amount) values ({project}, {project + 100}, 10);
                insert into alerts (id, project_id) values ({project}, {project});
                insert into alert_events (id, alert_id) values ({project + Spare}, {project});
                insert into alert_rules (id, project_id, code) values ({project + Spare}, {project}, 'low_stock');
                insert into project_milestones (id, project_id, name) values ({project}, {project}, 'M');
                insert into project_progress (id, project_id, percent_complete) values ({project}, {project}, 10);
                insert into supply_receipts (id, order_id, quantity) values ({project}, {project}, 1);
                insert into budget_lines (id, project_id) values ({project}, {project});
                insert into budget_exceptions (id, order_id, reason) values ({project}, {project}, 'R');
                """);
        }

        // Rows that tests add come behind these.
        await database.ExecuteAsync("""
            do $$ declare t record; begin
              for t in select table_name from app.resource_tables where table_name not in ('users', 'role_permissions') loop
                perform setval(pg_get_serial_sequence('public.' || t.table_name, 'id'), 10000);
              end loop;
            end $$;
            """);
    }

    /// <summary>What the person tries; null where there can be no such row (nobody makes a second self, or deletes the role that he has).</summary>
    public static RightsAttempt? Attempt(string person, ExposedTable table, string action, bool own) => action switch
    {
        PermissionActions.Insert => Row(table.Name, own, person) is { } row ? new RightsAttempt(Nothing, row) : null,
        _ when Key(table, action, own, person) is not { } key => null,
        PermissionActions.Update => new RightsAttempt(Key(table, action, own, person)!, Change(table.Name, own)),
        _ => new RightsAttempt(Key(table, action, own, person)!, Nothing),
    };

    private static Dictionary<string, object>? Key(ExposedTable table, string action, bool own, string person)
    {
        var role = RoleNames.All.ToList().IndexOf(person == Deactivated ? RoleNames.Admin : person) + 1;
        if (table.Rule == OwnRule.Role && own && (role == 0 || action == PermissionActions.Delete)) return null;
        return table.Name switch
        {
            "projects" or "reports" or "report_schedules" or "report_schedule_recipients" or "report_deliveries" or "exchange_rates" => new() { ["id"] = own ? NumberOf(person) : Others },
            "project_members" => new() { ["id"] = own ? NumberOf(person) + 100 : 2 },
            "users" => new() { ["id"] = own ? IdOf(person) : Stranger },
            "alert_events" or "alert_rules" => new() { ["id"] = Spare + (own ? OwnProject : OtherProject) },
            "roles" => new() { ["id"] = own ? role : action == PermissionActions.Delete ? SpareToDelete : Spare },
            "role_permissions" when own => new() { ["role_id"] = role, ["resource"] = "projects", ["action"] = "select" },
            "role_permissions" => new() { ["role_id"] = Spare, ["resource"] = "chantier", ["action"] = "select" },
            _ => new() { ["id"] = own ? OwnProject : OtherProject },
        };
    }

    private static Dictionary<string, object> Change(string table, bool own) => table switch
    {
        "projects" or "report_schedules" => new() { ["name"] = "X" },
        "project_members" => new() { ["function"] = "X" },
        "users" => new() { ["display_name"] = "X" },
        "roles" => new() { ["description"] = "X" },
        "role_permissions" => new() { ["scope"] = "all" },
        "report_schedule_recipients" => new() { ["user_id"] = Stranger },
        "report_deliveries" => new() { ["error"] = "X" },
        "chantier_media" => new() { ["error"] = "X" },
        "reports" => new() { ["title"] = "X" },
        "exchange_rates" => new() { ["source"] = "X" },
        _ => new() { ["project_id"] = own ? OwnProject : OtherProject },
    };

    private static Dictionary<string, object>? Row(string table, bool own, string person)
    {
        var project = own ? OwnProject : OtherProject;
        var whose = own ? IdOf(person) : Stranger;
        return table switch
        {
            "users" or "roles" or "role_permissions" when own => null,
            "users" => new() { ["email"] = "new@example.org" },
            "roles" => new() { ["name"] = "new" },
            "role_permissions" => new() { ["role_id"] = SpareToDelete, ["resource"] = "chantier", ["action"] = "select", ["scope"] = "own" },
            "projects" => new() { ["name"] = "New", ["manager_id"] = whose },
            "project_members" => new() { ["project_id"] = own ? OwnProject : Others, ["user_id"] = Stranger },
            "strategie_kpi_values" => new() { ["kpi_id"] = project, ["period_start"] = "2026-02-01", ["value"] = 1 },
            "strategie_action_plans" => new() { ["project_id"] = project, ["title"] = "T" },
            "chantier_media" => new() { ["message_id"] = project },
            "alert_events" => new() { ["alert_id"] = project },
            "alert_rules" => new() { ["project_id"] = project, ["code"] = "late_delivery" },
            "inventory_movements" => new() { ["item_id"] = project, ["movement_type"] = "issue", ["quantity"] = -1 },
            "project_milestones" => new() { ["project_id"] = project, ["name"] = "M" },
            "project_progress" => new() { ["project_id"] = project, ["percent_complete"] = 10 },
            "supply_receipts" => new() { ["order_id"] = project, ["quantity"] = 1 },
            "budget_lines" => new() { ["project_id"] = project, ["category"] = "land" },
            "budget_exceptions" => new() { ["order_id"] = project, ["reason"] = "R" },
            "exchange_rates" => new() { ["currency"] = "EUR", ["quote_currency"] = "XAF", ["rate"] = 655.957, ["valid_from"] = "2025-01-01", ["created_by"] = whose },
            "units" => new() { ["project_id"] = project, ["reference"] = "B-1" },
            "reservations" => new() { ["unit_id"] = project, ["client_name"] = "C" },
            "payments" => new() { ["reservation_id"] = project, ["amount"] = 10 },
            "reports" => new() { ["report_type"] = "finance", ["owner_id"] = whose },
            "report_schedules" => new() { ["name"] = "S", ["report_type"] = "finance", ["cron"] = "0 0 7 * * ?", ["owner_id"] = whose },
            "report_schedule_recipients" => new() { ["schedule_id"] = own ? NumberOf(person) : Others, ["user_id"] = IdOf(person) },
            "report_deliveries" => new() { ["slot"] = "2026-01-01T00:00:00Z", ["recipient_id"] = whose },
            _ => new() { ["project_id"] = project },
        };
    }
}
