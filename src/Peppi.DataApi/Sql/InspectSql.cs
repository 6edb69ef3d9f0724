using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Sql;

/// <summary>Asks the database what the caller may use of a schema; everything else about it the catalog knows.</summary>
internal static class InspectSql
{
    public static SqlStatement Build(InspectPlan plan)
    {
        var schema = new TextValue(plan.Schema);
        var sql = new SqlWriter().Add("select 1::bigint, nullif(current_setting('response.headers', true), ''), nullif(current_setting('response.status', true), ''), json_build_object('description', (select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = ").Value(schema).Add(")");
        if (plan.ByPrivilege)
        {
            sql.Add(", 'relations', (select json_agg(c.oid::bigint) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = ").Value(schema)
                .Add(" and c.relkind in ('r', 'p', 'v', 'm', 'f') and (pg_has_role(c.relowner, 'usage') or has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger') or has_any_column_privilege(c.oid, 'select, insert, update, references')))")
                .Add(", 'functions', (select json_agg(p.oid::bigint) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ").Value(schema)
                .Add(" and p.prokind = 'f' and has_function_privilege(p.oid, 'execute'))");
        }

        return sql.Add(")::text").ToStatement();
    }
}
