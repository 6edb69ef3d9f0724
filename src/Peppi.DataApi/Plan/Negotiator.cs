using Peppi.DataApi.Catalog;
using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Chooses the body that the client wants most among those that can be made.</summary>
internal sealed class Negotiator(DatabaseCatalog catalog, DataApiSettings settings)
{
    /// <param name="request">The request.</param>
    /// <param name="schema">Schema of what answers.</param>
    /// <param name="name">The relation or function that answers: handlers may be bound to it.</param>
    /// <param name="wholeRows">The rows are selected whole: only then may a handler bound to a row type take them.</param>
    /// <param name="bodyless">The answer has no body, whatever its type.</param>
    public Outcome<BodyPlan> Choose(RequestTree request, string schema, string name, bool wholeRows, bool bodyless)
    {
        foreach (var wanted in request.Accept)
        {
            if (Match(wanted, schema, name, wholeRows) is not { } body) continue;
            return bodyless ? body with { Form = BodyForm.Nothing, Handler = null } : body;
        }

        return RequestErrors.NoMediaType(request.Accept.Select(a => a.Text));
    }

    private BodyPlan? Match(MediaType wanted, string schema, string name, bool wholeRows) => wanted.Kind switch
    {
        MediaKind.Single => new(BodyForm.Single, wanted),
        MediaKind.StrippedSingle => new(BodyForm.StrippedSingle, wanted),
        MediaKind.StrippedArray => new(BodyForm.StrippedArray, wanted),
        MediaKind.Plan => settings.Plans ? Match(wanted.Explain!.For, schema, name, wholeRows) is { } inner ? inner with { Type = wanted } : null : null,
        _ => Custom(wanted, schema, name, wholeRows) ?? BuiltIn(wanted),
    };

    private BodyPlan? Custom(MediaType wanted, string schema, string name, bool wholeRows)
    {
        var handler = wholeRows ? catalog.Media.For(schema, name, "*/*") ?? catalog.Media.For(schema, name, wanted.Text) : null;
        handler ??= catalog.Media.ForAny(wanted.Text);
        return handler is null ? null : new BodyPlan(BodyForm.Custom, TypeOf(handler.Produces)) { Handler = handler };
    }

    private static BodyPlan? BuiltIn(MediaType wanted) => wanted.Kind switch
    {
        MediaKind.Any or MediaKind.Json => new(BodyForm.Array, MediaType.Json),
        MediaKind.Csv => new(BodyForm.Csv, wanted),
        MediaKind.GeoJson => new(BodyForm.GeoJson, wanted),
        _ => null,
    };

    private static MediaType TypeOf(string text) => text switch
    {
        "application/json" => MediaType.Json,
        "application/geo+json" => MediaType.GeoJson,
        "text/csv" => MediaType.Csv,
        "text/plain" => MediaType.PlainText,
        "text/xml" => MediaType.Xml,
        "application/octet-stream" => MediaType.Binary,
        "application/openapi+json" => MediaType.OpenApi,
        "application/x-www-form-urlencoded" => MediaType.Form,
        _ => new MediaType(MediaKind.Other, text),
    };
}
