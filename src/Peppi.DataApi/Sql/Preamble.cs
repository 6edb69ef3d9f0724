using System.Buffers;
using System.Collections.Concurrent;
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
    private static readonly TextValue NoCookies = new("{}");

    // The text depends on how many settings there are and on nothing else, so there are a handful of texts.
    private static readonly ConcurrentDictionary<(int Extra, bool ReadOnly), string> Texts = [];

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? scratch;

    public static SqlStatement Build(DataApiRequest request, DataApiSettings settings, string schema, string? timeZone, RowsPlan? plan, IEnumerable<RoleSettingFact> ofRole, bool readOnly)
    {
        List<SqlValue> values =
        [
            new TextValue(SearchPath(schema, settings.ExtraSearchPath)),
            new TextValue(request.Role),
            new TextValue(request.Claims),
            new TextValue(request.Method),
            new TextValue(request.Path),
            new Utf8Value(Headers(request)),
            request.Header("Cookie") is { } cookies ? new Utf8Value(Cookies(cookies)) : NoCookies,
        ];
        if (timeZone is not null) Set("timezone", timeZone);
        foreach (var (name, value) in request.HostSettings) Set(name, value);
        foreach (var setting in ofRole)
            if (setting.Name != IsolationSetting)
                Set(setting.Name, setting.Value);
        foreach (var (name, value) in settings.TransactionSettings) Set(name, value);
        if (plan is CallPlan call)
        {
            foreach (var setting in call.Routine.Fact.Settings)
                if (setting.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && settings.HoistedFunctionSettings.Contains(setting[..equals]))
                    Set(setting[..equals], setting[(equals + 1)..]);
        }

        return new SqlStatement(Texts.GetOrAdd(((values.Count - 7) / 2, readOnly), static k => Text(k.Extra, k.ReadOnly)), values);

        void Set(string name, string value)
        {
            values.Add(new TextValue(name));
            values.Add(new TextValue(value));
        }
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
    public static string? Isolation(RowsPlan? plan, IEnumerable<RoleSettingFact> ofRole)
    {
        if (plan is CallPlan { Routine.Fact.Isolation: { } level }) return level;
        foreach (var setting in ofRole)
            if (setting.Name == IsolationSetting)
                return setting.Value;
        return null;
    }

    private static string Text(int extra, bool readOnly)
    {
        var sql = new SqlWriter();
        sql.Add("select num_nulls(set_config('search_path', ").Value(NoCookies)
            .Add(", true), set_config('role', ").Value(NoCookies)
            .Add(", true), set_config('request.jwt.claims', ").Value(NoCookies)
            .Add(", true), set_config('request.method', ").Value(NoCookies)
            .Add(", true), set_config('request.path', ").Value(NoCookies)
            .Add(", true), set_config('request.headers', ").Value(NoCookies)
            .Add(", true), set_config('request.cookies', ").Value(NoCookies)
            .Add(", true)");
        for (var i = 0; i < extra; i++) sql.Add(", set_config(").Value(NoCookies).Add(", ").Value(NoCookies).Add(", true)");
        if (readOnly) sql.Add(", set_config('transaction_read_only', 'on', true)");
        return sql.Add(")").ToStatement().Text;
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

    private static byte[] Headers(DataApiRequest request) => Write(request.Headers, static (json, headers) =>
    {
        foreach (var (name, value) in headers)
            if (!name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
                json.WriteString(name.ToLowerInvariant(), value);
    });

    private static byte[] Cookies(string header) => Write(header, static (json, text) =>
    {
        foreach (var cookie in text.Split(';'))
            if (cookie.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                json.WriteString(cookie[..equals].Trim(), cookie[(equals + 1)..].Trim());
    });

    private static byte[] Write<T>(T from, Action<Utf8JsonWriter, T> members)
    {
        if (scratch is not { } pad)
        {
            var buffer = new ArrayBufferWriter<byte>(1024);
            scratch = pad = (buffer, new Utf8JsonWriter(buffer, Relaxed));
        }

        pad.Buffer.ResetWrittenCount();
        pad.Json.Reset();
        pad.Json.WriteStartObject();
        members(pad.Json, from);
        pad.Json.WriteEndObject();
        pad.Json.Flush();
        return pad.Buffer.WrittenSpan.ToArray();
    }
}
