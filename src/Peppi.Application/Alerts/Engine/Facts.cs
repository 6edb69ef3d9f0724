using System.Globalization;
using System.Linq.Expressions;
using System.Text.Json.Nodes;

namespace Peppi.Application.Alerts.Engine;

/// <summary>What findings have in common.</summary>
internal static class Facts
{
    /// <summary>The rows that a finding is about, and what was found in them.</summary>
    public static string Of(string table, int id, params (string Name, string? Value)[] facts)
    {
        var json = new JsonObject { ["rows"] = new JsonArray(new JsonObject { ["table"] = table, ["id"] = id }) };
        foreach (var (name, value) in facts) json[name] = value;
        return json.ToJsonString();
    }

    /// <summary>The page of a project.</summary>
    public static string? Page(int? project) => project is { } id ? $"/projects/{id.ToString(CultureInfo.InvariantCulture)}" : null;

    /// <summary>The rows of the scope.</summary>
    public static IQueryable<TRow> Within<TRow>(this IQueryable<TRow> rows, RuleScope scope, Expression<Func<TRow, int?>> project)
    {
        if (scope.IsWhole) return rows;

        // A parameter of the statement, not part of its text: there are as many lists as there are rounds.
        var listed = scope.Listed.ToList();
        Expression<Func<List<int>>> list = () => listed;
        var among = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(int)], list.Body,
            project.Body is UnaryExpression { NodeType: ExpressionType.Convert } always ? always.Operand : Expression.Property(project.Body, nameof(Nullable<int>.Value)));
        var body = scope.WithoutProject ? Expression.OrElse(among, Expression.Equal(project.Body, Expression.Constant(null, typeof(int?)))) : (Expression)among;
        return rows.Where(Expression.Lambda<Func<TRow, bool>>(body, project.Parameters));
    }
}
