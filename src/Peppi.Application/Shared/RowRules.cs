using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;

namespace Peppi.Application.Shared;

/// <summary>A faulty value in the rows of a write.</summary>
/// <param name="Row">Index of the row in the body, from 0.</param>
/// <param name="Column">The column at fault.</param>
/// <param name="Code">SQLSTATE of the CHECK that the rule mirrors, else <c>rule_violated</c>.</param>
/// <param name="Message">What was wrong and what is expected.</param>
public sealed record RowFault(int Row, string Column, string Code, string Message);

/// <summary>The rules of one exposed table, as the data API applies them to the rows of a write.</summary>
public interface ITableRules
{
    /// <summary>The table in schema public.</summary>
    string Table { get; }

    /// <summary>The faults of one row. A <paramref name="partial"/> row (PATCH) is judged by the columns it brings only.</summary>
    IEnumerable<RowFault> Check(JsonElement row, int index, bool partial);
}

/// <summary>
/// A module's rules for rows of its table: the same that its typed use cases apply. They never require what the table leaves
/// nullable, and a value that is not of the column's type is left for PostgreSQL to refuse in its own words (22P02).
/// </summary>
/// <typeparam name="TRow">The entity of the table.</typeparam>
public abstract class RowRules<TRow> : AbstractValidator<TRow>, ITableRules
    where TRow : class
{
    /// <summary>Code of a rule that mirrors a CHECK constraint.</summary>
    protected const string Check23514 = "23514";

    private static readonly JsonSerializerOptions Lenient = new()
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    private static readonly Dictionary<string, PropertyInfo> Columns = typeof(TRow)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true })
        .ToDictionary(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), StringComparer.Ordinal);

    /// <inheritdoc/>
    public abstract string Table { get; }

    /// <inheritdoc/>
    public IEnumerable<RowFault> Check(JsonElement row, int index, bool partial)
    {
        if (row.ValueKind != JsonValueKind.Object) return [];
        var entity = Activator.CreateInstance<TRow>();
        var present = new List<string>();
        foreach (var member in row.EnumerateObject())
        {
            if (Columns.TryGetValue(member.Name, out var column) && TryRead(member.Value, column.PropertyType, out var value))
            {
                column.SetValue(entity, value);
                present.Add(column.Name);
            }
        }

        var outcome = this.Validate(entity, options =>
        {
            if (partial) options.IncludeProperties([.. present]);
        });
        return outcome.Errors.Select(fault => new RowFault(
            index,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.PropertyName),
            fault.ErrorCode == Check23514 ? Check23514 : "rule_violated",
            fault.ErrorMessage));
    }

    private static bool TryRead(JsonElement value, Type type, out object? read)
    {
        try
        {
            read = value.Deserialize(type, Lenient);
            return read is not null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            read = null;
            return false;
        }
    }
}
