using System.Text.Json;
using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>How a function is called.</summary>
internal static class RoutinePaths
{
    private static readonly string[] Produced =
        ["application/json", "application/vnd.pgrst.object+json;nulls=stripped", "application/vnd.pgrst.object+json"];

    /// <summary>A function that the catalog does not know.</summary>
    public static Routine Of(FunctionFact fact) => new(
        new QualifiedName(Identifier.FromDatabase(fact.Schema), Identifier.FromDatabase(fact.Name)), fact,
        [.. fact.Arguments.Select(argument => new Argument(Identifier.FromDatabase(argument.Name), TypeName.Of(argument.WideType), argument))], ReturnShape.Value);

    /// <param name="json">The document.</param>
    /// <param name="routine">The function.</param>
    /// <param name="home">The schema that its types need not name.</param>
    public static void Path(Utf8JsonWriter json, Routine routine, string home)
    {
        json.WriteStartObject("/rpc/" + routine.Id.Name.Name);
        if (!routine.IsVolatile)
        {
            Operation(json, "get", routine, () =>
            {
                foreach (var argument in routine.Arguments) Query(json, argument, home);
            });
        }

        Operation(json, "post", routine, () =>
        {
            Body(json, routine, home);
            Parameters.Reference(json, "preferParams");
        });
        json.WriteEndObject();
    }

    private static void Operation(Utf8JsonWriter json, string method, Routine routine, Action parameters)
    {
        json.WriteStartObject(method);
        OpenApiDocument.List(json, "tags", ["(rpc) " + routine.Id.Name.Name]);
        OpenApiDocument.Described(json, routine.Fact.Description);
        OpenApiDocument.List(json, "produces", Produced);
        json.WriteStartArray("parameters");
        parameters();
        json.WriteEndArray();
        OpenApiDocument.Responses(json, 200, "OK");
        json.WriteEndObject();
    }

    private static void Query(Utf8JsonWriter json, Argument argument, string home)
    {
        var type = Short(argument, home);
        json.WriteStartObject();
        json.WriteString("name", argument.Fact.Name);
        json.WriteBoolean("required", argument.Fact.Required);
        json.WriteString("in", "query");
        if (argument.Fact.Variadic)
        {
            json.WriteString("type", SwaggerTypes.TypeOf(type) ?? "string");
            json.WriteString("collectionFormat", "multi");
            json.WriteStartObject("items");
            json.WriteString("format", SwaggerTypes.FormatOf(type[..^2]));
            if (SwaggerTypes.TypeOf(type[..^2]) is { } item) json.WriteString("type", item);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("format", SwaggerTypes.FormatOf(type));
            json.WriteString("type", SwaggerTypes.TypeOf(type) is { } name and not "array" ? name : "string");
        }

        json.WriteEndObject();
    }

    private static string Short(Argument argument, string home) =>
        home.Length > 0 && argument.Fact.Type.StartsWith(home, StringComparison.Ordinal) ? argument.Fact.Type[home.Length..] : argument.Fact.Type;

    private static void Body(Utf8JsonWriter json, Routine routine, string home)
    {
        json.WriteStartObject();
        json.WriteString("name", "args");
        json.WriteBoolean("required", true);
        json.WriteString("in", "body");
        json.WriteStartObject("schema");
        if (routine.Fact.Description is { } comment) json.WriteString("description", comment);
        json.WriteString("type", "object");
        var required = routine.Arguments.Where(a => a.Fact.Required).Select(a => a.Fact.Name).ToList();
        if (required.Count > 0) OpenApiDocument.List(json, "required", required);
        json.WriteStartObject("properties");
        foreach (var argument in routine.Arguments)
        {
            json.WriteStartObject(argument.Fact.Name);
            SwaggerTypes.Write(json, Short(argument, home));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
