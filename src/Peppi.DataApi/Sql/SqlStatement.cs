using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>A value that travels beside a statement.</summary>
public abstract record SqlValue;

/// <summary>Text whose type PostgreSQL infers from where it stands.</summary>
/// <param name="Text">The text.</param>
public sealed record UntypedValue(string Text) : SqlValue;

/// <summary>Text that is text.</summary>
/// <param name="Text">The text.</param>
public sealed record TextValue(string Text) : SqlValue;

/// <summary>Text that is text, already in UTF-8.</summary>
/// <param name="Utf8">The text.</param>
public sealed record Utf8Value(ReadOnlyMemory<byte> Utf8) : SqlValue;

/// <summary>A JSON document, as the bytes that came.</summary>
/// <param name="Utf8">The document.</param>
public sealed record JsonValue(ReadOnlyMemory<byte> Utf8) : SqlValue;

/// <summary>Bytes.</summary>
/// <param name="Bytes">The bytes.</param>
public sealed record BytesValue(ReadOnlyMemory<byte> Bytes) : SqlValue;

/// <summary>One statement with everything it needs.</summary>
/// <param name="Text">The SQL: constants of the engine, names of the catalog, and <c>$1, $2, …</c>.</param>
/// <param name="Values">The values, in order.</param>
public sealed record SqlStatement(string Text, IReadOnlyList<SqlValue> Values)
{
    /// <summary>The statement with what one request brings in every place that waits for it.</summary>
    internal SqlStatement Bind(RequestValues given)
    {
        SqlValue[]? bound = null;
        for (var i = 0; i < Values.Count; i++)
        {
            var value = given.Fill(Values[i]);
            if (ReferenceEquals(value, Values[i])) continue;
            bound ??= [.. Values];
            bound[i] = value;
        }

        return bound is null ? this : new SqlStatement(Text, bound);
    }

    /// <summary>Every place that waits for a value of the query string is a value by itself: nothing was made of it yet.</summary>
    internal bool KeepsSlotsApart => !Slot.IsIn(Text) && Values.All(v => v switch
    {
        UntypedValue untyped => Slot.Is(untyped.Text) || !Slot.IsIn(untyped.Text),
        TextValue text => !Slot.IsIn(text.Text),
        _ => true,
    });
}
