using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>How a level's columns reach the level above.</summary>
internal enum Spreading
{
    None,
    One,
    Many,
}

/// <summary>Plans the fields of a selection.</summary>
internal static class SelectPlanner
{
    /// <param name="items">The selection; embeddings in it are skipped.</param>
    /// <param name="scope">What the names mean.</param>
    /// <param name="aggregates">Whether aggregates are allowed.</param>
    /// <param name="expand">Whether a star must become its columns.</param>
    /// <param name="spreading">How the columns reach the level above.</param>
    public static Outcome<IReadOnlyList<SelectPlan>> Plan(IReadOnlyList<SelectItem> items, NodeScope scope, bool aggregates, bool expand, Spreading spreading)
    {
        var planned = new List<SelectPlan>();
        foreach (var item in items.OfType<SelectField>())
        {
            if (item.Aggregate is not null && !aggregates) return RequestErrors.AggregatesOff();
            if (item.Field.IsStar && item.Aggregate is null)
            {
                if (scope.Rows is not null && (expand || scope.HasFaces)) planned.AddRange(scope.Expand());
                else planned.Add(new SelectPlan(PlannedField.Star, null));
                continue;
            }

            if (One(Counting(item, scope), scope, spreading).Refused(out var plan) is { } error) return error;
            planned.Add(plan);
        }

        return planned;
    }

    /// <summary>Before there were aggregates, a column that no table has counted rows: <c>select=count</c>.</summary>
    private static SelectField Counting(SelectField item, NodeScope scope) =>
        item is { Field: { Name: "count", Path.Count: 0 }, Aggregate: null } && scope.Resolve(item.Field).Refused(out _) is not null
            ? item with { Field = FieldRef.Everything, Aggregate = Aggregate.Count, AggregateCast = item.Cast, Cast = null }
            : item;

    private static Outcome<SelectPlan> One(SelectField item, NodeScope scope, Spreading spreading)
    {
        if (scope.Output(item.Field).Refused(out var field) is { } error) return error;
        if (field.IsStar && spreading == Spreading.One) field = PlannedField.Row;
        TypeName? cast = null, aggregateCast = null;
        if (item.Cast is not null && (cast = scope.Catalog.Type(item.Cast)) is null) return CatalogErrors.UndefinedType(item.Cast);
        if (item.AggregateCast is not null && (aggregateCast = scope.Catalog.Type(item.AggregateCast)) is null)
            return CatalogErrors.UndefinedType(item.AggregateCast);
        return new SelectPlan(field, NameOf(item, field)) { Cast = cast, Aggregate = item.Aggregate, AggregateCast = aggregateCast };
    }

    private static Identifier NameOf(SelectField item, PlannedField field)
    {
        if (item.Alias is not null) return Identifier.Label(item.Alias);
        if (item.Aggregate is { } aggregate) return Identifier.Label(aggregate.ToString().ToLowerInvariant());
        if (item.Field.Path.LastOrDefault(s => !s.IsIndex) is { } step && (!item.Field.Path[^1].IsIndex || item.Field.Path.Any(s => !s.IsIndex)))
            return Identifier.Label(step.Key);
        return field.Source switch
        {
            ColumnSource column => column.Name,
            ComputedSource computed => computed.Function.Name,
            _ => Identifier.Label(item.Field.Name),
        };
    }
}
