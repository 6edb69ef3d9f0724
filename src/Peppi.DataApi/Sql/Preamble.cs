using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;

namespace Peppi.DataApi.Sql;

/// <summary>The first statement of every transaction: who asks, what he asks, what he may. It lasts as long as the transaction.</summary>
internal static class Preamble
{
    public static SqlStatement Build(DataApiRequest request, DataApiSettings settings, string schema, string? timeZone, RowsPlan? plan, bool readOnly)
    {
        var sql = new SqlWriter();
        sql.Add("select num_nulls(set_config('search_path', ").Value(new TextValue(SearchPath(schema, settings.ExtraSearchPath)))
            .Add(", true), set_config('role', ").Value(new TextValue(request.Role))
            .Add(", true), set_config('request.jwt.claims', ").Value(new TextValue(request.Claims))
            .Add(", true), set_config('request.method', ").Value(new TextValue(request.Method))
            .Add(", true), set_config('request.path', ").Value(new TextValue(request.Path))
            .Add(", true), set_config('request.headers', ").Value(new TextValue(Headers(request)))
            .Add(", true), set_config('request.cookies', ").Value(new TextValue(Cookies(request)))
            .Add(", true)");
        if (timeZone is not null) sql.Add(", set_config('timezone', ").Value(new TextValue(timeZone)).Add(", true)");
        foreach (var (name, value) in Extra(settings, plan))
            sql.Add(", set_config(").Value(new TextValue(name)).Add(", ").Value(new TextValue(value)).Add(", true)");
        if (readOnly) sql.Add(", set_config('transaction_read_only', 'on', true)");
        return sql.Add(")").ToStatement();
    }

    /// <summary>The call of the function that looks at every request first.</summary>
    public static SqlStatement? PreRequest(DataApiSettings settings)
    {
        if (settings.PreRequest is not { } function) return null;
        var sql = new SqlWriter().Add("select ");
        if (function.Schema.Length > 0) sql.Name(Identifier.FromDatabase(function.Schema)).Add(".");
        return sql.Name(Identifier.FromDatabase(function.Name)).Add("()").ToStatement();
    }

    /// <summary>The isolation level that the called function asks for.</summary>
    public static string? Isolation(RowsPlan? plan) => plan is CallPlan { Routine.Fact.Isolation: { } level } ? level : null;

    private static IEnumerable<(string Name, string Value)> Extra(DataApiSettings settings, RowsPlan? plan)
    {
        foreach (var (name, value) in settings.TransactionSettings) yield return (name, value);
        if (plan is not CallPlan call) yield break;
        foreach (var setting in call.Routine.Fact.Settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && settings.HoistedFunctionSettings.Contains(setting[..equals])) yield return (setting[..equals], setting[(equals + 1)..]);
        }
    }

    private static string SearchPath(string schema, IReadOnlyList<string> extra) =>
        string.Join(", ", extra.Prepend(schema).Where(s => s.Length > 0).Select(s => "\"" + s.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));

    private static string Headers(DataApiRequest request) => Json(request.Headers
        .Where(h => !h.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase)).Select(h => (h.Key.ToLowerInvariant(), h.Value)));

    private static string Cookies(DataApiRequest request)
    {
        if (request.Header("Cookie") is not { } header) return "{}";
        return Json(header.Split(';').Select(c => c.Split('=', 2)).Where(p => p.Length == 2).Select(p => (p[0].Trim(), p[1].Trim())));
    }

    private static string Json(IEnumerable<(string Name, string Value)> pairs)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            json.WriteStartObject();
            foreach (var (name, value) in pairs) json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
