using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Infrastructure.Instance;
using Quartz;

namespace Peppi.Infrastructure.Postgres;

/// <summary>
/// Brings a database up to this version, as its owner: logins, EF Core's migrations for the tables, then the SQL files for policies,
/// functions and triggers, which replace what stands. Safe to run again, and from several nodes at once: they queue.
/// </summary>
internal sealed class Migrator(InstanceSettings settings)
{
    // "peppi" in ASCII, so that whoever looks at pg_locks may guess.
    private const long Lock = 0x7065707069;

    /// <summary>The build that a database was last migrated by; it stands in the comment of schema <c>app</c>.</summary>
    private static string Build { get; } = "peppi " + string.Join('/',
        new[] { typeof(Migrator), typeof(PeppiDbContext), typeof(ExposedTables) }.Select(type => type.Module.ModuleVersionId.ToString("N")));

    /// <summary>Migrates unless this very build did so last: then a start costs one look. True when there was something to do.</summary>
    public async Task<bool> MigrateIfNewAsync(CancellationToken cancellation)
    {
        await using (var connection = await ConnectAsync(cancellation))
        await using (var look = new NpgsqlCommand("select obj_description(to_regnamespace('app'), 'pg_namespace')", connection))
        {
            if (await look.ExecuteScalarAsync(cancellation) as string == Build) return false;
        }

        await MigrateAsync(cancellation);
        return true;
    }

    /// <summary>Migrates.</summary>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);

        // The lock is the session's: it falls with the connection.
        await ExecuteAsync(connection, "set client_min_messages = warning", cancellation);
        await ExecuteAsync(connection, "select pg_advisory_lock($1)", cancellation, Lock);
        await DatabaseLogins.EnsureAsync(connection, settings, cancellation);
        await using (var db = new PeppiDbContext(MigrationOptions(connection))) await db.Database.MigrateAsync(cancellation);
        await ApplySqlAsync(connection, cancellation);
        await ExecuteAsync(connection, $"comment on schema app is '{Build}'", cancellation);
        await ExecuteAsync(connection, "notify pgrst, 'reload schema'", cancellation);

        // What nobody has fetched in a week nobody waits for.
        await ExecuteAsync(connection, "delete from app.outbox where at < now() - interval '7 days'", cancellation);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.OwnerConnectionString)
        {
            ApplicationName = "peppi migrator",
            Pooling = false,
            CommandTimeout = 0,
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static DbContextOptions<PeppiDbContext> MigrationOptions(NpgsqlConnection connection) =>
        new DbContextOptionsBuilder<PeppiDbContext>()
            .UseNpgsql(connection, npgsql => npgsql.MigrationsAssembly(typeof(Migrator).Assembly.GetName().Name).MigrationsHistoryTable("ef_migrations", "app"))
            .Options;

    private static async Task ApplySqlAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // One transaction: whoever reads meanwhile sees the old policies or the new ones, never a table without.
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteResourceTablesAsync(connection, cancellation);
        await ExecuteAsync(connection, "create schema if not exists jobs", cancellation);
        foreach (var statement in QuartzTables()) await ExecuteAsync(connection, statement, cancellation);
        foreach (var script in Scripts()) await ExecuteAsync(connection, script, cancellation);
        await SeedMatrixAsync(connection, cancellation);
        await SeedAlertRulesAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task WriteResourceTablesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = """
            with wanted as (select * from unnest($1, $2, $3, $4, $5) as list (table_name, resource, own_rule, own_column, written_with_parent)),
            gone as (delete from app.resource_tables where table_name not in (select table_name from wanted))
            insert into app.resource_tables select * from wanted
            on conflict (table_name) do update set resource = excluded.resource, own_rule = excluded.own_rule,
              own_column = excluded.own_column, written_with_parent = excluded.written_with_parent
            """;
        var tables = ExposedTables.All;
        await ExecuteAsync(connection, sql, cancellation,
            tables.Select(table => table.Name).ToArray(),
            tables.Select(table => table.Resource).ToArray(),
            tables.Select(table => table.Rule.ToString().ToLowerInvariant()).ToArray(),
            tables.Select(table => table.Column).ToArray(),
            tables.Select(table => table.WrittenWithParent).ToArray());
    }

    /// <summary>Gives each built-in role the defaults of each resource once; what an admin changed afterwards stays changed.</summary>
    private static async Task SeedMatrixAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = """
            insert into public.roles (name, built_in) select name, true from unnest($1) as name
            on conflict (name) do update set built_in = true where not roles.built_in;
            """;
        const string matrix = """
            with defaults as (select * from unnest($1, $2, $3, $4) as list (role, resource, action, scope)),
            fresh as (
              insert into app.matrix_seeds (role, resource) select distinct seed.role, seed.resource from unnest($5, $6) as seed (role, resource)
              on conflict do nothing returning role, resource)
            insert into public.role_permissions (role_id, resource, action, scope)
            select role.id, defaults.resource, defaults.action, defaults.scope
            from defaults join fresh using (role, resource) join public.roles role on role.name = defaults.role
            on conflict do nothing
            """;
        await ExecuteAsync(connection, sql, cancellation, [RoleNames.All.ToArray()]);
        var defaults = PermissionMatrix.Defaults;
        var pairs = RoleNames.All.SelectMany(role => Resources.All, (role, resource) => (Role: role, Resource: resource)).ToArray();
        await ExecuteAsync(connection, matrix, cancellation,
            defaults.Select(cell => cell.Role).ToArray(),
            defaults.Select(cell => cell.Resource).ToArray(),
            defaults.Select(cell => cell.Action).ToArray(),
            defaults.Select(cell => cell.Scope).ToArray(),
            pairs.Select(pair => pair.Role).ToArray(),
            pairs.Select(pair => pair.Resource).ToArray());
    }

    /// <summary>A rule for all projects of each kind that has none; what people changed stays changed.</summary>
    private static async Task SeedAlertRulesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = """
            insert into public.alert_rules (code, enabled, parameters, notify_roles, resolve_after_hours, escalate_after_hours, escalate_to_role)
            values ($1, $2, $3::jsonb, $4, $5, $6, case when $6::int is not null then $7 end)
            on conflict (project_id, code) do nothing
            """;
        foreach (var kind in AlertRuleKinds.All)
        {
            await ExecuteAsync(connection, sql, cancellation, kind.Code, kind.Enabled,
                JsonSerializer.Serialize(kind.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default)),
                kind.NotifyRoles.ToArray(), kind.ResolveAfterHours, kind.EscalateAfterHours is { } hours ? hours : DBNull.Value, RoleNames.GeneralManagement);
        }
    }

    private static IEnumerable<string> Scripts()
    {
        var assembly = typeof(Migrator).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Peppi.Infrastructure.Postgres.Sql.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name));
    }

    /// <summary>Quartz brings its own DDL; made here by the owner, so that the login of the jobs need not create anything.</summary>
    private static IEnumerable<string> QuartzTables() =>
        Read(typeof(IScheduler).Assembly, "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")
            .Split("\n--;;")
            .Select(statement => statement.Replace("{0}", "jobs.qrtz_", StringComparison.Ordinal).Replace("{1}", "qrtz_", StringComparison.Ordinal))
            .Where(statement => statement.Split('\n').Any(line => line.Length > 0 && !line.StartsWith("--", StringComparison.Ordinal)));

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not in {assembly.GetName().Name}."));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
