using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Peppi.Application.Kpis;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Rest;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Kpis;

/// <summary>
/// <c>/rest/v1/rpc/kpi_…</c>: figures as functions of the data API. A name that is none of Peppi's own is left to the engine: a
/// database may have functions of its own.
/// </summary>
internal static class FigureEndpoints
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One figure.</summary>
    public static async Task TellAsync(HttpContext http, string name, UseCases useCases, CallerContext caller)
    {
        if (!FigureCatalog.All.ContainsKey(name) && name != "catalog")
        {
            await RestEndpoint.AnswerAsync(http, useCases, caller);
            return;
        }

        if (name == "catalog")
        {
            await http.Response.WriteAsJsonAsync(FigureCatalog.All.Values.Select(figure => new { Name = "kpi_" + figure.Name, figure.Unit, figure.Formula, figure.Arguments }), Wire, http.RequestAborted);
            return;
        }

        var (arguments, fault) = await ArgumentsAsync(http);
        var query = fault is null ? QueryOf(name, arguments, out fault) : null;
        var outcome = query is null ? null : await useCases.SendAsync(query, http.RequestAborted);
        if (outcome is not { Succeeded: true })
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Rest, outcome?.Error ?? fault!);
            return;
        }

        var answer = outcome.Value;
        await http.Response.WriteAsJsonAsync(new
        {
            answer.Name,
            answer.Value,
            answer.Unit,
            answer.Currency,
            answer.Formula,
            answer.Inputs,
            answer.AsOf,
            Reason = FigureReasons.CodeOf(answer.Reason),
            answer.ProjectId,
            answer.Category,
            answer.Rows,
        }, Wire, http.RequestAborted);
    }

    /// <summary>The portfolio as a map: one point a project.</summary>
    public static async Task MapAsync(HttpContext http, UseCases useCases)
    {
        var outcome = await useCases.SendAsync(new MapPortfolio(), http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Rest, outcome.Error);
            return;
        }

        await http.Response.WriteAsJsonAsync(new
        {
            type = "FeatureCollection",
            features = outcome.Value.Select(point => new
            {
                type = "Feature",
                id = point.Id,
                geometry = point is { Longitude: { } east, Latitude: { } north } ? new { type = "Point", coordinates = new[] { east, north } } : null,
                properties = point,
            }),
        }, Wire, "application/geo+json", http.RequestAborted);
    }

    private static TellFigure? QueryOf(string name, Dictionary<string, string?> arguments, out Error? fault)
    {
        fault = null;
        var takes = FigureCatalog.All[name].Arguments;
        if (arguments.Keys.FirstOrDefault(key => !takes.Contains(key)) is { } unknown)
        {
            fault = new Error(ErrorKind.NotFound, "PGRST202", $"Could not find the function public.kpi_{name} with the parameter {unknown}", Hint: $"It takes {string.Join(", ", takes)}.");
            return null;
        }

        var query = new TellFigure(name) { Category = Text("category"), Currency = Text("currency")?.ToUpperInvariant(), Supplier = Text("supplier") };
        if (Text("project_id") is { } project) query = int.TryParse(project, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? query with { ProjectId = id } : Bad("integer", project, out fault);
        if (query is not null && Text("item_id") is { } item) query = int.TryParse(item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? query with { ItemId = id } : Bad("integer", item, out fault);
        if (query is not null && Text("kpi_id") is { } kpi) query = int.TryParse(kpi, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? query with { KpiId = id } : Bad("integer", kpi, out fault);
        if (query is not null && Text("as_of") is { } day) query = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? query with { AsOf = date } : Bad("date", day, out fault);
        return query;

        string? Text(string key) => arguments.GetValueOrDefault(key);
    }

    // PostgreSQL's own words for a value that is not of its type.
    private static TellFigure? Bad(string type, string text, out Error? fault)
    {
        fault = new Error(ErrorKind.Invalid, "22P02", $"invalid input syntax for type {type}: \"{text}\"");
        return null;
    }

    private static async Task<(Dictionary<string, string?> Arguments, Error? Fault)> ArgumentsAsync(HttpContext http)
    {
        var arguments = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (key, values) in http.Request.Query)
        {
            if (key is not ("select" or "apikey")) arguments[key] = values[0];
        }

        if (!HttpMethods.IsPost(http.Request.Method) || http.Request.ContentLength is 0) return (arguments, null);
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException();
            foreach (var member in body.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Null) arguments[member.Name] = member.Value.ToString();
            }

            return (arguments, null);
        }
        catch (JsonException)
        {
            return (arguments, new Error(ErrorKind.Invalid, "PGRST102", "Empty or invalid json"));
        }
    }
}
