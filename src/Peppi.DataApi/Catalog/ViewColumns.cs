using System.Globalization;

namespace Peppi.DataApi.Catalog;

/// <summary>Reads, from the stored query tree of a view, which column of which relation each of its columns shows.</summary>
internal static class ViewColumns
{
    /// <summary>(column number of the view, object id of the origin, column number of the origin) of the outermost query.</summary>
    public static IReadOnlyList<(int Column, uint Origin, int OriginColumn)> Read(string tree)
    {
        var entries = new List<(int, uint, int)>();
        var start = TargetList(tree);
        if (start < 0) return entries;
        var depth = 0;
        for (var at = start; at < tree.Length; at++)
        {
            switch (tree[at])
            {
                case '\\':
                    at++;
                    break;
                case '(' or '{':
                    if (tree[at] == '{' && depth == 1 && Follows(tree, at, "{TARGETENTRY") && Entry(tree, at) is { } entry) entries.Add(entry);
                    depth++;
                    break;
                case ')' or '}':
                    depth--;
                    if (depth <= 0) return entries;
                    break;
            }
        }

        return entries;
    }

    /// <summary>Where the outermost query's own target list opens; those of its sub-queries stand deeper.</summary>
    private static int TargetList(string tree)
    {
        const string Name = ":targetList ";
        var depth = 0;
        for (var at = 0; at < tree.Length; at++)
        {
            switch (tree[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case ':' when depth == 1 && Follows(tree, at, Name):
                    var list = at + Name.Length;
                    return list < tree.Length && tree[list] == '(' ? list : -1;
            }
        }

        return -1;
    }

    private static (int, uint, int)? Entry(string tree, int start)
    {
        var depth = 0;
        int? number = null, column = null;
        uint? origin = null;
        for (var at = start; at < tree.Length; at++)
        {
            switch (tree[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    if (--depth == 0) return number is { } n && origin is > 0 and { } o && column is { } c ? (n, o, c) : null;
                    break;
                case ':' when depth == 1:
                    if (Number(tree, at, ":resno ") is { } no) number = (int)no;
                    else if (Number(tree, at, ":resorigtbl ") is { } table) origin = (uint)table;
                    else if (Number(tree, at, ":resorigcol ") is { } col) column = (int)col;
                    break;
            }
        }

        return null;
    }

    private static long? Number(string tree, int at, string name)
    {
        if (!Follows(tree, at, name)) return null;
        var start = at + name.Length;
        var end = start;
        while (end < tree.Length && char.IsAsciiDigit(tree[end])) end++;
        return long.TryParse(tree.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static bool Follows(string tree, int at, string text) => string.CompareOrdinal(tree, at, text, 0, text.Length) == 0;
}
