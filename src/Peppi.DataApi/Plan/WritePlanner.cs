using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Plans POST, PATCH, PUT and DELETE of a relation.</summary>
internal sealed class WritePlanner(DatabaseCatalog catalog, DataApiSettings settings)
{
    public Outcome<WritePlan> Plan(RequestTree request)
    {
        if (catalog.Target(request.Schema, request.Name).Refused(out var target) is { } unknown) return unknown;
        var shows = request.Preferences.Representation == Representation.Full;
        var reader = new ReadPlanner(catalog, settings, limited: false);
        var part = QueryPart.Root(request.Query, settings, withRootConditions: false, withRanges: false);
        if (reader.Root(new StatementOrigin(target.Id), target, target.Name, request.Query.Select, part).Refused(out var rows) is { } badRows) return badRows;
        var wholeRows = rows.IsPlainStar;
        if (new Negotiator(catalog, settings).Choose(request, target.Schema, target.Name, wholeRows, bodyless: !shows).Refused(out var body) is { } badType)
            return badType;
        var wantsLocation = request.Verb == Verb.Insert && request.Preferences.Representation == Representation.HeadersOnly;
        var returning = request.Preferences.Representation is null or Representation.Minimal
            ? ReturningPlan.Nothing
            : ReturningPlanner.Of(rows, target, catalog, wantsLocation ? target.PrimaryKey : []);
        var planned = request.Verb switch
        {
            Verb.Delete => Delete(request, target, rows, body, returning),
            Verb.Update => Update(request, target, rows, body, returning),
            _ => Insert(request, target, rows, body, returning, wantsLocation),
        };
        return planned.Refused(out var plan) is { } refused ? refused : plan with { OldNames = part.OldNames };
    }

    private Outcome<WritePlan> Insert(RequestTree request, Relation target, ReadNode rows, BodyPlan body, ReturningPlan returning, bool wantsLocation)
    {
        var put = request.Verb == Verb.Upsert;
        if (put && !NamesItsKey(request.Query, target)) return RequestErrors.BadPutFilters();
        if (Columns(request.Payload!, target).Refused(out var columns) is { } badColumn) return badColumn;
        if (Conflict(request, target, put).Refused(out var conflict) is { } badConflict) return badConflict;
        IReadOnlyList<ConditionPlan> conditions = [];
        if (put && Where(request.Query, target).Refused(out conditions) is { } badWhere) return badWhere;
        return new InsertPlan(target, rows, body)
        {
            Columns = columns,
            Payload = request.Payload!,
            Conflict = conflict,
            PutConditions = conditions,
            IsPut = put,
            MissingAsDefault = !put && request.Preferences.MissingAsDefault == true,
            WantsLocation = wantsLocation,
            Returning = returning,
        };
    }

    private Outcome<WritePlan> Update(RequestTree request, Relation target, ReadNode rows, BodyPlan body, ReturningPlan returning)
    {
        if (Columns(request.Payload!, target).Refused(out var columns) is { } badColumn) return badColumn;
        if (Where(request.Query, target).Refused(out var where) is { } badWhere) return badWhere;
        return new UpdatePlan(target, rows, body)
        {
            Columns = columns,
            Payload = request.Payload!,
            Where = where,
            MissingAsDefault = request.Preferences.MissingAsDefault == true,
            MaxAffected = MaxAffected(request),
            Returning = returning,
        };
    }

    private Outcome<WritePlan> Delete(RequestTree request, Relation target, ReadNode rows, BodyPlan body, ReturningPlan returning)
    {
        if (Where(request.Query, target).Refused(out var where) is { } badWhere) return badWhere;
        return new DeletePlan(target, rows, body) { Where = where, MaxAffected = MaxAffected(request), Returning = returning };
    }

    private static long? MaxAffected(RequestTree request) => request.Preferences.Strict == true ? request.Preferences.MaxAffected : null;

    private Outcome<IReadOnlyList<WrittenColumn>> Columns(Payload payload, Relation target)
    {
        var columns = new List<WrittenColumn>(payload.Keys.Count);
        foreach (var key in payload.Keys)
        {
            if (target.Find(key) is not { } column) return CatalogErrors.NoColumn(target.Name, key);
            columns.Add(new WrittenColumn(column, catalog.Representation("json", column.Type.Sql)));
        }

        return columns;
    }

    private Outcome<IReadOnlyList<ConditionPlan>> Where(QueryTree query, Relation target)
    {
        var scope = new NodeScope(catalog, target, target.Name, false);
        var planned = new List<ConditionPlan>();
        foreach (var condition in query.Filters.Concat(query.Logic).Where(c => c.Path.Count == 0))
        {
            if (ConditionPlanner.Plan(condition.Value, scope, []).Refused(out var plan) is { } error) return error;
            planned.Add(plan);
        }

        return planned;
    }

    private static Outcome<ConflictPlan?> Conflict(RequestTree request, Relation target, bool put)
    {
        if (put) return new ConflictPlan(Resolution.Merge, [.. target.PrimaryKey.Select(c => c.Id)]);
        if (request.Preferences.Resolution is not { } resolution) return new Outcome<ConflictPlan?>((ConflictPlan?)null);
        if (request.Query.OnConflict is not { } names)
            return target.PrimaryKey.Count == 0 ? new Outcome<ConflictPlan?>((ConflictPlan?)null) : new ConflictPlan(resolution, [.. target.PrimaryKey.Select(c => c.Id)]);
        var columns = new List<Identifier>();
        foreach (var name in names)
        {
            if (target.Find(name) is not { } column) return CatalogErrors.UndefinedColumn(target.Name, name) with { Message = $"column \"{name}\" does not exist" };
            columns.Add(column.Id);
        }

        return new ConflictPlan(resolution, columns);
    }

    private static bool NamesItsKey(QueryTree query, Relation target) =>
        target.PrimaryKey.Count > 0
        && query.Logic.Count == 0
        && query.FilterNames.SetEquals(target.PrimaryKey.Select(c => c.Name))
        && query.Filters.All(f => f.Value is Comparison { Negated: false, Operand: ValueOperand { Operator: FilterOperator.Equal, Quantifier: Quantifier.None } });
}
