using System.Text;
using System.Text.Json;
using Npgsql;

namespace Peppi.Infrastructure.Instance;

/// <summary>
/// What a person or a script must know to use a running instance: addresses, keys, first passwords. Written at the start,
/// readable by the instance's owner only, so that <c>./peppi status</c> need not start anything to tell.
/// </summary>
internal sealed class InstanceFacts
{
    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    private readonly List<KeyValuePair<string, string>> facts = [];

    /// <summary>The facts in the order in which they were added.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => facts;

    /// <summary>Adds a fact; one without a value is left out.</summary>
    public InstanceFacts Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) facts.Add(new(name, value));
        return this;
    }

    /// <summary>As assignments that any POSIX shell reads back unchanged, whatever the values hold.</summary>
    public string ToShell()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in facts)
        {
            text.Append(name).Append("='").Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");
        }

        return text.ToString();
    }

    /// <summary>As one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(facts.ToDictionary(), indented) + "\n";

    /// <summary>The file that holds them while the instance runs.</summary>
    public static string FileOf(InstanceSettings settings) => Path.Combine(settings.RunFolder, "instance.json");

    /// <summary>Writes both forms into the instance's run folder.</summary>
    public void Write(InstanceSettings settings)
    {
        PrivateFiles.Write(FileOf(settings), ToJson());
        PrivateFiles.Write(Path.Combine(settings.RunFolder, "instance.env"), ToShell());
    }

    /// <summary>A connection string as the URL that psql and client libraries take.</summary>
    public static string DatabaseUrl(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        var url = $"postgresql://{Uri.EscapeDataString(parts.Username ?? "")}:{Uri.EscapeDataString(parts.Password ?? "")}@{parts.Host}:{parts.Port}/{Uri.EscapeDataString(parts.Database ?? "")}";
        return parts.ContainsKey("SSL Mode") && parts.SslMode != SslMode.Prefer
            ? $"{url}?sslmode={parts.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }}"
            : url;
    }
}
