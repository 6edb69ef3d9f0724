using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Sql;

/// <summary>Writes the select that calls a function and hands its rows on.</summary>
internal static class CallSql
{
    public static SqlWriter Call(this SqlWriter sql, CallPlan plan)
    {
        sql.Add("select ");
        if (plan.Routine.ReturnsValue)
        {
            Invocation(sql, plan);
            sql.Add(" as ").Name(Fixed.Scalar);
            if (plan.Arguments is JsonArguments { Arguments.Count: > 0 } scalarJson)
            {
                sql.Add(" from ");
                Body(sql, scalarJson);
            }

            return sql;
        }

        WriteSql.Handed(sql, plan.Returning, Fixed.Call);
        sql.Add(" from ");
        if (plan.Arguments is JsonArguments { Arguments.Count: > 0 } json)
        {
            Body(sql, json);
            sql.Add(", lateral ");
        }

        Invocation(sql, plan);
        return sql.Add(" ").Name(Fixed.Call);
    }

    private static void Invocation(SqlWriter sql, CallPlan plan)
    {
        sql.Name(plan.Routine.Id).Add("(");
        switch (plan.Arguments)
        {
            case BodyArgument body when body.Argument.Fact.Type == "bytea":
                sql.Value(new BytesBody());
                break;
            case BodyArgument body when body.Argument.Fact.Type is "json" or "jsonb":
                sql.Value(new JsonBody()).Add("::").Type(body.Argument.Type);
                break;
            case BodyArgument body:
                sql.Value(new TextBody()).Add("::").Type(body.Argument.Type);
                break;
            case DirectArguments direct:
                sql.List(direct.Values, ", ", v =>
                {
                    if (v.Argument.Fact.Variadic) sql.Add("variadic ");
                    sql.Name(v.Argument.Id).Add(" := ")
                        .Value(v.Argument.Fact.Variadic ? new ListValue(v.Values) : new UntypedValue(v.Values[0])).Add("::").Type(v.Argument.Type);
                });
                break;
            case JsonArguments json:
                sql.List(json.Arguments, ", ", a =>
                {
                    if (a.Fact.Variadic) sql.Add("variadic ");
                    sql.Name(a.Id).Add(" := ").Column(Fixed.Body, a.Id);
                });
                break;
        }

        sql.Add(")");
    }

    private static void Body(SqlWriter sql, JsonArguments json)
    {
        sql.Add("(select * from ");
        if (json.Payload.IsObject) sql.Add("json_to_record(");
        else sql.Add("json_to_recordset(");
        sql.Value(new JsonBody()).Add("::json) as _ (")
            .List(json.Arguments, ", ", a => sql.Name(a.Id).Add(" ").Type(a.Type)).Add(") limit 1) ").Name(Fixed.Body);
    }
}
