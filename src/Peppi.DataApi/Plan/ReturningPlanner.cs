using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Plan;

/// <summary>Works out which columns a write or a call must hand on, so that nobody needs a right to read more than he asked for.</summary>
internal static class ReturningPlanner
{
    public static ReturningPlan Of(ReadNode root, Relation? rows, DatabaseCatalog catalog, IEnumerable<Column> also)
    {
        var star = rows is null || root.Select.Any(s => s.Field.IsStar && s.Aggregate is null)
            || root.Embeds.Any(e => e.Node.Origin is FunctionOrigin function && function.Parent.Equals(root.Alias));
        var names = new HashSet<Identifier>(also.Select(c => c.Id));
        foreach (var field in root.Select.Select(s => s.Field).Concat(root.Where.SelectMany(Fields)).Concat(root.Order.Where(o => o.Embed is null).Select(o => o.Field)))
            if (field.Source is ColumnSource column)
                names.Add(column.Name);
        foreach (var join in root.Embeds.SelectMany(e => e.Node.Joins).Where(j => j.RightAlias.Equals(root.Alias)))
            names.Add(join.Right);
        if (rows is null) return new ReturningPlan(true, [], []);
        var computed = names.Where(n => rows.Find(n.Name) is null)
            .Select(n => (catalog.Computed(rows, n.Name)!.Function, n));
        return new ReturningPlan(star, star ? [] : [.. names.Where(n => rows.Find(n.Name) is not null)], [.. computed]);
    }

    private static IEnumerable<PlannedField> Fields(ConditionPlan condition) => condition switch
    {
        ComparisonPlan comparison => [comparison.Field],
        GroupPlan group => group.Members.SelectMany(Fields),
        _ => [],
    };
}
