using Peppi.DataApi.Errors;
using Peppi.DataApi.Plan;

namespace Peppi.DataApi;

/// <summary>What a write does to rows.</summary>
public enum WriteKind
{
    /// <summary>New rows.</summary>
    Insert,

    /// <summary>New rows, or changed ones where they are there already.</summary>
    Upsert,

    /// <summary>Some columns of rows that are there.</summary>
    Update,

    /// <summary>Rows go.</summary>
    Delete,
}

/// <summary>A write that is about to happen.</summary>
/// <param name="Schema">The table's schema.</param>
/// <param name="Table">The table.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Json">The rows as UTF-8 JSON: one object or a list; empty for a delete.</param>
/// <param name="Columns">The columns that are written.</param>
/// <param name="Caller">The host's own object for whom this runs.</param>
public sealed record PlannedWrite(string Schema, string Table, WriteKind Kind, ReadOnlyMemory<byte> Json, IReadOnlyList<string> Columns, object? Caller);

/// <summary>Rules of the business on rows that come in, whichever client sends them.</summary>
public interface IWriteRules
{
    /// <summary>The refusal, or null where nothing stands against the write.</summary>
    ValueTask<DataApiError?> CheckAsync(PlannedWrite write, CancellationToken cancellationToken);
}

/// <summary>Knows which rows of a table a caller may see anyway. It narrows what PostgreSQL looks at and decides nothing.</summary>
public interface IRowScopes
{
    /// <summary>The scope, or null where the caller sees all, or nothing is known.</summary>
    ValueTask<RowScope?> ForAsync(string table, object? caller, CancellationToken cancellationToken);
}
