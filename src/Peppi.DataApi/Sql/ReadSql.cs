using System.Globalization;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>Writes a select with everything embedded in it.</summary>
internal static class ReadSql
{
    public static SqlWriter Read(this SqlWriter sql, ReadNode node)
    {
        sql.Add("select ");
        var grouped = Columns(sql, node);
        sql.Add(" from ");
        Origin(sql, node);
        foreach (var embed in node.Embeds) Join(sql, embed);
        Where(sql, node);
        if (grouped.Count > 0) sql.Add(" group by ").List(grouped, ", ", p => sql.Ordinal(p));
        if (node.Order.Count > 0) sql.Add(" order by ").List(node.Order, ", ", o => Order(sql, node, o));
        return sql.Window(node.Range);
    }

    /// <summary>The same rows, only counted: embeddings matter as far as they filter.</summary>
    public static SqlWriter Counted(this SqlWriter sql, ReadNode node)
    {
        sql.Add("select 1 from ");
        Origin(sql, node);
        var first = true;
        foreach (var join in node.Joins) Joined(sql, join, ref first);
        foreach (var condition in node.Where)
        {
            And(sql, ref first);
            sql.Condition(node.Alias, condition, embed => Exists(sql, embed));
        }

        foreach (var embed in node.Embeds.Where(e => e.Join == JoinKind.Inner))
        {
            And(sql, ref first);
            Exists(sql, embed);
        }

        return sql;
    }

    public static SqlWriter Window(this SqlWriter sql, RowRange range)
    {
        if (range.Limit is { } limit) sql.Add(" limit ").Untyped(limit.ToString(CultureInfo.InvariantCulture));
        if (range.Offset > 0) sql.Add(" offset ").Untyped(range.Offset.ToString(CultureInfo.InvariantCulture));
        return sql;
    }

    private static void Exists(SqlWriter sql, EmbedPlan embed) => sql.Add("exists (").Counted(embed.Node).Add(")");

    /// <summary>Writes the output columns; tells the positions by which an aggregate groups.</summary>
    private static List<int> Columns(SqlWriter sql, ReadNode node)
    {
        var grouped = new List<int>();
        var aggregated = node.HasAggregates;
        var position = 0;
        foreach (var plan in node.Select)
        {
            Next(plan.Aggregate is null);
            sql.Select(node.Alias, plan);
        }

        foreach (var embed in node.Embeds)
        {
            switch (embed.Form)
            {
                case EmbedForm.Object when !embed.IsHidden:
                    Next(true);
                    sql.Add("row_to_json(").Name(embed.Alias).Add(".*)");
                    if (node.EmbedsAsJsonb) sql.Add("::jsonb");
                    sql.Add(" as ").Name(embed.Label);
                    break;
                case EmbedForm.Array when !embed.IsHidden:
                    Next(true);
                    sql.Add("coalesce(").Column(embed.Alias, Fixed.Json).Add(", '[]')");
                    if (node.EmbedsAsJsonb) sql.Add("::jsonb");
                    sql.Add(" as ").Name(embed.Label);
                    break;
                case EmbedForm.SpreadOne or EmbedForm.SpreadMany:
                    foreach (var column in embed.Columns)
                    {
                        Next(column.Aggregate is null);
                        Spread(sql, embed, column);
                    }

                    break;
            }
        }

        if (position == 0) sql.Add("1 as ").Name(Fixed.Rows);
        return aggregated ? grouped : [];

        void Next(bool groups)
        {
            if (position++ > 0) sql.Add(", ");
            if (groups) grouped.Add(position);
        }
    }

    private static void Spread(SqlWriter sql, EmbedPlan embed, SpreadColumn column)
    {
        if (column.AggregateCast is not null) sql.Add("cast(");
        if (column.Aggregate is { } aggregate) sql.Aggregate(aggregate).Add("(");
        sql.Column(embed.Alias, column.Name);
        if (column.Aggregate is not null) sql.Add(")");
        if (column.AggregateCast is { } cast) sql.Add(" as ").Type(cast).Add(")");
        sql.Add(" as ").Name(column.Label);
    }

    private static void Origin(SqlWriter sql, ReadNode node)
    {
        switch (node.Origin)
        {
            case TableOrigin table:
                sql.Name(table.Table);
                break;
            case FunctionOrigin function:
                sql.Name(function.Function).Add("(").Name(function.Parent);
                if (function.RowType is { } type) sql.Add("::").Name(type);
                sql.Add(")");
                break;
            default:
                sql.Name(Fixed.Source);
                break;
        }

        sql.Add(" ").Name(node.Alias);
        if (node.Junction is { } junction) sql.Add(", ").Name(junction.Table).Add(" ").Name(junction.Alias);
    }

    private static void Join(SqlWriter sql, EmbedPlan embed)
    {
        if (embed.Join == JoinKind.Inner) sql.Add(" join lateral (");
        else sql.Add(" left join lateral (");
        switch (embed.Form)
        {
            case EmbedForm.Array:
                sql.Add("select json_agg(_item) as ").Name(Fixed.Json).Add(" from (").Read(embed.Node).Add(") _item");
                break;
            case EmbedForm.SpreadMany:
                sql.Add("select count(*) as ").Name(Fixed.Rows);
                foreach (var column in embed.Columns)
                    sql.Add(", coalesce(json_agg(_item.").Name(column.Name).Add("), '[]')::jsonb as ").Name(column.Name);
                sql.Add(" from (").Read(embed.Node).Add(") _item");
                break;
            default:
                sql.Read(embed.Node);
                break;
        }

        sql.Add(") ").Name(embed.Alias).Add(" on ");
        if (embed is { Join: JoinKind.Inner, Form: EmbedForm.Array }) sql.Column(embed.Alias, Fixed.Json).Add(" is not null");
        else if (embed is { Join: JoinKind.Inner, Form: EmbedForm.SpreadMany }) sql.Column(embed.Alias, Fixed.Rows).Add(" > 0");
        else sql.Add("true");
    }

    private static void Where(SqlWriter sql, ReadNode node)
    {
        var first = true;
        foreach (var join in node.Joins) Joined(sql, join, ref first);
        foreach (var condition in node.Where)
        {
            And(sql, ref first);
            sql.Condition(node.Alias, condition);
        }
    }

    private static void Joined(SqlWriter sql, JoinPlan join, ref bool first)
    {
        And(sql, ref first);
        sql.Column(join.LeftAlias, join.Left).Add(" = ").Column(join.RightAlias, join.Right);
    }

    private static void And(SqlWriter sql, ref bool first)
    {
        if (first) sql.Add(" where ");
        else sql.Add(" and ");
        first = false;
    }

    private static void Order(SqlWriter sql, ReadNode node, OrderPlan order)
    {
        sql.Field(order.Embed ?? node.Alias, order.Field);
        if (order.Descending == true) sql.Add(" desc");
        if (order.Descending == false) sql.Add(" asc");
        if (order.Nulls == NullsOrder.First) sql.Add(" nulls first");
        if (order.Nulls == NullsOrder.Last) sql.Add(" nulls last");
    }
}
