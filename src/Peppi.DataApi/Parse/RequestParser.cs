using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>The stage that reads a request: method, path, query string, headers and body become one tree.</summary>
internal static class RequestParser
{
    /// <summary>The whole request.</summary>
    public static Outcome<RequestTree> Parse(DataApiRequest request, DataApiSettings settings) =>
        ParseHead(request, settings).Refused(out var tree) is { } badHead ? badHead : WithBody(tree, request);

    /// <summary>Everything but the body: all that requests of the same shape have in common.</summary>
    public static Outcome<RequestTree> ParseHead(DataApiRequest request, DataApiSettings settings)
    {
        if (Target(request, settings).Refused(out var target) is { } badPath) return badPath;
        if (Schema(request, settings).Refused(out var schema) is { } badSchema) return badSchema;
        if (VerbOf(request.Method, target.Kind).Refused(out var verb) is { } badMethod) return badMethod;
        var readOnlyCall = verb == Verb.Call && request.Method != "POST";
        if (QueryParser.Parse(request.Query, readOnlyCall, settings.Limits).Refused(out var query) is { } badQuery) return badQuery;
        if (RangeParser.Parse(request.Method, query, request.Header("Range")).Refused(out var range) is { } badRange) return badRange;
        var type = request.Header("Content-Type") is { Length: > 0 } text ? MediaTypeParser.Parse(text) : MediaType.Json;
        return new RequestTree
        {
            Verb = verb,
            Target = target.Kind,
            Schema = target.Schema ?? schema.Name,
            SchemaNegotiated = schema.Negotiated,
            Name = target.Name,
            HeadersOnly = request.Method == "HEAD",
            ReadOnlyCall = readOnlyCall,
            Query = query,
            Range = range,
            Preferences = PreferenceParser.Parse(request.AllHeaders("Prefer"), settings.TransactionPreference),
            Accept = MediaTypeParser.Accept(request.Header("Accept")),
            ContentType = type,
        };
    }

    /// <summary>The tree with what this one request adds: its body and its address.</summary>
    public static Outcome<RequestTree> WithBody(RequestTree tree, DataApiRequest request)
    {
        var address = tree.Verb == Verb.Read ? QueryStringReader.Canonical(request.Query) : "";
        if (tree.ReadOnlyCall || tree.Verb is not (Verb.Insert or Verb.Update or Verb.Upsert or Verb.Call)) return tree with { Canonical = address };
        var columns = tree.Verb == Verb.Upsert ? null : tree.Query.Columns;
        return PayloadParser.Parse(request.Body, tree.ContentType, tree.Verb == Verb.Call, columns).Refused(out var payload) is { } badBody
            ? badBody
            : tree with { Payload = payload, Canonical = address };
    }

    private static Outcome<(TargetKind Kind, string Name, string? Schema)> Target(DataApiRequest request, DataApiSettings settings)
    {
        var segments = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        switch (segments)
        {
            case [] when settings.OpenApi == OpenApiMode.Disabled:
                return RequestErrors.RootDisabled();
            case [] when settings.RootFunction is { } root:
                return (TargetKind.Function, root.Name, root.Schema.Length == 0 ? null : root.Schema);
            case []:
                return (TargetKind.Root, "", null);
            case [var relation]:
                return (TargetKind.Relation, Decode(relation), null);
            case ["rpc", var function]:
                return (TargetKind.Function, Decode(function), null);
            default:
                return RequestErrors.BadPath();
        }
    }

    // In a path, unlike in a query string, a plus is a plus.
    private static string Decode(string segment) => QueryStringReader.Decode(segment.Replace("+", "%2B", StringComparison.Ordinal));

    private static Outcome<(string Name, bool Negotiated)> Schema(DataApiRequest request, DataApiSettings settings)
    {
        var header = request.Method is "POST" or "PATCH" or "PUT" or "DELETE" ? "Content-Profile" : "Accept-Profile";
        if (request.Header(header) is not { } profile) return (settings.Schemas[0], settings.Schemas.Count > 1);
        return settings.Schemas.Contains(profile) ? (profile, true) : RequestErrors.UnknownSchema(profile, settings.Schemas);
    }

    private static Outcome<Verb> VerbOf(string method, TargetKind target) => (target, method) switch
    {
        (TargetKind.Function, "GET" or "HEAD" or "POST") => Verb.Call,
        (_, "OPTIONS") => Verb.Describe,
        (TargetKind.Function, _) => RequestErrors.BadFunctionMethod(method),
        (TargetKind.Root, "GET" or "HEAD") => Verb.Inspect,
        (TargetKind.Relation, "GET" or "HEAD") => Verb.Read,
        (TargetKind.Relation, "POST") => Verb.Insert,
        (TargetKind.Relation, "PATCH") => Verb.Update,
        (TargetKind.Relation, "PUT") => Verb.Upsert,
        (TargetKind.Relation, "DELETE") => Verb.Delete,
        _ => RequestErrors.BadMethod(method),
    };
}
