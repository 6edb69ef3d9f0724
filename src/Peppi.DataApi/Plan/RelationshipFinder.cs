using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Plan;

/// <summary>Finds the one way from a relation to what a request calls by name, or says why there is none or more than one.</summary>
internal static class RelationshipFinder
{
    public static Outcome<Relationship> Find(DatabaseCatalog catalog, Relation parent, string name, string? hint)
    {
        var found = catalog.From(parent).Where(r => Fits(r, name, hint)).ToList();
        return found.Count switch
        {
            0 => CatalogErrors.NoRelationship(parent, name, hint, catalog),
            1 => found[0],
            _ => CatalogErrors.AmbiguousRelationship(parent, name, found),
        };
    }

    private static bool Fits(Relationship way, string name, string? hint)
    {
        if (way.Cardinality == Cardinality.Computed) return way.Name == name;
        if (way.IsSelf) return FitsSelf(way, name, hint);
        if (hint is null)
            return way.Target.Name == name || (!way.Target.IsView && (IsKey(way, name) || SourceColumn(way) == name));
        return way.Target.Name == name
            && (IsKey(way, hint) || SourceColumn(way) == hint || TargetColumn(way) == hint || way.Junction?.Table.Name == hint);
    }

    /// <summary>A table that refers to itself: its own name leads to the many, the column's name to the one.</summary>
    private static bool FitsSelf(Relationship way, string name, string? hint)
    {
        if (hint is not null) return way.Target.Name == name && way.Cardinality == Cardinality.OneToMany && TargetColumn(way) == hint;
        return (way.Target.Name == name && way.Cardinality == Cardinality.OneToMany)
            || (way.Cardinality == Cardinality.ManyToOne && SourceColumn(way) == name);
    }

    private static bool IsKey(Relationship way, string name) => way.Junction is null && way.Name == name;

    private static string? SourceColumn(Relationship way) => way.Pairs.Count == 1 ? way.Pairs[0].Source.Name : null;

    private static string? TargetColumn(Relationship way) => way.Pairs.Count == 1 ? way.Pairs[0].Target.Name : null;
}
