using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Peppi.Application.Changes.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks.Contracts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Notices;

/// <summary>
/// Hands what happened to alerts to the outgoing webhooks, as <c>alert.raised</c>, <c>alert.acknowledged</c>, <c>alert.resolved</c>…, with
/// the alert's words: Slack and other programs hear of alerts by these.
/// </summary>
internal sealed class AlertAnnouncements(PeppiDbContext db, IOutgoingWebhooks webhooks, IOptions<PublicUrlOptions> urls) : IChangeListener
{
    public string Name => "alert_webhooks";

    public bool Hears(Change change) => change is { Table: "alert_events", Kind: "insert" };

    public Task HearAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        AnnounceAsync([.. changes.Select(change => change.RowId).OfType<int>()], cancellationToken);

    /// <summary>Queues these moments of alerts' histories; one that is announced already stays so.</summary>
    public async Task AnnounceAsync(IReadOnlyList<int> events, CancellationToken cancellationToken)
    {
        var happened = await (
            from moment in db.AlertEvents.AsNoTracking()
            join alert in db.Alerts on moment.AlertId equals alert.Id
            where events.Contains(moment.Id)
            orderby moment.Id
            select new { moment.Id, moment.Kind, moment.At, Alert = alert, Project = db.Projects.Where(row => row.Id == alert.ProjectId).Select(row => row.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        await webhooks.QueueAsync(
            [.. happened.Select(moment => new WebhookNews(
                string.Create(CultureInfo.InvariantCulture, $"alert_{moment.Alert.Id}_{moment.Kind}_{moment.Id}"), "alert." + moment.Kind, moment.At)
            {
                Key = string.Create(CultureInfo.InvariantCulture, $$"""{"id": {{moment.Alert.Id}}}"""),
                ProjectId = moment.Alert.ProjectId,
                Text = Words(Language.French, moment.Kind, moment.Project, moment.Alert.Message ?? moment.Alert.MessageEn),
                TextEn = Words(Language.English, moment.Kind, moment.Project, moment.Alert.MessageEn ?? moment.Alert.Message),
                Priority = moment.Alert.Priority,
                Link = string.Create(CultureInfo.InvariantCulture, $"{urls.Value.Admin}/alerts/{moment.Alert.Id}"),
            })], cancellationToken);
    }

    // "Close : Les Palmiers : Ciment, plus rien en stock."
    private static string Words(Language language, string kind, string? project, string? message)
    {
        var said = message ?? language.Say("Alerte sans texte", "Alert without words");
        if (project is not null && !said.StartsWith(project, StringComparison.Ordinal)) said = project + language.Say(" : ", ": ") + said;
        var what = kind switch
        {
            AlertEventKinds.Acknowledged => language.Say("Prise en charge", "Acknowledged"),
            AlertEventKinds.Assigned => language.Say("Confiée", "Assigned"),
            AlertEventKinds.Snoozed => language.Say("En veille", "Snoozed"),
            AlertEventKinds.Reopened => language.Say("De retour", "Back"),
            AlertEventKinds.Escalated => language.Say("Transmise à la direction", "Handed up"),
            AlertEventKinds.Priority => language.Say("Priorité changée", "Priority changed"),
            AlertEventKinds.Resolved => language.Say("Close", "Resolved"),
            AlertEventKinds.Note => language.Say("Note ajoutée", "Note added"),
            _ => null,
        };
        return what is null ? said : what + language.Say(" : ", ": ") + said;
    }
}
