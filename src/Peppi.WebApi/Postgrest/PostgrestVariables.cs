using System.Globalization;

namespace Peppi.WebApi.Postgrest;

/// <summary>
/// Where a setting of PostgREST's may be written, the strongest first: the database, the environment (<c>PGRST_DB_URI</c>), a file
/// (<c>db-uri = "…"</c>). What cannot be understood is noted, and ends the start.
/// </summary>
/// <param name="database">What the database says, by names such as <c>db_schemas</c>.</param>
/// <param name="environment">The environment.</param>
/// <param name="file">The file, by names such as <c>db-schemas</c>.</param>
internal sealed class PostgrestVariables(
    IReadOnlyDictionary<string, string> database, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> file)
{
    /// <summary>The settings that the database may hold.</summary>
    public static readonly IReadOnlyList<string> InDatabase =
    [
        "db_aggregates_enabled", "client_error_verbosity", "db_anon_role", "db_pre_config", "db_extra_search_path", "db_max_rows", "db_plan_enabled",
        "db_pre_request", "db_prepared_statements", "db_root_spec", "db_schemas", "db_tx_end", "db_hoisted_tx_settings", "jwt_aud", "jwt_role_claim_key",
        "jwt_secret", "jwt_secret_is_base64", "jwt_cache_max_lifetime", "openapi_mode", "openapi_security_active", "openapi_server_proxy_uri",
        "server_cors_allowed_origins", "server_trace_header", "server_timing_enabled", "url_use_legacy_target_names",
    ];

    private const string Prefix = "PGRST_";
    private const string AppPrefix = "PGRST_APP_SETTINGS_";

    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    /// <summary>Sentences about what cannot be understood.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Settings that nobody asked for: misspelled, or of another version.</summary>
    public IEnumerable<string> Unknown =>
        environment.Keys.Where(k => k.StartsWith(Prefix, StringComparison.Ordinal) && !k.StartsWith(AppPrefix, StringComparison.Ordinal) && !asked.Contains(k))
            .Concat(file.Keys.Where(k => !k.StartsWith("app.settings.", StringComparison.Ordinal) && !asked.Contains(VariableOf(k))));

    /// <summary>Settings for every transaction.</summary>
    public IEnumerable<KeyValuePair<string, string>> AppSettings =>
        environment.Where(v => v.Key.StartsWith(AppPrefix, StringComparison.Ordinal)).Select(v => new KeyValuePair<string, string>("app.settings." + v.Key[AppPrefix.Length..].ToLowerInvariant(), v.Value))
            .Concat(file.Where(v => v.Key.StartsWith("app.settings.", StringComparison.Ordinal)))
            .DistinctBy(v => v.Key);

    /// <summary>The text of a setting by the first of its names that has one, empty or not.</summary>
    public string? Raw(params string[] names)
    {
        string? found = null;
        foreach (var name in names)
        {
            var variable = VariableOf(name);
            asked.Add(variable);
            found ??= database.GetValueOrDefault(name.Replace('-', '_')) ?? environment.GetValueOrDefault(variable) ?? file.GetValueOrDefault(name);
        }

        return found;
    }

    /// <summary>The text of a setting; none where it is empty.</summary>
    public string? Text(params string[] names) => Raw(names) is { Length: > 0 } text ? text : null;

    public bool Flag(bool otherwise, params string[] names)
    {
        if (Text(names) is not { } text) return otherwise;
        var letters = new string([.. text.Where(char.IsLetter)]);
        if (bool.TryParse(letters, out var flag)) return flag;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number > 0 : otherwise;
    }

    public int Number(int otherwise, params string[] names) =>
        int.TryParse(Text(names), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public IReadOnlyList<string> List(string otherwise, params string[] names) => Split(Text(names) ?? otherwise);

    /// <summary>A list that may be empty on purpose.</summary>
    public IReadOnlyList<string> EmptyableList(string otherwise, string name) => Split(Raw(name) ?? otherwise);

    /// <summary>One word of a closed list.</summary>
    public T Word<T>(string name, T otherwise, string fault, params (string Word, T Value)[] words)
    {
        if (Text(name) is not { } text) return otherwise;
        foreach (var (word, value) in words)
            if (word == text)
                return value;
        Faults.Add(fault);
        return otherwise;
    }

    /// <summary>A name with or without its schema.</summary>
    public (string Schema, string Name)? Function(params string[] names)
    {
        if (Text(names) is not { } text) return null;
        var parts = text.Split('.', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : ("", text);
    }

    /// <summary>A setting whose value <c>@path</c> stands for the file's content.</summary>
    public string? TextOrFile(params string[] names)
    {
        if (Text(names) is not ['@', .. var path] text) return Text(names);
        if (!File.Exists(path))
        {
            Faults.Add($"{names[0]}: there is no file {path}");
            return text;
        }

        var content = File.ReadAllText(path);
        return content.EndsWith('\n') ? content[..^1] : content;
    }

    /// <summary>Reads a file of lines <c>name = value</c>; <c>#</c> begins a comment.</summary>
    public static Dictionary<string, string> ReadFile(IEnumerable<string> lines)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith('#') || line.IndexOf('=', StringComparison.Ordinal) is not (> 0 and var equals)) continue;
            var value = line[(equals + 1)..].Trim();
            if (value.StartsWith('"'))
            {
                var close = value.LastIndexOf('"');
                value = value[1..Math.Max(1, close)].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("$$", "$", StringComparison.Ordinal);
            }
            else if (value.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment)
            {
                value = value[..comment].TrimEnd();
            }

            read[line[..equals].Trim().Trim('"')] = value;
        }

        return read;
    }

    private static string VariableOf(string name) => Prefix + name.Replace('-', '_').ToUpperInvariant();

    private static string[] Split(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
