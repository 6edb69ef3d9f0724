using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>Writes the statement that changes rows and hands them on.</summary>
internal static class WriteSql
{
    public static SqlWriter Write(this SqlWriter sql, WritePlan plan) => plan switch
    {
        InsertPlan insert => Insert(sql, insert),
        UpdatePlan { Columns.Count: 0 } update => Unchanged(sql, update),
        UpdatePlan update => Update(sql, update),
        DeletePlan delete => Delete(sql, delete),
        _ => throw new InvalidOperationException($"No SQL for {plan.GetType().Name}."),
    };

    private static SqlWriter Insert(SqlWriter sql, InsertPlan plan)
    {
        sql.Add("insert into ").Name(plan.Target.Id).Add(" as ").Name(Fixed.Target);
        if (plan.Columns.Count > 0) sql.Add(" (").List(plan.Columns, ", ", c => sql.Name(c.Column.Id)).Add(")");
        sql.Add(" select ").List(plan.Columns, ", ", c => sql.Column(Fixed.Body, c.Column.Id)).Add(" from ");
        Rows(sql, plan.Columns, plan.Payload, plan.MissingAsDefault);
        var first = true;
        Where(sql, Fixed.Body, plan.PutConditions, ref first);
        if (plan.Conflict is { } conflict)
        {
            // Without a where the parser would take ON for that of a join.
            if (first) sql.Add(" where true");
            sql.Add(" on conflict (").List(conflict.Columns, ", ", c => sql.Name(c)).Add(")");
            if (conflict.Resolution == Resolution.Ignore || plan.Columns.Count == 0) sql.Add(" do nothing");
            else sql.Add(" do update set ").List(plan.Columns, ", ", c => sql.Name(c.Column.Id).Add(" = excluded.").Name(c.Column.Id));
        }

        if (!CountsNew(plan))
        {
            Returning(sql, plan.Returning);
            return sql;
        }

        // Where all columns are wanted the row travels whole, so that what tells new rows apart is no column among them.
        if (plan.Returning.Star) sql.Add(" returning ").Name(Fixed.Target).Add(" as ").Name(Fixed.Whole);
        else Returning(sql, plan.Returning);
        return sql.Add(", ").IsNew(plan).Add(" as ").Name(Fixed.IsNew);
    }

    /// <summary>Writes the clauses that name the written rows <c>_source</c>.</summary>
    public static SqlWriter WriteAsSource(this SqlWriter sql, WritePlan plan)
    {
        sql.Add("with ");
        if (plan is not InsertPlan { Returning.Star: true } insert || !CountsNew(insert))
            return sql.Name(Fixed.Source).Add(" as (").Write(plan).Add(")");
        sql.Name(Fixed.Written).Add(" as (").Write(plan).Add("), ").Name(Fixed.Source).Add(" as (select (").Name(Fixed.Whole).Add(").*");
        foreach (var (function, name) in plan.Returning.Computed)
            sql.Add(", ").Name(function).Add("(").Name(Fixed.Whole).Add(") as ").Name(name);
        return sql.Add(" from ").Name(Fixed.Written).Add(")");
    }

    /// <summary>Whether new rows and replaced ones must be told apart.</summary>
    public static bool CountsNew(InsertPlan plan) => plan is { Conflict.Resolution: Resolution.Merge };

    /// <summary>A row that nobody replaced has no xmax; a view's row has none at all, but what was there before is what the statement's snapshot still shows.</summary>
    private static SqlWriter IsNew(this SqlWriter sql, InsertPlan plan)
    {
        if (plan.Target.IsPlainTable) return sql.Add("(").Name(Fixed.Target).Add(".xmax = 0)");
        sql.Add("not exists (select from ").Name(plan.Target.Id).Add(" _old where ");
        return sql.List(plan.Conflict!.Columns, " and ", c => sql.Add("_old.").Name(c).Add(" = ").Column(Fixed.Target, c)).Add(")");
    }

    private static SqlWriter Update(SqlWriter sql, UpdatePlan plan)
    {
        sql.Add("update ").Name(plan.Target.Id).Add(" as ").Name(Fixed.Target).Add(" set ")
            .List(plan.Columns, ", ", c => sql.Name(c.Column.Id).Add(" = ").Column(Fixed.Body, c.Column.Id)).Add(" from ");
        Rows(sql, plan.Columns, plan.Payload, plan.MissingAsDefault);
        var first = true;
        Where(sql, Fixed.Target, plan.Where, ref first);
        Returning(sql, plan.Returning);
        return sql;
    }

