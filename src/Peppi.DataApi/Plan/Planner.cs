using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>The stage that resolves every name of a request against the catalog.</summary>
internal sealed class Planner(DatabaseCatalog catalog, DataApiSettings settings)
{
    /// <param name="request">The request.</param>
    /// <param name="scopeOf">Tells, for a table, which of its rows the caller may see anyway; a help for the database's planner.</param>
    public Outcome<RequestPlan> Plan(RequestTree request, Func<string, RowScope?>? scopeOf = null)
    {
        if (Choose(request, scopeOf).Refused(out var plan) is { } refused) return refused;
        return plan is RowsPlan && request.Preferences is { Strict: true, Unknown.Count: > 0 } ? RequestErrors.BadPreferences(request.Preferences.Unknown) : plan;
    }

    private Outcome<RequestPlan> Choose(RequestTree request, Func<string, RowScope?>? scopeOf)
    {
        switch (request.Verb)
        {
            case Verb.Read:
                return Read(request, scopeOf).Refused(out var read) is { } badRead ? badRead : read;
            case Verb.Call:
                return new CallPlanner(catalog, settings).Plan(request).Refused(out var call) is { } badCall ? badCall : call;
            case Verb.Inspect:
                return Inspect(request, settings);
            case Verb.Describe:
                return Describe(request).Refused(out var methods) is { } badTarget ? badTarget : new DescribePlan(methods);
            default:
                return new WritePlanner(catalog, settings).Plan(request).Refused(out var write) is { } badWrite ? badWrite : write;
        }
    }

    private Outcome<ReadPlan> Read(RequestTree request, Func<string, RowScope?>? scopeOf)
    {
        if (catalog.Target(request.Schema, request.Name).Refused(out var target) is { } unknown) return unknown;
        var reader = new ReadPlanner(catalog, settings, limited: true);
        var part = QueryPart.Root(request.Query, settings, withRootConditions: true, withRanges: true);
        if (reader.Root(new TableOrigin(target.Id), target, target.Name, request.Query.Select, part).Refused(out var rows) is { } badRows) return badRows;
        var range = request.Range.AtMost(settings.MaxRows);
        rows = rows with { Range = range, Where = [.. rows.Where, .. Scope(target, scopeOf)] };
        if (new Negotiator(catalog, settings).Choose(request, target.Schema, target.Name, rows.IsPlainStar, bodyless: request.HeadersOnly).Refused(out var body) is { } badType)
            return badType;
        return new ReadPlan(target, rows, body) { Count = request.Preferences.Count, Range = range, OldNames = part.OldNames };
    }

    private static IEnumerable<ConditionPlan> Scope(Relation target, Func<string, RowScope?>? scopeOf) =>
        scopeOf?.Invoke(target.Name) is { } scope && target.Find(scope.Column) is { } column
            ? [new ScopePlan(column.Id, new QualifiedName(Identifier.FromDatabase(scope.Schema), Identifier.FromDatabase(scope.Function)), scope.Arguments, scope.Many)]
            : [];

    private static Outcome<RequestPlan> Inspect(RequestTree request, DataApiSettings settings) =>
        request.Accept.Any(a => a.Kind is MediaKind.OpenApi or MediaKind.Json or MediaKind.Any)
            ? new InspectPlan(request.Schema, settings.OpenApi == OpenApiMode.FollowPrivileges)
            : RequestErrors.NoMediaType(request.Accept.Select(a => a.Text));

    private Outcome<IReadOnlyList<string>> Describe(RequestTree request)
    {
        if (request.Target == TargetKind.Root) return new Outcome<IReadOnlyList<string>>(["OPTIONS", "GET", "HEAD"]);
        if (request.Target == TargetKind.Function)
        {
            if (new CallPlanner(catalog, settings).Find(request).Refused(out var routine) is { } noFunction) return noFunction;
            return new Outcome<IReadOnlyList<string>>(routine.IsVolatile ? ["OPTIONS", "POST"] : ["OPTIONS", "GET", "HEAD", "POST"]);
        }

        if (catalog.Target(request.Schema, request.Name).Refused(out var table) is { } noTable) return noTable;
        var methods = new List<string> { "OPTIONS", "GET", "HEAD" };
        if (table.Fact.Insertable) methods.Add("POST");
        if (table.Fact is { Insertable: true, Updatable: true } && table.PrimaryKey.Count > 0) methods.Add("PUT");
        if (table.Fact.Updatable) methods.Add("PATCH");
        if (table.Fact.Deletable) methods.Add("DELETE");
        return methods;
    }
}
