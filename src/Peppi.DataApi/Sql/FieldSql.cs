using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>Writes fields: columns, functions of the row, ways into JSON.</summary>
internal static class FieldSql
{
    /// <summary>The field as it is compared and ordered.</summary>
    public static SqlWriter Field(this SqlWriter sql, Identifier alias, PlannedField field)
    {
        if (field.AsJson) sql.Add("to_jsonb(");
        switch (field.Source)
        {
            case ColumnSource column:
                sql.Column(alias, column.Name);
                break;
            case ComputedSource computed:
                sql.Name(computed.Function).Add("(").Name(alias).Add(")");
                break;
            case RowSource:
                sql.Name(alias);
                break;
            default:
                sql.Name(alias).Add(".*");
                break;
        }

        if (field.AsJson) sql.Add(")");
        foreach (var step in field.Path) Step(sql, step);
        return sql;
    }

    /// <summary>The field as it is shown.</summary>
    public static SqlWriter Shown(this SqlWriter sql, Identifier alias, PlannedField field) =>
        field.Transform is { } transform && field.Path.Count == 0
            ? sql.Name(transform).Add("(").Field(alias, field).Add(")")
            : sql.Field(alias, field);

    public static SqlWriter Select(this SqlWriter sql, Identifier alias, SelectPlan plan)
    {
        if (plan.AggregateCast is not null) sql.Add("cast(");
        if (plan.Aggregate is { } aggregate) sql.Aggregate(aggregate).Add("(");
        if (plan.Cast is not null) sql.Add("cast(");
        if (plan is { Aggregate: Syntax.Aggregate.Count, Field.IsStar: true }) sql.Add("*");
        else sql.Shown(alias, plan.Field);
        if (plan.Cast is { } cast) sql.Add(" as ").Type(cast).Add(")");
        if (plan.Aggregate is not null) sql.Add(")");
        if (plan.AggregateCast is { } aggregateCast) sql.Add(" as ").Type(aggregateCast).Add(")");
        var bare = plan is { Cast: null, Aggregate: null, Field: { Transform: null, Path.Count: 0, Source: ColumnSource column } } && column.Name.Equals(plan.Name);
        return plan.Name is null || bare ? sql : sql.Add(" as ").Name(plan.Name);
    }

    public static SqlWriter Aggregate(this SqlWriter sql, Aggregate aggregate) => aggregate switch
    {
        Syntax.Aggregate.Sum => sql.Add("sum"),
        Syntax.Aggregate.Avg => sql.Add("avg"),
        Syntax.Aggregate.Max => sql.Add("max"),
        Syntax.Aggregate.Min => sql.Add("min"),
        _ => sql.Add("count"),
    };

    private static void Step(SqlWriter sql, JsonStep step)
    {
        if (step.AsText) sql.Add("->>");
        else sql.Add("->");
        sql.Untyped(step.Key);
        if (step.IsIndex) sql.Add("::int");
    }
}
