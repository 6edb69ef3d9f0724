using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Peppi.DataApi.Errors;

namespace Peppi.DataApi.Catalog;

/// <summary>Refusals that only the catalog can explain (PGRST2xx), with the nearest name as a hint.</summary>
internal static class CatalogErrors
{
    public static DataApiError NoTable(string schema, string name, DatabaseCatalog catalog)
    {
        var near = Likeness.Nearest(name, catalog.Relations.Where(r => r.IsTarget && r.Schema == schema).Select(r => r.Name), 0.75);
        return new(404, "PGRST205", $"Could not find the table '{schema}.{name}' in the schema cache", null,
            near is null ? null : $"Perhaps you meant the table '{schema}.{near}'");
    }

    public static DataApiError NoColumn(string relation, string column) =>
        new(400, "PGRST204", $"Could not find the '{column}' column of '{relation}' in the schema cache");

    public static DataApiError UndefinedColumn(string relation, string column) =>
        new(400, "42703", $"column {relation}.{column} does not exist");

    public static DataApiError UndefinedType(string name) => new(400, "42704", $"type \"{name}\" does not exist");

    public static DataApiError NoRelationship(Relation parent, string child, string? hint, DatabaseCatalog catalog)
    {
        var names = catalog.From(parent).Select(r => r.Target.Name).Distinct().ToList();
        var near = names.Count == 0 && catalog.HasNoWay(parent)
            ? Likeness.Nearest(parent.Name, catalog.Relations.Where(r => r.Schema == parent.Schema && catalog.From(r).Any()).Select(r => r.Name))
            : names.Contains(child) ? null : Likeness.Nearest(child, names);
        var used = hint is null ? "" : $" using the hint '{hint}'";
        return new(400, "PGRST200",
            $"Could not find a relationship between '{parent.Name}' and '{child}' in the schema cache",
            $"Searched for a foreign key relationship between '{parent.Name}' and '{child}'{used} in the schema '{parent.Schema}', but no matches were found.",
            near is null ? null : $"Perhaps you meant '{near}' instead of '{(names.Count == 0 ? parent.Name : child)}'.");
    }

    public static DataApiError AmbiguousRelationship(Relation parent, string child, IReadOnlyList<Relationship> candidates)
    {
        var hints = string.Join(", ", candidates.Select(c => $"'{c.Target.Name}!{c.Junction?.Table.Name ?? c.Name}'"));
        return new(300, "PGRST201",
            $"Could not embed because more than one relationship was found for '{parent.Name}' and '{child}'", null,
            $"Try changing '{child}' to one of the following: {hints}. Find the desired relationship in the 'details' key.")
        {
            DetailsJson = Json(json =>
            {
                json.WriteStartArray();
                foreach (var candidate in candidates) Describe(json, candidate);
                json.WriteEndArray();
            }),
        };
    }

    public static DataApiError NoFunction(string schema, string name, IReadOnlyList<string> keys, string? bodyParameter, bool orJson, DatabaseCatalog catalog)
    {
        var list = string.Join(", ", keys);
        var with = keys.Count == 0 ? " without parameters" : $"({list})";
        var searched = keys.Count == 0 ? " without parameters" : $" with parameter{(keys.Count > 1 ? "s" : "")} {list}";
        if (bodyParameter is not null) (with, searched) = ("", $" with a single unnamed {bodyParameter} parameter");
        else if (orJson) searched += " or with a single unnamed json/jsonb parameter";
        return new(404, "PGRST202", $"Could not find the function {schema}.{name}{with} in the schema cache",
            $"Searched for the function {schema}.{name}{searched}, but no matches were found in the schema cache.",
            bodyParameter is not null ? null : FunctionHint(schema, name, keys, catalog));
    }

    public static DataApiError AmbiguousFunction(IEnumerable<Routine> candidates) =>
        new(300, "PGRST203", $"Could not choose the best candidate function between: {string.Join(", ", candidates)}", null,
            "Try renaming the parameters or the function itself in the database so function overloading can be resolved");

    private static string? FunctionHint(string schema, string name, IReadOnlyList<string> keys, DatabaseCatalog catalog)
    {
        static string Listed(IEnumerable<string> names) => $"({string.Join(", ", names.Order(StringComparer.Ordinal))})";
        var overloads = catalog.Routines(schema, name).ToList();
        var near = overloads.Count == 0
            ? Likeness.Nearest(name, catalog.AllRoutines().Where(r => r.Id.Schema.Name == schema).Select(r => r.Id.Name.Name).Distinct(), 0.75)
            : Likeness.Nearest(Listed(keys), overloads.Select(o => Listed(o.Arguments.Select(a => a.Fact.Name)))) is { } found ? name + found : null;
        return near is null ? null : $"Perhaps you meant to call the function {schema}.{near}";
    }

    private static void Describe(Utf8JsonWriter json, Relationship relationship)
    {
        static string Columns(IEnumerable<Column> columns) => $"({string.Join(", ", columns.Select(c => c.Name))})";
        json.WriteStartObject();
        json.WriteString("cardinality", relationship.Cardinality switch
        {
            Cardinality.ManyToMany => "many-to-many",
            Cardinality.ManyToOne => "many-to-one",
            Cardinality.OneToOne => "one-to-one",
            _ => "one-to-many",
        });
        json.WriteString("embedding", $"{relationship.Source.Name} with {relationship.Target.Name}");
        json.WriteString("relationship", relationship.Junction is { } junction
            ? $"{junction.Table.Name} using {junction.SourceConstraint}{Columns(junction.ToSource.Select(p => p.Target))} and {junction.TargetConstraint}{Columns(junction.ToTarget.Select(p => p.Target))}"
            : $"{relationship.Name} using {relationship.Source.Name}{Columns(relationship.Pairs.Select(p => p.Source))} and {relationship.Target.Name}{Columns(relationship.Pairs.Select(p => p.Target))}");
        json.WriteEndObject();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
