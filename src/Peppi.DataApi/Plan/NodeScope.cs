using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>What names mean at one level of the embedding.</summary>
/// <param name="Catalog">The catalog.</param>
/// <param name="Rows">The row type; null where a function gives rows of an unknown one.</param>
/// <param name="Title">What an error calls this level.</param>
/// <param name="FromStatement">The rows come from a statement before: computed columns were computed there.</param>
internal sealed record NodeScope(DatabaseCatalog Catalog, Relation? Rows, string Title, bool FromStatement)
{
    /// <summary>A field of <c>select</c>.</summary>
    public Outcome<PlannedField> Output(FieldRef field)
    {
        if (Resolve(field).Refused(out var planned) is { } error) return error;
        return Rows?.Find(field.Name) is { } column ? planned with { Transform = Catalog.Representation(column.Type.Sql, "json") } : planned;
    }

    /// <summary>A field of a filter.</summary>
    public Outcome<PlannedField> Input(FieldRef field)
    {
        if (Resolve(field).Refused(out var planned) is { } error) return error;
        return Rows?.Find(field.Name) is { } column ? planned with { Transform = Catalog.Representation("text", column.Type.Sql) } : planned;
    }

    /// <summary>A field of an order.</summary>
    public Outcome<PlannedField> Resolve(FieldRef field)
    {
        if (field.IsStar) return PlannedField.Star;
        if (Rows?.Find(field.Name) is { } column)
            return new PlannedField(new ColumnSource(column.Id), field.Path) { AsJson = field.Path.Count > 0 && !column.IsJson, IsSearchVector = column.IsSearchVector };
        if (Rows is not null && Catalog.Computed(Rows, field.Name) is { } computed)
            return new PlannedField(FromStatement ? new ColumnSource(computed.Function.Name) : new ComputedSource(computed.Function), field.Path)
            {
                AsJson = field.Path.Count > 0 && computed.Type is not ("json" or "jsonb"),
                IsSearchVector = computed.Type == "tsvector",
            };
        return CatalogErrors.UndefinedColumn(Title, field.Name);
    }

    /// <summary>Every column on its own, each with its face.</summary>
    public IEnumerable<SelectPlan> Expand() => Rows!.Columns.Select(c =>
        new SelectPlan(new PlannedField(new ColumnSource(c.Id), []) { Transform = Catalog.Representation(c.Type.Sql, "json") }, c.Id));

    /// <summary>Some column shows another face in JSON than its own.</summary>
    public bool HasFaces => Rows is not null && Rows.Columns.Any(c => Catalog.Representation(c.Type.Sql, "json") is not null);
}
