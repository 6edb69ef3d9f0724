using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Plans a function call: which of the overloads, where its arguments come from, what becomes of its rows.</summary>
internal sealed class CallPlanner(DatabaseCatalog catalog, DataApiSettings settings)
{
    public Outcome<CallPlan> Plan(RequestTree request)
    {
        if (Find(request).Refused(out var routine) is { } unknown) return unknown;
        var reader = new ReadPlanner(catalog, settings, limited: true);
        var part = QueryPart.Root(request.Query, settings, withRootConditions: true, withRanges: true);
        var title = routine.Rows?.Name ?? routine.Id.Name.Name;
        if (reader.Root(new StatementOrigin(routine.Rows?.Id), routine.Rows, title, request.Query.Select, part).Refused(out var rows) is { } badRows)
            return badRows;
        var range = request.Range.AtMost(settings.MaxRows);
        rows = rows with { Range = range };
        if (new Negotiator(catalog, settings).Choose(request, routine.Id.Schema.Name, title, rows.IsPlainStar, bodyless: request.HeadersOnly).Refused(out var body) is { } badType)
            return badType;
        var maxAffected = request.Preferences.Strict == true ? request.Preferences.MaxAffected : null;
        if (maxAffected is not null && routine.ReturnsSingle) return RequestErrors.MaxAffectedOnSingle();
        return new CallPlan(routine, rows, body)
        {
            Arguments = ArgumentsOf(request, routine),
            Returning = ReturningPlanner.Of(rows, routine.Rows, catalog, []),
            ReadOnly = request.ReadOnlyCall || !routine.IsVolatile,
            MaxAffected = maxAffected,
            Count = request.Preferences.Count,
            Range = range,
            OldNames = part.OldNames,
        };
    }

    /// <summary>The routine that OPTIONS asks about.</summary>
    public Outcome<Routine> Find(RequestTree request)
    {
        var post = request is { Verb: Verb.Call, ReadOnlyCall: false };
        HashSet<string> keys = [.. post ? request.Payload!.Keys : request.Query.Arguments.Select(a => a.Key)];
        var named = catalog.Routines(request.Schema, request.Name).Where(r => TakesKeys(r, keys, post, request.ContentType)).ToList();
        if (named.Count == 1) return named[0];
        if (named.Count > 1) return CatalogErrors.AmbiguousFunction(named);
        var whole = post ? catalog.Routines(request.Schema, request.Name).Where(r => TakesBody(r, request.ContentType)).ToList() : [];
        return whole.Count switch
        {
            1 => whole[0],
            > 1 => CatalogErrors.AmbiguousFunction(whole),
            _ => CatalogErrors.NoFunction(request.Schema, request.Name, [.. keys.Order(StringComparer.Ordinal)],
                post ? BodyParameter(request.ContentType) : null, post && request.ContentType.Kind == MediaKind.Json, catalog),
        };
    }

    private static bool TakesKeys(Routine routine, HashSet<string> keys, bool post, MediaType type)
    {
        if (routine.Arguments.Count == 0) return keys.Count == 0 && !(post && BodyParameter(type) is not null);
        var required = routine.Arguments.Where(a => a.Fact.Required).Select(a => a.Fact.Name).ToHashSet();
        var optional = routine.Arguments.Where(a => !a.Fact.Required).Select(a => a.Fact.Name).ToHashSet();
        return required.IsSubsetOf(keys) && keys.All(k => required.Contains(k) || optional.Contains(k));
    }

    private static bool TakesBody(Routine routine, MediaType type) =>
        routine.Arguments is [{ Fact: { Name.Length: 0 } only }] && (type.Kind, only.Type) is
            (MediaKind.Json, "json" or "jsonb") or (MediaKind.PlainText, "text") or (MediaKind.Xml, "xml") or (MediaKind.Binary, "bytea");

    private static string? BodyParameter(MediaType type) => type.Kind switch
    {
        MediaKind.PlainText => "text",
        MediaKind.Xml => "xml",
        MediaKind.Binary => "bytea",
        _ => null,
    };

    private static ArgumentsPlan ArgumentsOf(RequestTree request, Routine routine)
    {
        if (routine.Arguments is [{ Fact.Name.Length: 0 } only]) return new BodyArgument(only, request.Payload ?? new Payload(default, [], true));
        var pairs = request.ReadOnlyCall ? request.Query.Arguments : request.Payload!.Form;
        if (pairs is null)
            return new JsonArguments([.. routine.Arguments.Where(a => request.Payload!.Keys.Contains(a.Fact.Name))], request.Payload!);
        var given = pairs.ToLookup(p => p.Key, p => p.Value);
        return new DirectArguments(
        [
            .. routine.Arguments.Where(a => given.Contains(a.Fact.Name))
                .Select(a => (a, (IReadOnlyList<string>)(a.Fact.Variadic ? [.. given[a.Fact.Name]] : [given[a.Fact.Name].Last()]))),
        ]);
    }
}
