namespace Peppi.DataApi.Sql;

/// <summary>A value that travels beside a statement.</summary>
public abstract record SqlValue;

/// <summary>Text whose type PostgreSQL infers from where it stands.</summary>
/// <param name="Text">The text.</param>
public sealed record UntypedValue(string Text) : SqlValue;

/// <summary>Text that is text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextValue(string Text) : SqlValue;

/// <summary>A JSON document, as the bytes that came.</summary>
/// <param name="Utf8">The document.</param>
public sealed record JsonValue(ReadOnlyMemory<byte> Utf8) : SqlValue;

/// <summary>Bytes.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record BytesValue(ReadOnlyMemory<byte> Bytes) : SqlValue;

/// <summary>One statement with everything it needs.</summary>
/// <param name="Text">The SQL: constants of the engine, names of the catalog, and <c>$1, $2, …</c>.</param>
/// <param name="Values">The values, in order.</param>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlValue> Values);
