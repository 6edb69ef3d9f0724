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
    private const string IsolationSetting = "default_transaction_isolation";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly string UsualRead = Write(new SqlWriter(), null, [], readOnly: true, new SqlValue[7]).ToStatement().Text;
    private static readonly string UsualWrite = Write(new SqlWriter(), null, [], readOnly: false, new SqlValue[7]).ToStatement().Text;

    public static SqlStatement Build(DataApiRequest request, DataApiSettings settings, string schema, string? timeZone, RowsPlan? plan, IEnumerable<RoleSettingFact> ofRole, bool readOnly)
    {
        SqlValue[] values =
        [
            new TextValue(SearchPath(schema, settings.ExtraSearchPath)),
            new TextValue(request.Role),
            new TextValue(request.Claims),
            new TextValue(request.Method),
            new TextValue(request.Path),
            new TextValue(Headers(request)),
            new TextValue(Cookies(request)),
        ];
        var extra = Extra(settings, plan, ofRole);
        if (timeZone is null && extra.Count == 0) return new SqlStatement(readOnly ? UsualRead : UsualWrite, values);
        return Write(new SqlWriter(), timeZone, extra, readOnly, values).ToStatement();
    }

    private static SqlWriter Write(SqlWriter sql, string? timeZone, List<(string Name, string Value)> extra, bool readOnly, SqlValue[] values)
    {
        sql.Add("select num_nulls(set_config('search_path', ").Value(values[0])
            .Add(", true), set_config('role', ").Value(values[1])
            .Add(", true), set_config('request.jwt.claims', ").Value(values[2])
            .Add(", true), set_config('request.method', ").Value(values[3])
            .Add(", true), set_config('request.path', ").Value(values[4])
            .Add(", true), set_config('request.headers', ").Value(values[5])
            .Add(", true), set_config('request.cookies', ").Value(values[6])
            .Add(", true)");
        if (timeZone is not null) sql.Add(", set_config('timezone', ").Value(new TextValue(timeZone)).Add(", true)");
        foreach (var (name, value) in extra)
            sql.Add(", set_config(").Value(new TextValue(name)).Add(", ").Value(new TextValue(value)).Add(", true)");
        if (readOnly) sql.Add(", set_config('transaction_read_only', 'on', true)");
        return sql.Add(")");
    }

    /// <summary>The call of the function that looks at every request first.</summary>
    public static SqlStatement? PreRequest(DataApiSettings settings)
    {
        if (settings.PreRequest is not { } function) return null;
        var sql = new SqlWriter().Add("select ");
        if (function.Schema.Length > 0) sql.Name(Identifier.FromDatabase(function.Schema)).Add(".");
        return sql.Name(Identifier.FromDatabase(function.Name)).Add("()").ToStatement();
    }

    /// <summary>The isolation level that the called function asks for, or else the role.</summary>
    public static string? Isolation(RowsPlan? plan, IEnumerable<RoleSettingFact> ofRole) =>
        plan is CallPlan { Routine.Fact.Isolation: { } level } ? level : ofRole.FirstOrDefault(s => s.Name == IsolationSetting)?.Value;

    private static List<(string Name, string Value)> Extra(DataApiSettings settings, RowsPlan? plan, IEnumerable<RoleSettingFact> ofRole)
    {
        List<(string, string)> extra = [];
        foreach (var setting in ofRole)
            if (setting.Name != IsolationSetting)
                extra.Add((setting.Name, setting.Value));
        foreach (var (name, value) in settings.TransactionSettings) extra.Add((name, value));
        if (plan is not CallPlan call) return extra;
        foreach (var setting in call.Routine.Fact.Settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && settings.HoistedFunctionSettings.Contains(setting[..equals])) extra.Add((setting[..equals], setting[(equals + 1)..]));
        }

        return extra;
    }

    private static string SearchPath(string schema, IReadOnlyList<string> extra)
    {
        var path = Quoted(schema);
        foreach (var more in extra)
            if (more.Length > 0)
                path += ", " + Quoted(more);
        return path;
    }

    private static string Quoted(string schema) => "\"" + schema.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string Headers(DataApiRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            foreach (var (name, value) in request.Headers)
                if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
                    json.WriteString(name.ToLowerInvariant(), value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Cookies(DataApiRequest request)
    {
        if (request.Header("Cookie") is not { } header) return "{}";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            foreach (var cookie in header.Split(';'))
                if (cookie.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                    json.WriteString(cookie[..equals].Trim(), cookie[(equals + 1)..].Trim());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
