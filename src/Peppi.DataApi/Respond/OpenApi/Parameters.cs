using System.Text.Json;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>The parameters that every table shares.</summary>
internal static class Parameters
{
    public static void Shared(Utf8JsonWriter json)
    {
        Prefer(json, "preferParams", []);
        Prefer(json, "preferReturn", ["return=representation", "return=minimal", "return=none"]);
        Prefer(json, "preferCount", ["count=none"]);
        Prefer(json, "preferPost", ["return=representation", "return=minimal", "return=none", "resolution=ignore-duplicates", "resolution=merge-duplicates"]);
        Simple(json, "select", "select", "Filtering Columns", "query");
        Simple(json, "on_conflict", "on_conflict", "On Conflict", "query");
        Simple(json, "order", "order", "Ordering", "query");
        Simple(json, "range", "Range", "Limiting and Pagination", "header");
        Simple(json, "rangeUnit", "Range-Unit", "Limiting and Pagination", "header", "items");
        Simple(json, "offset", "offset", "Limiting and Pagination", "query");
        Simple(json, "limit", "limit", "Limiting and Pagination", "query");
    }

    public static void Simple(Utf8JsonWriter json, string key, string name, string? description, string place, string? otherwise = null)
    {
        json.WriteStartObject(key);
        json.WriteString("name", name);
        if (description is not null) json.WriteString("description", description);
        json.WriteBoolean("required", false);
        json.WriteString("in", place);
        json.WriteString("type", "string");
        if (otherwise is not null) json.WriteString("default", otherwise);
        json.WriteEndObject();
    }

    public static void Reference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("$ref", "#/parameters/" + name);
        json.WriteEndObject();
    }

    private static void Prefer(Utf8JsonWriter json, string key, string[] values)
    {
        json.WriteStartObject(key);
        json.WriteString("name", "Prefer");
        json.WriteString("description", "Preference");
        json.WriteBoolean("required", false);
        json.WriteString("in", "header");
        json.WriteString("type", "string");
        if (values.Length > 0) OpenApiDocument.List(json, "enum", values);
        json.WriteEndObject();
    }
}
