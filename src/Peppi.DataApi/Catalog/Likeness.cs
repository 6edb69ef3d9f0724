namespace Peppi.DataApi.Catalog;

/// <summary>How alike two names are, for hints that say what somebody probably meant.</summary>
internal static class Likeness
{
    /// <summary>The likest of the names, or null where none is alike enough. Names without a letter group in common are not compared.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> names, double atLeast = 0.33)
    {
        var (best, score) = ((string?)null, atLeast);
        foreach (var name in names)
        {
            var alike = Between(wanted, name);
            if (alike < score || (alike == score && best is not null)) continue;
            (best, score) = (name, alike);
        }

        return best;
    }

    /// <summary>One minus the share of letters that would have to change.</summary>
    public static double Between(string one, string other)
    {
        var (a, b) = (one.ToLowerInvariant(), other.ToLowerInvariant());
        if (!Groups(a).Overlaps(Groups(b))) return 0;
        return 1 - ((double)Distance(a, b) / Math.Max(a.Length, b.Length));
    }

    private static HashSet<string> Groups(string text)
    {
        var framed = "-" + new string([.. text.Where(c => char.IsLetterOrDigit(c) || c is ' ' or ',')]) + "-";
        var groups = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + 2 <= framed.Length; i++) groups.Add(framed.Substring(i, 2));
        return groups;
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