    /// <summary>Nothing to set: nothing happens, and the answer has the columns that were asked for.</summary>
    private static SqlWriter Unchanged(SqlWriter sql, UpdatePlan plan)
    {
        sql.Add("select ");
        Handed(sql, plan.Returning, Fixed.Target);
        return sql.Add(" from ").Name(plan.Target.Id).Add(" as ").Name(Fixed.Target).Add(" where false");
    }

    private static SqlWriter Delete(SqlWriter sql, DeletePlan plan)
    {
        sql.Add("delete from ").Name(plan.Target.Id).Add(" as ").Name(Fixed.Target);
        var first = true;
        Where(sql, Fixed.Target, plan.Where, ref first);
        Returning(sql, plan.Returning);
        return sql;
    }

    private static void Where(SqlWriter sql, Identifier alias, IReadOnlyList<ConditionPlan> conditions, ref bool first)
    {
        foreach (var condition in conditions)
        {
            if (first) sql.Add(" where ");
            else sql.Add(" and ");
            first = false;
            sql.Condition(alias, condition);
        }
    }

    private static void Returning(SqlWriter sql, ReturningPlan returning)
    {
        sql.Add(" returning ");
        Handed(sql, returning, Fixed.Target);
    }

    /// <summary>The columns handed on from <paramref name="alias"/>.</summary>
    public static void Handed(SqlWriter sql, ReturningPlan returning, Identifier alias)
    {
        var any = returning.Star || returning.Columns.Count > 0;
        if (returning.Star) sql.Name(alias).Add(".*");
        sql.List(returning.Columns, ", ", c => sql.Column(alias, c));
        foreach (var (function, name) in returning.Computed)
        {
            if (any) sql.Add(", ");
            any = true;
            sql.Name(function).Add("(").Name(alias).Add(") as ").Name(name);
        }

        if (!any) sql.Add("1 as ").Name(Fixed.Rows);
    }

    /// <summary>The rows of the body, as <c>_body</c> with typed columns.</summary>
    private static void Rows(SqlWriter sql, IReadOnlyList<WrittenColumn> columns, Payload payload, bool defaults)
    {
        if (columns.Count == 0)
        {
            if (payload.IsObject) sql.Add("(values (1)) ");
            else sql.Add("json_array_elements(").Value(new JsonBody()).Add("::json) ");
            sql.Name(Fixed.Body);
            return;
        }

        sql.Add("(select ").List(columns, ", ", c => Faced(sql, c)).Add(" from ");
        if (defaults) WithDefaults(sql, columns, payload);
        else if (payload.IsObject) sql.Add("json_to_record(").Value(new JsonBody()).Add("::json)");
        else sql.Add("json_to_recordset(").Value(new JsonBody()).Add("::json)");
        sql.Add(" as _ (").List(columns, ", ", c => Typed(sql, c)).Add(")) ").Name(Fixed.Body);
    }

    private static void WithDefaults(SqlWriter sql, IReadOnlyList<WrittenColumn> columns, Payload payload)
    {
        WrittenColumn[] defaulted = [.. columns.Where(c => c.Column.Fact.Default is not null)];
        if (payload.IsObject)
        {
            sql.Add("jsonb_to_record(");
            Defaults(sql, defaulted);
            sql.Value(new JsonBody()).Add("::jsonb)");
            return;
        }

        sql.Add("jsonb_to_recordset((select jsonb_agg(");
        Defaults(sql, defaulted);
        sql.Add("_element) from jsonb_array_elements(").Value(new JsonBody()).Add("::jsonb) _element))");
    }

    // A function takes a hundred arguments at most.
    private static void Defaults(SqlWriter sql, WrittenColumn[] columns)
    {
        foreach (var some in columns.Chunk(40))
            sql.Add("jsonb_build_object(").List(some, ", ", c => sql.Value(new TextValue(c.Column.Name)).Add("::text, ").Stored(c.Column)).Add(") || ");
    }

    private static void Faced(SqlWriter sql, WrittenColumn column)
    {
        if (column.Transform is { } transform) sql.Name(transform).Add("(").Name(column.Column.Id).Add(") as ").Name(column.Column.Id);
        else sql.Name(column.Column.Id);
    }

    private static void Typed(SqlWriter sql, WrittenColumn column)
    {
        sql.Name(column.Column.Id).Add(" ");
        if (column.Transform is not null) sql.Add("json");
        else sql.Type(column.Column.Type);
    }
}
