using System.Text;
using Npgsql;
using Peppi.DataApi;

namespace Peppi.Infrastructure.DataApi;

/// <summary>Understands the two ways in which libpq, and so PostgREST, writes where a database is.</summary>
internal static class LibpqUri
{
    public static string ToConnectionString(StandaloneDatabase database)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "Peppi",
            MaxPoolSize = database.PoolSize,
            Timeout = Math.Clamp(database.AcquisitionTimeout, 1, 1024),
            MaxAutoPrepare = database.Prepare ? 200 : 0,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,

            // Details of an error are part of PostgREST's answers.
            IncludeErrorDetail = true,
            ConnectionLifetime = database.Lifetime,
            ConnectionIdleLifetime = database.IdleLifetime,
            ConnectionPruningInterval = Math.Min(10, database.IdleLifetime),
        };
        foreach (var (key, value) in Pairs(database.Uri)) Apply(builder, key, value);
        return builder.ConnectionString;
    }

    /// <summary>The parts of a URI or of a <c>key=value</c> list, by libpq's names.</summary>
    public static IEnumerable<(string Key, string Value)> Pairs(string uri) =>
        uri.StartsWith("postgres://", StringComparison.Ordinal) || uri.StartsWith("postgresql://", StringComparison.Ordinal) ? FromUri(uri) : FromWords(uri);

    private static IEnumerable<(string, string)> FromUri(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        if (question >= 0) rest = rest[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && slash + 1 < rest.Length) yield return ("dbname", Uri.UnescapeDataString(rest[(slash + 1)..]));
        var authority = slash < 0 ? rest : rest[..slash];
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var who = authority[..at].Split(':', 2);
            yield return ("user", Uri.UnescapeDataString(who[0]));
            if (who.Length == 2) yield return ("password", Uri.UnescapeDataString(who[1]));
        }

        var host = authority[(at + 1)..];
        var colon = host.LastIndexOf(':');
        if (colon >= 0 && !host.EndsWith(']'))
        {
            yield return ("port", host[(colon + 1)..]);
            host = host[..colon];
        }

        if (host.Length > 0) yield return ("host", Uri.UnescapeDataString(host.Trim('[', ']')));
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            yield return (parts[0], parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }
    }

    private static IEnumerable<(string, string)> FromWords(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var equals = text.IndexOf('=', at);
            if (equals < 0) yield break;
            var key = text[at..equals].Trim();
            at = equals + 1;
            var value = new StringBuilder();
            var quote = at < text.Length && text[at] is '\'' or '"' ? text[at++] : '\0';
            while (at < text.Length && (quote != '\0' ? text[at] != quote : !char.IsWhiteSpace(text[at])))
            {
                if (text[at] == '\\' && at + 1 < text.Length) at++;
                value.Append(text[at++]);
            }

            if (quote != '\0') at++;
            yield return (key, value.ToString());
        }
    }

    private static void Apply(NpgsqlConnectionStringBuilder builder, string key, string value)
    {
        switch (key)
        {
            case "host" or "hostaddr":
                builder.Host = value;
                break;
            case "port":
                builder.Port = int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "dbname":
                builder.Database = value;
                break;
            case "user":
                builder.Username = value;
                break;
            case "password":
                builder.Password = value;
                break;
            case "options":
                builder.Options = value;
                break;
            case "application_name":
                builder.ApplicationName = value;
                break;
            case "sslmode":
                builder.SslMode = Enum.Parse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
                break;
            default:
                // libpq knows many more; none of them changes what the engine does.
                break;
        }
    }
}
