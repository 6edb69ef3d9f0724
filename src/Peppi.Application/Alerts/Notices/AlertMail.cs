using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Alerts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Alerts.Notices;

/// <summary>The mail about alerts: one, or all that waited, the most pressing first.</summary>
internal sealed record AlertMail(string ToAddress, string? ToName, Language Language, TimeZoneInfo Zone, string Site)
{
    private const int MostLines = 40;

    public QueuedMail Compose(IReadOnlyList<WaitingNotice> notices, DateTimeOffset now)
    {
        List<WaitingNotice> alerts = [.. notices.DistinctBy(notice => notice.AlertId).OrderByDescending(notice => Rank(notice.Priority)).ThenByDescending(notice => notice.RaisedAt)];
        return alerts is [var only] ? One(only, now) : Digest(alerts, now);
    }

    private QueuedMail One(WaitingNotice alert, DateTimeOffset now)
    {
        var (message, link) = (Message(alert), $"{Site}/alerts/{alert.AlertId}");
        var subject = $"{PriorityName(alert.Priority)}{Colon}{Short(message)}";
        var note = alert.Event switch
        {
            AlertEventKinds.Escalated => Say("Personne ne l'a encore prise en charge : elle vous est transmise.", "Nobody has acknowledged it yet: it is handed up to you."),
            AlertEventKinds.Reopened => Say("Elle avait été mise en veille et revient comme prévu.", "It was snoozed and is back as planned."),
            AlertEventKinds.Priority => Say("Sa priorité a augmenté.", "Its priority has risen."),
            AlertEventKinds.Assigned => Say("Elle vous est confiée.", "It is assigned to you."),
            _ => null,
        };
        var body = new MarkupWriter().Add(MailTheme.Paragraph(message, 18)).Add(MailTheme.Paragraph(Context(alert), 14, MailTheme.Quiet));
        if (note is not null) body.Add(MailTheme.Paragraph(note));
        body.Add(MailTheme.Button(Say("Ouvrir l'alerte", "Open the alert"), link));
        return Mail(subject, PriorityName(alert.Priority), message, body, $"{message}\n{Context(alert)}\n{(note is null ? "" : note + "\n")}\n{link}\n", now);
    }

    private QueuedMail Digest(List<WaitingNotice> alerts, DateTimeOffset now)
    {
        var critical = alerts.Count(alert => alert.Priority == AlertPriorities.Critical);
        var title = Say($"{alerts.Count} alertes", $"{alerts.Count} alerts") + (critical == 0 ? "" : Say($", dont {critical} {(critical == 1 ? "critique" : "critiques")}", $", {critical} critical"));
        var body = new MarkupWriter();
        var text = new System.Text.StringBuilder();
        foreach (var alert in alerts.Take(MostLines))
        {
            body.Add($"<tr><td class=\"pad\" style=\"padding:14px 36px 0;font-family:Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:15px;line-height:1.45;color:{MailTheme.Ink}\">");
            body.Add($"<strong>{PriorityName(alert.Priority)}</strong> · <a href=\"{Site}/alerts/{alert.AlertId}\" style=\"color:{MailTheme.Brand}\">{Message(alert)}</a><br><span style=\"font-size:13px;color:{MailTheme.Quiet}\">{Context(alert)}</span></td></tr>");
            text.Append(PriorityName(alert.Priority)).Append(Colon).Append(Message(alert)).Append('\n').Append(Context(alert)).Append('\n').Append(Site).Append("/alerts/").Append(alert.AlertId).Append("\n\n");
        }

        if (alerts.Count > MostLines) body.Add(MailTheme.Paragraph(Say($"et {alerts.Count - MostLines} de plus.", $"and {alerts.Count - MostLines} more."), 14, MailTheme.Quiet));
        body.Add(MailTheme.Button(Say("Voir les alertes", "See the alerts"), $"{Site}/alerts"));
        return Mail(title, title, Message(alerts[0]), body, text.Append(Site).Append("/alerts\n").ToString(), now);
    }

    private QueuedMail Mail(string subject, string title, string preview, MarkupWriter body, string text, DateTimeOffset now)
    {
        var reason = Say(
            $"Vous recevez ce message parce que vos droits vous montrent ces alertes. Heures calmes et regroupement se règlent dans votre compte{Colon}{Site}/account/alerts",
            $"You get this message because your permissions show you these alerts. Quiet hours and digests are set in your account{Colon}{Site}/account/alerts");
        return new QueuedMail
        {
            ToAddress = ToAddress,
            ToName = ToName,
            Subject = subject,
            Html = MailTheme.Page(Language, title, preview, body.Done(), reason),
            Text = $"{text}\n-- \n{reason}\n",
            NextAttemptAt = now,
        };
    }

    private string Context(WaitingNotice alert) =>
        $"{(alert.ProjectName is null ? "" : alert.ProjectName + " · ")}{Figures.In(Language).Moment(TimeZoneInfo.ConvertTime(alert.RaisedAt, Zone))}";

    private string Message(WaitingNotice alert) => (Language == Language.English ? alert.MessageEn ?? alert.Message : alert.Message) ?? Say("Alerte sans texte", "Alert without words");

    private string Colon => Say(" : ", ": ");

    private string Say(string french, string english) => Language.Say(french, english);

    private string PriorityName(string priority) => AlertWords.PriorityName(priority, Language);

    private static int Rank(string priority) => AlertPriorities.All.ToList().IndexOf(priority);

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";
}

/// <summary>Words that mails and the channel share.</summary>
internal static class AlertWords
{
    public static string PriorityName(string priority, Language language) => priority switch
    {
        AlertPriorities.Critical => language.Say("Critique", "Critical"),
        AlertPriorities.High => language.Say("Élevée", "High"),
        AlertPriorities.Warning => language.Say("À surveiller", "Watch"),
        _ => language.Say("Information", "Information"),
    };
}
