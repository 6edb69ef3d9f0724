using System.Buffers;
using System.Text;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>
/// A request taken apart into what decides how it is carried out, its form, and the values that it carries. The form is a request
/// itself: the same text with a <see cref="Slot"/> for each value that the grammar takes as it is. Whatever of a request the stages
/// look at is in the key, save those values, the body and who asks; so two requests of one key differ in nothing that parse,
/// plan and SQL could notice.
/// </summary>
internal sealed class RequestShape
{
    private const int LongestKey = 4096;

    private static readonly SearchValues<char> KeyCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.->");

    [ThreadStatic]
    private static StringBuilder? scratch;

    private readonly DataApiRequest request;
    private readonly Range query;

    private RequestShape(DataApiRequest request, string key, Range query, IReadOnlyList<string> values)
    {
        this.request = request;
        this.query = query;
        (Key, Values) = (key, values);
    }

    /// <summary>Everything that decides.</summary>
    public string Key { get; }

    /// <summary>The values, by the number of their slot.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The request with slots in place of its values.</summary>
    public DataApiRequest Form => request with { Query = Key[query], Body = default };

    /// <summary>The shape, or null where a request is too odd to be remembered.</summary>
    public static RequestShape? Of(DataApiRequest request)
    {
        var key = (scratch ??= new StringBuilder(512)).Clear();
        Part(key, 'm', request.Method);
        Part(key, 'p', request.Path);
        foreach (var (name, value) in request.Headers)
            if (Decides(name))
                Part(key, char.ToLowerInvariant(name[0]), value, name);

        var start = key.Length;
        if (Slot.IsIn(request.Query)) return null;
        var values = new List<string>(4);
        var isCall = request.Method is "GET" or "HEAD" && request.Path.StartsWith("/rpc/", StringComparison.Ordinal);
        var raw = request.Query.AsSpan();
        while (!raw.IsEmpty)
        {
            var end = raw.IndexOfAny('&', ';');
            var pair = end < 0 ? raw : raw[..end];
            var kept = values.Count < Slot.Most ? Kept(pair, isCall) : pair.Length;
            key.Append(pair[..kept]);
            if (kept < pair.Length)
            {
                key.Append(Slot.Of(values.Count));
                values.Add(QueryStringReader.Decode(pair[kept..]));
            }

            if (end >= 0) key.Append(raw[end]);
            raw = end < 0 ? default : raw[(end + 1)..];
            if (key.Length > LongestKey) return null;
        }

        return key.Length > LongestKey ? null : new RequestShape(request, key.ToString(), start.., values);
    }

    /// <summary>How much of a pair belongs to the form: all of it, or up to where its value begins.</summary>
    private static int Kept(ReadOnlySpan<char> pair, bool isCall)
    {
        var equals = pair.IndexOf('=');
        if (equals <= 0 || pair[..equals].ContainsAnyExcept(KeyCharacters) || IsReserved(pair[..equals])) return pair.Length;
        var value = pair[(equals + 1)..];
        var at = value.StartsWith("not.") ? "not.".Length : 0;
        var word = at;
        while (word < value.Length && char.IsAsciiLetterLower(value[word])) word++;
        if (Operators.Find(value[at..word]) is not { } found)
            return isCall && at == 0 && value.IndexOfAny('%', '+') is var odd && (odd < 0 || odd > word) ? equals + 1 : pair.Length;
        if (found.Shape is OperandShape.List or OperandShape.Word || word == value.Length) return pair.Length;
        if (found.Shape == OperandShape.Quantifiable && (value[word..].StartsWith("(any)") || value[word..].StartsWith("(all)"))) word += "(any)".Length;
        return word < value.Length && value[word] == '.' ? equals + 1 + word + 1 : pair.Length;
    }

    private static bool IsReserved(ReadOnlySpan<char> name) =>
        name is "select" or "columns" or "on_conflict" || name[(name.LastIndexOf('.') + 1)..] is "order" or "limit" or "offset" or "and" or "or";

    private static bool Decides(string header) => header.Length switch
    {
        5 => header.Equals("Range", StringComparison.OrdinalIgnoreCase),
        6 => header.Equals("Prefer", StringComparison.OrdinalIgnoreCase) || header.Equals("Accept", StringComparison.OrdinalIgnoreCase),
        12 => header.Equals("Content-Type", StringComparison.OrdinalIgnoreCase),
        14 => header.Equals("Accept-Profile", StringComparison.OrdinalIgnoreCase),
        15 => header.Equals("Content-Profile", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    // Lengths in front make the key unambiguous whatever the parts hold.
    private static void Part(StringBuilder key, char kind, string text, string name = "") =>
        key.Append(kind).Append((char)('0' + name.Length)).Append(text.Length).Append(':').Append(text);
}
