namespace Peppi.DataApi.Catalog;

/// <summary>How alike two names are: shared letter groups, for hints that say what somebody probably meant.</summary>
internal static class Likeness
{
    /// <summary>The likest of the names, or null where none is alike enough.</summary>
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

    /// <summary>Cosine of the counts of three-letter groups, or of two-letter groups where the names are short.</summary>
    public static double Between(string one, string other)
    {
        for (var size = 3; size >= 2; size--)
        {
            var (a, b) = (Groups(one, size), Groups(other, size));
            double dot = a.Sum(g => g.Value * b.GetValueOrDefault(g.Key));
            if (dot > 0) return dot / (Norm(a) * Norm(b));
        }

        return 0;
    }

    private static Dictionary<string, int> Groups(string text, int size)
    {
        var framed = "-" + new string([.. text.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '_')]) + "-";
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + size <= framed.Length; i++)
        {
            var group = framed.Substring(i, size);
            counts[group] = counts.GetValueOrDefault(group) + 1;
        }

        return counts;
    }

    private static double Norm(Dictionary<string, int> counts) => Math.Sqrt(counts.Values.Sum(c => (double)c * c));
}
