using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Peppi.Application.Persistence;
using Peppi.Application.Webhooks.Contracts;

namespace Peppi.Application.Webhooks;

/// <summary>What targets can ask for, and what they are sent.</summary>
internal static partial class WebhookEvents
{
    /// <summary>The formats of a body.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["peppi", "slack"];

    // What happens to alerts is told as alert.*, with words: whoever asks for everything hears it once. The rows that keep it are told to those who name them.
    private static readonly string[] KeepersOfAlerts = ["alerts.", "alert_events."];

    /// <summary>Whether one of the patterns (<c>*</c>, <c>payments.*</c>, <c>alert.raised</c>) lets the type through.</summary>
    public static bool Wants(IEnumerable<string> patterns, string type) => patterns.Any(pattern =>
        pattern == type || (pattern == "*" && !KeepersOfAlerts.Any(keeper => type.StartsWith(keeper, StringComparison.Ordinal))) || (pattern.EndsWith(".*", StringComparison.Ordinal) && type.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)));

    /// <summary>Whether a text is such a pattern.</summary>
    public static bool IsPattern(string text) => Pattern().IsMatch(text);

    /// <summary>The row that carries an event to a target.</summary>
    public static OutgoingEvent Queued(Guid target, string format, WebhookNews news, DateTimeOffset now) => new()
    {
        TargetId = target,
        EventId = news.Id,
        EventType = news.Type,
        Body = format == "slack" ? SlackBody(news) : Body(news),
        CreatedAt = now,
        NextAttemptAt = now,
    };

    // Keys and the project, no data of the row: see WebhookNews.Text.
    private static string Body(WebhookNews news)
    {
        var body = new JsonObject { ["id"] = news.Id, ["type"] = news.Type, ["at"] = news.At.UtcDateTime.ToString("O") };
        if (news.Table is not null) (body["table"], body["kind"], body["key"]) = (news.Table, news.Kind, JsonNode.Parse(news.Key));
        body["project_id"] = news.ProjectId;
        if (news.Text is not null) (body["text"], body["priority"], body["link"]) = (news.Text, news.Priority, news.Link);
        if (news.TextEn is not null) body["text_en"] = news.TextEn;
        return body.ToJsonString(JsonSerializerOptions.Web);
    }

    // What Slack, Mattermost, Rocket.Chat and Teams' workflows read.
    private static string SlackBody(WebhookNews news)
    {
        var text = Escaped(news.Text ?? $"{news.Type} {news.Key}{(news.ProjectId is { } project ? $" (project {project})" : "")}");
        if (news.Priority is not null) text = $"*{Escaped(news.Priority)}* {text}";
        if (news.Link is not null) text += $" <{Escaped(news.Link)}>";
        return new JsonObject { ["text"] = text }.ToJsonString(JsonSerializerOptions.Web);
    }

    // Its three characters of markup; else a name could ring everybody (<!channel>).
    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    [GeneratedRegex(@"^(\*|[a-z_]+\.(\*|[a-z_]+))\z")]
    private static partial Regex Pattern();
}
