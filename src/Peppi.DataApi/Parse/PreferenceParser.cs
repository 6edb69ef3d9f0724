using System.Globalization;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Reads the <c>Prefer</c> headers; the first of two that disagree wins.</summary>
internal static class PreferenceParser
{
    /// <param name="headers">Every value of the header.</param>
    /// <param name="mayEndTransaction">Whether <c>tx=</c> is listened to.</param>
    public static Preferences Parse(IEnumerable<string> headers, bool mayEndTransaction)
    {
        var read = Preferences.None;
        var unknown = new List<string>();
        foreach (var preference in headers.SelectMany(h => h.Split(',')))
        {
            var word = preference.Trim();
            if (Apply(read, word, mayEndTransaction) is { } applied) read = applied;
            else unknown.Add(word);
        }

        return unknown.Count == 0 ? read : read with { Unknown = unknown };
    }

    private static Preferences? Apply(Preferences read, string word, bool mayEndTransaction) => word switch
    {
        "resolution=merge-duplicates" => read with { Resolution = read.Resolution ?? Resolution.Merge },
        "resolution=ignore-duplicates" => read with { Resolution = read.Resolution ?? Resolution.Ignore },
        "return=representation" => read with { Representation = read.Representation ?? Representation.Full },
        "return=headers-only" => read with { Representation = read.Representation ?? Representation.HeadersOnly },
        "return=minimal" => read with { Representation = read.Representation ?? Representation.Minimal },
        "count=exact" => read with { Count = read.Count ?? CountKind.Exact },
        "count=planned" => read with { Count = read.Count ?? CountKind.Planned },
        "count=estimated" => read with { Count = read.Count ?? CountKind.Estimated },
        "tx=commit" => mayEndTransaction ? read with { Commit = read.Commit ?? true } : read,
        "tx=rollback" => mayEndTransaction ? read with { Commit = read.Commit ?? false } : read,
        "missing=default" => read with { MissingAsDefault = read.MissingAsDefault ?? true },
        "missing=null" => read with { MissingAsDefault = read.MissingAsDefault ?? false },
        "handling=strict" => read with { Strict = read.Strict ?? true },
        "handling=lenient" => read with { Strict = read.Strict ?? false },
        _ when word.StartsWith("timezone=", StringComparison.Ordinal) => read with { TimeZone = read.TimeZone ?? word["timezone=".Length..] },
        _ when word.StartsWith("max-affected=", StringComparison.Ordinal) =>
            long.TryParse(word["max-affected=".Length..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var most)
                ? read with { MaxAffected = read.MaxAffected ?? most }
                : read,
        _ => null,
    };
}
