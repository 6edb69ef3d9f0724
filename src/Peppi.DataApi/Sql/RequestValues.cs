using System.Text;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>A pattern of <c>like</c>: the request writes its wildcard as a star.</summary>
internal sealed record PatternValue(string Text) : SqlValue;

/// <summary>Several values, as one array.</summary>
internal sealed record ListValue(IReadOnlyList<string> Values) : SqlValue;

/// <summary>The body, as JSON.</summary>
internal sealed record JsonBody : SqlValue;

/// <summary>The body, as bytes.</summary>
internal sealed record BytesBody : SqlValue;

/// <summary>The body, as text of whatever type is wanted.</summary>
internal sealed record TextBody : SqlValue;

/// <summary>What one request brings to a statement that was written for all requests of its shape.</summary>
/// <param name="Slots">The values of the query string, by the number of their slot.</param>
/// <param name="Body">The body, as it goes to the database.</param>
internal readonly record struct RequestValues(IReadOnlyList<string> Slots, ReadOnlyMemory<byte> Body)
{
    /// <summary>What stands in a place of the statement.</summary>
    public SqlValue Fill(SqlValue place) => place switch
    {
        UntypedValue untyped => Of(untyped.Text) is var text && ReferenceEquals(text, untyped.Text) ? untyped : new UntypedValue(text),
        PatternValue pattern => new UntypedValue(Of(pattern.Text).Replace('*', '%')),
        ListValue list => new UntypedValue(Literal(list.Values)),
        JsonBody => new JsonValue(Body),
        BytesBody => new BytesValue(Body),
        TextBody => new UntypedValue(Encoding.UTF8.GetString(Body.Span)),
        _ => place,
    };

    private string Of(string text) => Slot.Is(text) && Slot.NumberOf(text) < Slots.Count ? Slots[Slot.NumberOf(text)] : text;

    /// <summary>An array in PostgreSQL's own notation.</summary>
    private string Literal(IReadOnlyList<string> values)
    {
        var literal = new StringBuilder("{");
        foreach (var value in values)
        {
            if (literal.Length > 1) literal.Append(',');
            literal.Append('"').Append(Of(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return literal.Append('}').ToString();
    }
}
