using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>The root document: every table and function in Swagger 2.0, as PostgREST writes it.</summary>
internal sealed class OpenApiDocument(DatabaseCatalog catalog, DataApiSettings settings, InspectPlan plan, Granted granted)
{
    private static readonly string[] Produced =
        ["application/json", "application/vnd.pgrst.object+json;nulls=stripped", "application/vnd.pgrst.object+json", "text/csv"];

    private readonly List<Relation> tables = [.. catalog.Relations
        .Where(r => r.IsTarget && r.Schema == plan.Schema && (granted.Relations is null || granted.Relations.Contains(r.Fact.Oid)))
        .OrderBy(r => r.Name, StringComparer.Ordinal)];

    private readonly List<Routine> routines = [.. catalog.AllRoutines()
        .Where(r => r.Id.Schema.Name == plan.Schema && (granted.Functions is null || granted.Functions.Contains(r.Fact.Oid)))
        .Concat(settings.ServedBeside.Where(f => f.Schema == plan.Schema).Select(RoutinePaths.Of))
        .GroupBy(r => r.Id.Name.Name).Select(g => g.Last())
        .OrderBy(r => r.Id.Name.Name, StringComparer.Ordinal)];

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) Root(json);
        return buffer.WrittenSpan.ToArray();
    }

    private void Root(Utf8JsonWriter json)
    {
        var address = new Uri(settings.PublicAddress);
        json.WriteStartObject();
        json.WriteString("swagger", "2.0");
        var (title, description) = Split(granted.Description);
        json.WriteStartObject("info");
        json.WriteString("title", title ?? settings.Title);
        json.WriteString("description", description ?? settings.Description);
        json.WriteString("version", settings.Version);
        json.WriteEndObject();
        json.WriteStartObject("externalDocs");
        json.WriteString("description", "PostgREST Documentation");
        json.WriteString("url", settings.Documentation);
        json.WriteEndObject();
        json.WriteString("host", $"{address.Host}:{address.Port}");
        json.WriteString("basePath", address.AbsolutePath);
        List(json, "schemes", [address.Scheme]);
        List(json, "consumes", Produced);
        List(json, "produces", Produced);
        json.WriteStartObject("paths");
        RootPath(json);
        foreach (var table in tables) TablePaths.Path(json, table);
        foreach (var routine in routines) RoutinePaths.Path(json, routine, granted.Functions is null ? "" : plan.Schema + ".");
        json.WriteEndObject();
        json.WriteStartObject("definitions");
        foreach (var table in tables) TableDefinitions.Definition(json, table, catalog);
        json.WriteEndObject();
        json.WriteStartObject("parameters");
        Parameters.Shared(json);
        foreach (var table in tables) TablePaths.Parameters(json, table);
        json.WriteEndObject();
        if (settings.OpenApiSecurity) Security(json);
        json.WriteEndObject();
    }

    private static void RootPath(Utf8JsonWriter json)
    {
        json.WriteStartObject("/");
        json.WriteStartObject("get");
        List(json, "tags", ["Introspection"]);
        json.WriteString("summary", "OpenAPI description (this document)");
        List(json, "produces", ["application/openapi+json", "application/json"]);
        Responses(json, 200, "OK");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Security(Utf8JsonWriter json)
    {
        json.WriteStartObject("securityDefinitions");
        json.WriteStartObject("JWT");
        json.WriteString("type", "apiKey");
        json.WriteString("name", "Authorization");
        json.WriteString("in", "header");
        json.WriteString("description", "Add the token prepending \"Bearer \" (without quotes) to it");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("security");
        json.WriteStartObject();
        List(json, "JWT", []);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    internal static void List(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    internal static void Responses(Utf8JsonWriter json, int status, string description)
    {
        json.WriteStartObject("responses");
        json.WriteStartObject(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("description", description);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The first line of a comment is its summary, the rest its description.</summary>
    internal static (string? Summary, string? Description) Split(string? comment)
    {
        if (comment is null) return (null, null);
        var end = comment.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (comment, null) : (comment[..end], comment[end..].TrimStart('\n') is { Length: > 0 } rest ? rest : null);
    }

    internal static void Described(Utf8JsonWriter json, string? comment)
    {
        var (summary, description) = Split(comment);
        if (summary is not null) json.WriteString("summary", summary);
        if (description is not null) json.WriteString("description", description);
    }
}
