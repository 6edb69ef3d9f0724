using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Sql;

/// <summary>Writes the one expression that turns the rows called <c>_row</c> into the body.</summary>
internal static class BodySql
{
    /// <param name="sql">The statement.</param>
    /// <param name="body">What is wanted.</param>
    /// <param name="shape">What a called function returns; rows where nothing is called.</param>
    public static SqlWriter Body(this SqlWriter sql, BodyPlan body, ReturnShape shape)
    {
        var scalar = shape is ReturnShape.Value or ReturnShape.SetOfValues or ReturnShape.Nothing;
        switch (body.Form)
        {
            case BodyForm.Nothing:
                return sql.Add("''");
            case BodyForm.Array when shape is ReturnShape.Value or ReturnShape.Row or ReturnShape.Nothing:
            case BodyForm.Single:
                return One(sql, scalar, stripped: false);
            case BodyForm.StrippedArray when shape is ReturnShape.Value or ReturnShape.Row or ReturnShape.Nothing:
            case BodyForm.StrippedSingle:
                return One(sql, scalar, stripped: true);
            case BodyForm.Array:
                return Item(sql.Add("coalesce(json_agg("), scalar).Add("), '[]')::text");
            case BodyForm.StrippedArray:
                return Item(sql.Add("coalesce(json_strip_nulls(json_agg("), scalar).Add(")), '[]')::text");
            case BodyForm.Csv:
                return sql.Add("""coalesce((select string_agg(_key, ',') from (select json_object_keys(row_to_json(_first.*)) as _key from (select * from _rows limit 1) _first) _keys), '') """)
                    .Add("""|| E'\n' || coalesce(string_agg(substring(_row::text, 2, length(_row::text) - 2), E'\n'), '')""");
            case BodyForm.GeoJson:
                return sql.Add("""json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(st_asgeojson(_row)::json), '[]'))::text""");
            case BodyForm.Custom when scalar && body.Handler!.Target is null:
                return sql.Name(body.Handler.Function).Add("(").Column(Fixed.Row, Fixed.Scalar).Add(")");
            case BodyForm.Custom:
                sql.Name(body.Handler!.Function).Add("(").Name(Fixed.Row);
                if (body.Handler.Target is { } type) sql.Add("::").Name(type);
                return sql.Add(")");
            default:
                throw new InvalidOperationException($"No SQL for a body of form {body.Form}.");
        }
    }

    /// <summary>One value; where there are several, the caller refuses the answer anyway.</summary>
    private static SqlWriter One(SqlWriter sql, bool scalar, bool stripped)
    {
        sql.Add("coalesce(string_agg(");
        if (stripped) sql.Add("json_strip_nulls(");
        Item(sql.Add("to_json("), scalar).Add(")");
        if (stripped) sql.Add(")");
        return sql.Add("::text, ','), 'null')");
    }

    private static SqlWriter Item(SqlWriter sql, bool scalar) => scalar ? sql.Column(Fixed.Row, Fixed.Scalar) : sql.Name(Fixed.Row);
}
