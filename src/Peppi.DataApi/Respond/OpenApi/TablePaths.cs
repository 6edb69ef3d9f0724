using System.Text.Json;
using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>What can be done with a table.</summary>
internal static class TablePaths
{
    private static readonly string[] Reading = ["select", "order", "range", "rangeUnit", "offset", "limit", "preferCount"];

    public static void Path(Utf8JsonWriter json, Relation table)
    {
        json.WriteStartObject("/" + table.Name);
        string[] filters = [.. table.Columns.Select(c => $"rowFilter.{table.Name}.{c.Name}")];
        Operation(json, "get", table, [.. filters, .. Reading], () => Rows(json, table));
        if (table.Fact.Insertable || table.Fact.Updatable || table.Fact.Deletable)
        {
            Operation(json, "post", table, [$"body.{table.Name}", "select", "preferPost"], () => OpenApiDocument.Responses(json, 201, "Created"));
            Operation(json, "delete", table, [.. filters, "preferReturn"], () => OpenApiDocument.Responses(json, 204, "No Content"));
            Operation(json, "patch", table, [.. filters, $"body.{table.Name}", "preferReturn"], () => OpenApiDocument.Responses(json, 204, "No Content"));
        }

        json.WriteEndObject();
    }

    public static void Parameters(Utf8JsonWriter json, Relation table)
    {
        json.WriteStartObject("body." + table.Name);
        json.WriteString("name", table.Name);
        json.WriteString("description", table.Name);
        json.WriteBoolean("required", false);
        json.WriteString("in", "body");
        json.WriteStartObject("schema");
        json.WriteString("$ref", "#/definitions/" + table.Name);
        json.WriteEndObject();
        json.WriteEndObject();
        foreach (var column in table.Columns)
            OpenApi.Parameters.Simple(json, $"rowFilter.{table.Name}.{column.Name}", column.Name, column.Fact.Description, "query");
    }

    private static void Operation(Utf8JsonWriter json, string method, Relation table, IEnumerable<string> parameters, Action responses)
    {
        json.WriteStartObject(method);
        OpenApiDocument.List(json, "tags", [table.Name]);
        OpenApiDocument.Described(json, table.Fact.Description);
        json.WriteStartArray("parameters");
        foreach (var parameter in parameters) OpenApi.Parameters.Reference(json, parameter);
        json.WriteEndArray();
        responses();
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, Relation table)
    {
        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "OK");
        json.WriteStartObject("schema");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("$ref", "#/definitions/" + table.Name);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("206");
        json.WriteString("description", "Partial Content");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
