using System.Globalization;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Respond;

/// <summary>Tells which preferences were heeded.</summary>
internal static class AppliedPreferences
{
    public static void Add(List<KeyValuePair<string, string>> headers, RequestTree request, RowsPlan plan)
    {
        var applied = string.Join(", ", Of(request, plan));
        if (applied.Length > 0) headers.Add(new("Preference-Applied", applied));
    }

    private static IEnumerable<string> Of(RequestTree request, RowsPlan plan)
    {
        var asked = request.Preferences;
        if (plan is InsertPlan { IsPut: false } insert && asked.Resolution is { } resolution && (insert.Target.PrimaryKey.Count > 0 || request.Query.OnConflict is not null))
            yield return resolution == Resolution.Merge ? "resolution=merge-duplicates" : "resolution=ignore-duplicates";
        if (plan is InsertPlan { IsPut: false } or UpdatePlan && asked.MissingAsDefault is { } missing) yield return missing ? "missing=default" : "missing=null";
        if (plan is WritePlan && asked.Representation is { } representation)
        {
            yield return representation switch
            {
                Representation.Full => "return=representation",
                Representation.HeadersOnly => "return=headers-only",
                _ => "return=minimal",
            };
        }

        if (asked.Count is { } count) yield return "count=" + count.ToString().ToLowerInvariant();
        if (asked.Commit is { } commit) yield return commit ? "tx=commit" : "tx=rollback";
        if (asked.Strict is { } strict) yield return strict ? "handling=strict" : "handling=lenient";
        if (asked.TimeZone is { } zone) yield return "timezone=" + HeaderText.Safe(zone);
        if (asked is { Strict: true, MaxAffected: { } most } && plan is UpdatePlan or DeletePlan or CallPlan)
            yield return "max-affected=" + asked.MaxAffected!.Value.ToString(CultureInfo.InvariantCulture);
    }
}
