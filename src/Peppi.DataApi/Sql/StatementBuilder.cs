using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>
/// The stage that writes a plan as ONE statement. Its result is one row: rows, headers, status,
/// the total where it is counted, location and new rows where rows are inserted, and last the body.
/// </summary>
internal static class StatementBuilder
{
    public static SqlStatement Build(RowsPlan plan, long? maxRows)
    {
        var sql = new SqlWriter();
        if (plan.Body.Type.Explain is { } explain) Explain(sql, explain);
        switch (plan)
        {
            case ReadPlan read:
                Read(sql, read, maxRows);
                break;
            case WritePlan write:
                Write(sql, write);
                break;
            case CallPlan call:
                Call(sql, call);
                break;
        }

        return sql.ToStatement();
    }

    /// <summary>The statement whose plan tells about how many rows there are; null where nobody asked.</summary>
    public static SqlStatement? Estimate(RowsPlan plan) => plan is ReadPlan { Count: CountKind.Planned or CountKind.Estimated } read
        ? new SqlWriter().Add("explain (format json) ").Counted(read.Rows).ToStatement()
        : null;

    private static void Read(SqlWriter sql, ReadPlan plan, long? maxRows)
    {
        var csv = plan.Body.Form == BodyForm.Csv;
        if (csv) sql.Add("with _rows as (").Read(plan.Rows).Add(") ");
        sql.Add("select ");
        sql.Add("count(*), ");
        Settings(sql);
        if (plan.CountsTotal) Total(sql, plan, plan.Count == CountKind.Estimated ? maxRows : null);
        sql.Body(plan.Body, ReturnShape.SetOfRows).Add(" from ");
        if (csv) sql.Add("_rows _row");
        else Rows(sql, plan.Rows);
    }

    private static void Write(SqlWriter sql, WritePlan plan)
    {
        sql.WriteAsSource(plan);
        var csv = plan.Body.Form == BodyForm.Csv;
        if (csv) sql.Add(", _rows as (").Read(plan.Rows).Add(")");
        sql.Add(" select count(*), ");
        Settings(sql);
        if (plan is InsertPlan insert) New(sql, insert);
        sql.Body(plan.Body, ReturnShape.SetOfRows).Add(" from ");
        if (plan.Body.Form == BodyForm.Nothing) sql.Name(Fixed.Source).Add(" ").Name(Fixed.Row);
        else if (csv) sql.Add("_rows _row");
        else Rows(sql, plan.Rows);
    }

    private static void Call(SqlWriter sql, CallPlan plan)
    {
        sql.Add("with ").Name(Fixed.Source).Add(" as (").Call(plan).Add(")");
        var csv = plan.Body.Form == BodyForm.Csv;
        if (csv) sql.Add(", _rows as (").Read(plan.Rows).Add(")");
        sql.Add(" select ");
        if (plan.Routine.ReturnsSingle) sql.Add("1::bigint, ");
        else sql.Add("count(*), ");
        Settings(sql);
        if (plan.CountsTotal) Total(sql, plan, null);
        sql.Body(plan.Body, plan.Routine.Shape).Add(" from ");
        if (csv) sql.Add("_rows _row");
        else Rows(sql, plan.Rows);
    }

    private static void Rows(SqlWriter sql, ReadNode rows) => sql.Add("(").Read(rows).Add(") ").Name(Fixed.Row);

    private static void Total(SqlWriter sql, RowsPlan plan, long? atMost)
    {
        if (plan.Rows.Range.IsAll && !(plan is CallPlan { Routine.ReturnsSingle: true }))
        {
            sql.Add("count(*), ");
            return;
        }

        sql.Add("(select count(*) from (").Counted(plan.Rows);
        if (atMost is { } most) sql.Window(new RowRange(0, most + 1));
        sql.Add(") _all), ");
    }

    private static void Settings(SqlWriter sql) =>
        sql.Add("nullif(current_setting('response.headers', true), ''), nullif(current_setting('response.status', true), ''), ");

    /// <summary>The address of the new row, where it is asked for, and how many rows are new.</summary>
    private static void New(SqlWriter sql, InsertPlan plan)
    {
        if (plan is { WantsLocation: true, Target.PrimaryKey.Count: > 0 }) Location(sql, plan);
        else sql.Add("null");
        if (WriteSql.CountsNew(plan))
            sql.Add(", (select count(*) from ").Name(plan.Returning.Star ? Fixed.Written : Fixed.Source).Add(" where ").Name(Fixed.IsNew).Add("), ");
        else sql.Add(", count(*), ");
    }

    private static void Location(SqlWriter sql, InsertPlan plan) =>
        sql.Add("case when count(*) = 1 then (select json_agg(json_build_array(_key, _value)) from (select row_to_json(_one.*) as _json from ").Name(Fixed.Source)
            .Add(" _one limit 1) _first, json_each_text(_first._json) as _pairs(_key, _value) where _key = any(")
            .Value(new ListValue([.. plan.Target.PrimaryKey.Select(c => c.Name)])).Add("::text[]))::text end");

    private static void Explain(SqlWriter sql, ExplainOptions explain)
    {
        sql.Add("explain (");
        if (explain.AsJson) sql.Add("format json");
        else sql.Add("format text");
        foreach (var option in explain.Options)
        {
            _ = option switch
            {
                "analyze" => sql.Add(", analyze"),
                "verbose" => sql.Add(", verbose"),
                "settings" => sql.Add(", settings"),
                "buffers" => sql.Add(", buffers"),
                _ => sql.Add(", wal"),
            };
        }

        sql.Add(") ");
    }
}
