using System.Text.Json;
using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>PostgreSQL's types in the words of Swagger 2.0.</summary>
internal static class SwaggerTypes
{
    /// <summary>Null where any JSON may stand.</summary>
    public static string? TypeOf(string type) => type switch
    {
        "boolean" => "boolean",
        "smallint" or "integer" or "bigint" => "integer",
        "numeric" or "real" or "double precision" => "number",
        "json" or "jsonb" => null,
        _ when type.EndsWith("[]", StringComparison.Ordinal) => "array",
        _ => "string",
    };

    public static string FormatOf(string type) => type switch
    {
        "smallint" or "integer" => "int32",
        "bigint" => "int64",
        _ => type,
    };

    /// <summary>Type, format and, for an array, what it holds.</summary>
    public static void Write(Utf8JsonWriter json, string type)
    {
        json.WriteString("format", FormatOf(type));
        if (TypeOf(type) is not { } name) return;
        json.WriteString("type", name);
        if (name != "array") return;
        json.WriteStartObject("items");
        if (TypeOf(type[..^2]) is { } item) json.WriteString("type", item);
        json.WriteEndObject();
    }

    /// <summary>The default, where it is a constant that JSON can say.</summary>
    public static void Default(Utf8JsonWriter json, Column column)
    {
        if (column.Fact.Default is not { } text) return;
        if (TypeOf(column.BaseType) == "string")
        {
            var suffix = "::" + column.BaseType;
            json.WriteString("default", text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length].Trim('\'') : text);
            return;
        }

        try
        {
            using var constant = JsonDocument.Parse(text);
            json.WritePropertyName("default");
            constant.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            // A call, such as nextval(…): it has no value that a document could name.
        }
    }
}
