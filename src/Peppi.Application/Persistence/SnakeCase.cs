using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Peppi.Application.Persistence;

/// <summary>Names columns, keys and indexes as PostgreSQL's people do: <c>ProjectId</c> becomes <c>project_id</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties()) property.SetColumnName(Of(property.GetColumnName()));
            foreach (var key in entity.GetKeys()) key.SetName(Of(key.GetName()));
            foreach (var key in entity.GetForeignKeys()) key.SetConstraintName(Of(key.GetConstraintName()));
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(Of(index.GetDatabaseName()));
        }
    }

    private static string? Of(string? name)
    {
        if (name is null) return null;
        var text = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var upper = char.IsUpper(name[at]);
            if (upper && at > 0 && name[at - 1] != '_' && (!char.IsUpper(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1])))) text.Append('_');
            text.Append(char.ToLowerInvariant(name[at]));
        }

        return text.ToString();
    }
}
