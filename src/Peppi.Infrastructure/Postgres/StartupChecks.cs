using Npgsql;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>Looks, before the first request, whether the database is as safe as the code believes. What is not, stops Peppi from serving.</summary>
internal sealed class StartupChecks(PeppiDataSources sources)
{
    /// <summary>Security definer functions that clients may call; each is a door that row-level security does not guard. None so far.</summary>
    private static readonly string[] AllowedDefiners = [];

    /// <summary>Done, or every fault found.</summary>
    public async Task<Result<Done>> RunAsync(CancellationToken cancellation)
    {
        await using var connection = await sources.For(DatabaseRole.Anon).OpenConnectionAsync(cancellation);
        var faults = await FaultsAsync(connection, cancellation);
        return faults.Count == 0
            ? Done.Value
            : new Error(ErrorKind.Unavailable, "unsafe_database", "Peppi does not serve: the database would show more than the permission matrix allows.",
                string.Join(" ", faults), "Run ./peppi migrate; what remains was changed by hand.");
    }

    /// <summary>Every fault, as a sentence.</summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string> faults = [];
        foreach (var (sql, parameters) in Checks())
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) faults.Add(reader.GetString(0));
        }

        return faults;
    }

    private static IEnumerable<(string Sql, object[] Parameters)> Checks()
    {
        string[] logins = [.. DatabaseLogins.All];
        string[] serving = [.. logins, "anon", "authenticated", "service_role"];

        yield return ("""
            select format('Table %I.%I has no row-level security.', relnamespace::regnamespace::text, relname) from pg_class
            where relnamespace in ('public'::regnamespace, 'storage'::regnamespace) and relkind in ('r', 'p') and not relrowsecurity order by 1
            """, []);
        yield return ("""
            select format('Role %s reaches storage.%I, which is for background work alone.', role, relname)
            from pg_class, unnest(array['anon', 'authenticated', 'service_role', 'peppi_api', 'peppi_service', 'peppi_auth']) as role
            where relnamespace = 'storage'::regnamespace and relkind in ('r', 'p')
              and (has_table_privilege(role, oid, 'insert, update, delete, truncate') or has_table_privilege(role, oid, 'select'))
              and not (relname in ('buckets', 'objects') or (relname in ('uploads', 'file_facts', 'retention_rules') and role = 'service_role') or (relname = 'uploads' and role = 'authenticated'))
            order by 1
            """, []);
        yield return ("""
            select format('Table public.%I belongs to no resource of the permission matrix.', relname) from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all ($1) order by 1
            """, [ExposedTables.All.Select(table => table.Name).ToArray()]);
        yield return ("""
            select format('View public.%I reads with its owner''s rights: it is not security_invoker.', relname) from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v'
              and not coalesce((select option_value::boolean from pg_options_to_table(reloptions) where option_name = 'security_invoker'), false) order by 1
            """, []);
        yield return ("""
            select format('%s public.%I cannot have row-level security; keep it in another schema.',
              case relkind when 'm' then 'Materialized view' else 'Foreign table' end, relname) from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('m', 'f') order by 1
            """, []);
        yield return ("""
            select format('Function public.%I runs with its owner''s rights (security definer) and is not on the list of those that may.', proname) from pg_proc
            where pronamespace = 'public'::regnamespace and prosecdef and proname <> all ($1) order by 1
            """, [AllowedDefiners]);
        yield return ("""
            select format('Role %I has more than it should: %s.', role.rolname, concat_ws(', ',
              case when role.rolsuper then 'superuser' end, case when role.rolbypassrls then 'bypassrls' end,
              case when role.rolcreaterole then 'createrole' end, case when role.rolcreatedb then 'createdb' end,
              case when role.rolreplication then 'replication' end,
              case when owner.owns then 'it owns objects of this database' end,
              case when has_database_privilege(role.oid, current_database(), 'create') then 'it may create schemas' end,
              case when has_database_privilege(role.oid, current_database(), 'temporary') then 'it may create temporary tables' end,
              case when exists (select from pg_namespace where nspname in ('public', 'auth', 'app', 'jobs', 'storage', 'realtime') and has_schema_privilege(role.oid, oid, 'create'))
                then 'it may create objects' end))
            from pg_roles role,
              lateral (select exists (select from pg_class where relowner = role.oid) or exists (select from pg_proc where proowner = role.oid)
                or exists (select from pg_namespace where nspowner = role.oid) or exists (select from pg_database where datdba = role.oid) as owns) owner
            where role.rolname = any ($1) and (role.rolsuper or role.rolbypassrls or role.rolcreaterole or role.rolcreatedb or role.rolreplication or owner.owns
              or has_database_privilege(role.oid, current_database(), 'create') or has_database_privilege(role.oid, current_database(), 'temporary')
              or exists (select from pg_namespace where nspname in ('public', 'auth', 'app', 'jobs', 'storage', 'realtime') and has_schema_privilege(role.oid, oid, 'create')))
            order by role.rolname
            """, [serving]);
        yield return ("""
            with recursive memberships as (
              select member.oid, member.rolname as member, grantee.roleid from pg_roles member join pg_auth_members grantee on grantee.member = member.oid where member.rolname = any ($1)
              union select memberships.oid, memberships.member, further.roleid from memberships join pg_auth_members further on further.member = memberships.roleid)
            select format('Role %I may become %I.', memberships.member, target.rolname)
            from memberships join pg_roles target on target.oid = memberships.roleid
            where memberships.member || ' ' || target.rolname <> all ($2) order by 1
            """, [serving, logins.SelectMany(login => DatabaseLogins.MembershipsOf(login), (login, role) => $"{login} {role}").ToArray()]);
        yield return ("""
            select format('Role %I uses what it may become without becoming it: it must be NOINHERIT.', rolname) from pg_roles
            where rolname in ('peppi_api', 'peppi_service') and rolinherit order by 1
            """, []);
    }
}
