using System.Globalization;
using System.Text.Json.Nodes;
using Peppi.Application.Alerts.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>An urgent field message is an alert at once, in the transaction that the message comes in by.</summary>
internal sealed class UrgentAlerts(IAlertBook book)
{
    /// <summary>Raises one for each urgent message.</summary>
    public Task RaiseAsync(IReadOnlyList<ChantierMessage> messages, CancellationToken cancellationToken) =>
        book.RaiseAsync([.. messages.Where(message => message.IsUrgent).Select(News)], cancellationToken);

    private static AlertNews News(ChantierMessage message)
    {
        var words = message.MessageText is { Length: > 200 } text ? MessageWords.Cut(text, 200) + "…" : message.MessageText ?? "";
        return new AlertNews(string.Create(CultureInfo.InvariantCulture, $"{AlertRuleKinds.UrgentMessage}:{message.Id}"), message.ProjectId, AlertRuleKinds.UrgentMessage,
            AlertPriorities.Critical, $"{message.Sender ?? "Le chantier"} : {words}", $"{message.Sender ?? "The site"}: {words}")
        {
            Details = new JsonObject { ["message_id"] = message.Id }.ToJsonString(),
            Link = string.Create(CultureInfo.InvariantCulture, $"/diary?message={message.Id}"),
        };
    }
}
