using System.Text.Json;
using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Respond.OpenApi;

/// <summary>The shape of a table's rows.</summary>
internal static class TableDefinitions
{
    public static void Definition(Utf8JsonWriter json, Relation table, DatabaseCatalog catalog)
    {
        json.WriteStartObject(table.Name);
        if (table.Fact.Description is { } comment) json.WriteString("description", comment);
        json.WriteString("type", "object");
        var required = table.Columns.Where(c => !c.Fact.Nullable).Select(c => c.Name).ToList();
        if (required.Count > 0) OpenApiDocument.List(json, "required", required);
        json.WriteStartObject("properties");
        foreach (var column in table.Columns) Property(json, table, column, catalog);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter json, Relation table, Column column, DatabaseCatalog catalog)
    {
        json.WriteStartObject(column.Name);
        if (Description(table, column, catalog) is { } description) json.WriteString("description", description);
        SwaggerTypes.Default(json, column);
        if (column.Fact.Labels.Count > 0) OpenApiDocument.List(json, "enum", column.Fact.Labels);
        if (column.Fact.MaxLength is { } length) json.WriteNumber("maxLength", length);
        SwaggerTypes.Write(json, column.BaseType);
        json.WriteEndObject();
    }

    private static string? Description(Relation table, Column column, DatabaseCatalog catalog)
    {
        var notes = new List<string>();
        if (table.PrimaryKey.Contains(column)) notes.Add("This is a Primary Key.<pk/>");
        var key = catalog.From(table)
            .Where(r => r.Cardinality == Cardinality.ManyToOne || (r.Cardinality == Cardinality.OneToOne && !r.FromParent))
            .Where(r => r.Pairs.Count == 1 && r.Pairs[0].Source.Name == column.Name)
            .OrderBy(r => r.Target.IsView).FirstOrDefault();
        if (key is not null)
        {
            var (target, name) = (key.Target.Name, key.Pairs[0].Target.Name);
            notes.Add($"This is a Foreign Key to `{target}.{name}`.<fk table='{target}' column='{name}'/>");
        }

        if (notes.Count == 0) return column.Fact.Description;
        var comment = column.Fact.Description is { } text ? text + "\n\n" : "";
        return $"{comment}Note:\n{string.Join('\n', notes)}";
    }
}
