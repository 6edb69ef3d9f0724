using System.Globalization;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Parse;

/// <summary>Reads <c>Accept</c> and <c>Content-Type</c>.</summary>
internal static class MediaTypeParser
{
    private static readonly IReadOnlyList<MediaType> Anything = [MediaType.Any];

    /// <summary>What is welcome, best first.</summary>
    public static IReadOnlyList<MediaType> Accept(string? header)
    {
        if (string.IsNullOrEmpty(header) || header == "*/*") return Anything;
        return [.. Split(header, ',').Select((text, place) => (Type: Parse(text), Quality: QualityOf(text), place))
            .OrderByDescending(t => t.Quality).ThenBy(t => t.place).Select(t => t.Type)];
    }

    public static MediaType Parse(string text)
    {
        var parts = Split(text, ';');
        var essence = parts[0].Trim();
        return essence.ToLowerInvariant() switch
        {
            "application/json" => MediaType.Json,
            "application/geo+json" => MediaType.GeoJson,
            "text/csv" => MediaType.Csv,
            "text/plain" => MediaType.PlainText,
            "text/xml" => MediaType.Xml,
            "application/openapi+json" => MediaType.OpenApi,
            "application/x-www-form-urlencoded" => MediaType.Form,
            "application/octet-stream" => MediaType.Binary,
            "application/vnd.pgrst.object+json" or "application/vnd.pgrst.object" => Stripped(parts) ? MediaType.StrippedSingle : MediaType.Single,
            "application/vnd.pgrst.array+json" or "application/vnd.pgrst.array" => Stripped(parts) ? MediaType.StrippedArray : MediaType.Json,
            "application/vnd.pgrst.plan" or "application/vnd.pgrst.plan+text" => Plan(parts, asJson: false),
            "application/vnd.pgrst.plan+json" => Plan(parts, asJson: true),
            "*/*" => MediaType.Any,
            _ => new MediaType(MediaKind.Other, WithoutQuality(parts)),
        };
    }

    private static MediaType Plan(List<string> parts, bool asJson)
    {
        string[] known = ["analyze", "verbose", "settings", "buffers", "wal"];
        var asked = (Parameter(parts, "options") ?? "").Split('|');
        var target = Parse(Parameter(parts, "for") ?? "application/json");
        string[] options = [.. known.Where(asked.Contains)];
        var text = $"application/vnd.pgrst.plan+{(asJson ? "json" : "text")}; for=\"{target.Text}\""
            + (options.Length == 0 ? "" : "; options=" + string.Join('|', options));
        return new MediaType(MediaKind.Plan, text, new ExplainOptions(target, asJson, options));
    }

    private static bool Stripped(List<string> parts) => Parameter(parts, "nulls") == "stripped";

    private static string? Parameter(List<string> parts, string name)
    {
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=');
            if (equals > 0 && part.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return part[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }

    private static string WithoutQuality(List<string> parts) =>
        string.Join(';', parts.Where((p, i) => i == 0 || !p.TrimStart().StartsWith("q=", StringComparison.OrdinalIgnoreCase))).Trim();

    private static double QualityOf(string text) =>
        double.TryParse(Parameter(Split(text, ';'), "q"), NumberStyles.Float, CultureInfo.InvariantCulture, out var quality) ? quality : 1;

    private static List<string> Split(string text, char at)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != at || quoted) continue;
            parts.Add(text[start..i].Trim());
            start = i + 1;
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
