using System.Globalization;
using Peppi.DataApi;

namespace Peppi.WebApi.Postgrest;

/// <summary>What PostgREST's own <c>PGRST_*</c> variables say.</summary>
internal sealed record PostgrestSettings
{
    public required StandaloneDatabase Database { get; init; }

    public required DataApiSettings Engine { get; init; }

    public string? AnonymousRole { get; init; }

    public required TokenSettings Tokens { get; init; }

    public string Host { get; init; } = "127.0.0.1";

    public int Port { get; init; } = 3000;

    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    public string? TraceHeader { get; init; }

    public string LogLevel { get; init; } = "error";

    /// <summary>Reads the variables; whatever PostgREST would not understand ends the start with a sentence.</summary>
    public static PostgrestSettings From(Func<string, string?> variable, IEnumerable<KeyValuePair<string, string>> all)
    {
        string? Text(string name) => variable("PGRST_" + name) is { Length: > 0 } value ? value : null;
        bool Flag(string name, bool otherwise) => Text(name) is { } value ? value is "true" or "True" or "1" or "on" or "yes" : otherwise;
        int Number(string name, int otherwise) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
        var end = Text("DB_TX_END") ?? "commit";
        return new PostgrestSettings
        {
            Database = new StandaloneDatabase
            {
                Uri = Text("DB_URI") ?? "postgresql://",
                PoolSize = Number("DB_POOL", 10),
                AcquisitionTimeout = Number("DB_POOL_ACQUISITION_TIMEOUT", 10),
                IdleLifetime = Number("DB_POOL_MAX_IDLETIME", 30),
                Prepare = Flag("DB_PREPARED_STATEMENTS", true),
                Channel = Flag("DB_CHANNEL_ENABLED", true) ? Text("DB_CHANNEL") ?? "pgrst" : null,
            },
            Engine = new DataApiSettings
            {
                Schemas = List(Text("DB_SCHEMAS") ?? Text("DB_SCHEMA") ?? "public"),
                ExtraSearchPath = List(variable("PGRST_DB_EXTRA_SEARCH_PATH") ?? "public"),
                MaxRows = Text("DB_MAX_ROWS") is { } rows ? long.Parse(rows, CultureInfo.InvariantCulture) : null,
                Aggregates = Flag("DB_AGGREGATES_ENABLED", false),
                EmbedsAsJsonb = true,
                Plans = Flag("DB_PLAN_ENABLED", false),
                RollbackAll = end.StartsWith("rollback", StringComparison.Ordinal),
                TransactionPreference = end.EndsWith("-allow-override", StringComparison.Ordinal),
                PreRequest = FunctionOf(Text("DB_PRE_REQUEST")),
                RootFunction = FunctionOf(Text("DB_ROOT_SPEC")),
                TransactionSettings = [.. AppSettings(all)],
                HoistedFunctionSettings = List(Text("DB_HOISTED_TX_SETTINGS") ?? "statement_timeout,plan_filter.statement_cost_limit,default_transaction_isolation"),
                OpenApi = Text("OPENAPI_MODE") switch
                {
                    "disabled" => OpenApiMode.Disabled,
                    "ignore-privileges" => OpenApiMode.IgnorePrivileges,
                    _ => OpenApiMode.FollowPrivileges,
                },
                PublicAddress = Text("OPENAPI_SERVER_PROXY_URI"),
                OpenApiSecurity = Flag("OPENAPI_SECURITY_ACTIVE", false),
                MinimalErrors = Text("CLIENT_ERROR_VERBOSITY") == "minimal",
                ServerTiming = Flag("SERVER_TIMING_ENABLED", false),
            },
            AnonymousRole = Text("DB_ANON_ROLE"),
            Tokens = new TokenSettings
            {
                Secret = Text("JWT_SECRET"),
                SecretIsBase64 = Flag("JWT_SECRET_IS_BASE64", false),
                Audience = Text("JWT_AUD"),
                RoleClaim = Text("JWT_ROLE_CLAIM_KEY") ?? ".role",
                CacheSize = Number("JWT_CACHE_MAX_ENTRIES", 1000),
            },
            Host = Text("SERVER_HOST") is { } host and not ("!4" or "*4" or "!6" or "*6") ? host : "127.0.0.1",
            Port = Number("SERVER_PORT", 3000),
            AllowedOrigins = List(Text("SERVER_CORS_ALLOWED_ORIGINS") ?? ""),
            TraceHeader = Text("SERVER_TRACE_HEADER"),
            LogLevel = Text("LOG_LEVEL") ?? "error",
        };
    }

    private static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static (string, string)? FunctionOf(string? name)
    {
        if (name is null) return null;
        var parts = name.Split('.', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : ("", name);
    }

    private static IEnumerable<KeyValuePair<string, string>> AppSettings(IEnumerable<KeyValuePair<string, string>> all)
    {
        const string Prefix = "PGRST_APP_SETTINGS_";
        return all.Where(v => v.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(v => new KeyValuePair<string, string>("app.settings." + v.Key[Prefix.Length..].ToLowerInvariant(), v.Value));
    }
}

/// <summary>How tokens are verified.</summary>
internal sealed record TokenSettings
{
    public string? Secret { get; init; }

    public bool SecretIsBase64 { get; init; }

    public string? Audience { get; init; }

    public string RoleClaim { get; init; } = ".role";

    public int CacheSize { get; init; } = 1000;
}
