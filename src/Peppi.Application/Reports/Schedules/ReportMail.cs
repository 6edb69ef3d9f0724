using Peppi.Application.Mail.Contracts;
using Peppi.Application.Reports.Charts;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Schedules;

/// <summary>The mail around a report: its answer and its cards in the body, its files attached.</summary>
public static class ReportMail
{
    /// <summary>The body as HTML.</summary>
    public static string Html(ReportDocument report, string scheduleName)
    {
        var figures = Figures.In(report.Language);
        var say = (string french, string english) => report.Language.Say(french, english);
        var body = new MarkupWriter();
        body.Add(MailTheme.Paragraph(report.Scope, 20, MailTheme.Quiet)).Add(MailTheme.Paragraph(report.Headline));
        body.Add(MailTheme.Paragraph($"{say("Arrêté au", "As of")} {figures.Moment(report.AsOf)} · {report.Reader}{string.Concat(report.Filters.Select(fact => $" · {fact.Name} : {fact.Value}"))}", 12, MailTheme.Quiet));
        Cards(body, report, figures);
        if (report.Blocks.OfType<BulletChart>().FirstOrDefault() is { } bullets) Bars(body, bullets, figures);
        body.Add(MailTheme.Paragraph(say("Le rapport complet est joint à ce message.", "The whole report is attached to this message."), 14));
        return MailTheme.Page(report.Language, report.Title, report.Headline, body.Done(), Reason(report, scheduleName));
    }

    /// <summary>The body as plain text.</summary>
    public static string Text(ReportDocument report, string scheduleName)
    {
        var figures = Figures.In(report.Language);
        var lines = new List<string>
        {
            report.Title.ToUpperInvariant(), report.Scope, string.Empty, report.Headline,
            $"{report.Language.Say("Arrêté au", "As of")} {figures.Moment(report.AsOf)} · {report.Reader}", string.Empty,
        };
        lines.AddRange(report.Cards.Select(card =>
            $"- {card.Label} : {FigureText.Of(card, figures)}{(card.StatusWord is null ? "" : $" [{card.StatusWord}]")}{(card.Detail is null ? "" : $" ({card.Detail})")}"));
        lines.AddRange([string.Empty, report.Language.Say("Le rapport complet est joint à ce message.", "The whole report is attached to this message."), string.Empty, "-- ", Reason(report, scheduleName), string.Empty]);
        return string.Join('\n', lines);
    }

    /// <summary>The subject: the schedule's name, what it is about, its day.</summary>
    public static string Subject(ReportDocument report, string scheduleName) =>
        $"{scheduleName} – {report.Scope} – {Figures.In(report.Language).Date(DateOnly.FromDateTime(report.AsOf.DateTime))}".Replace('\u00A0', ' ');

    private static string Reason(ReportDocument report, string scheduleName) => report.Language.Say(
        $"Vous recevez ce rapport parce que vous êtes destinataire de la planification « {scheduleName} ». Il ne contient que ce que votre rôle vous permet de voir. {report.Source} · {report.Reference}",
        $"You get this report because you are a recipient of the schedule “{scheduleName}”. It holds only what your role lets you see. {report.Source} · {report.Reference}");

    // Two to a row, each a table cell: what every mail program can lay out.
    private static void Cards(MarkupWriter body, ReportDocument report, Figures figures)
    {
        body.Add($"<tr><td class=\"pad\" style=\"padding:18px 36px 0\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"border-top:1px solid {MailTheme.Hair}\">");
        foreach (var pair in report.Cards.Chunk(2))
        {
            body.Add($"<tr>");
            foreach (var card in pair) Card(body, card, figures);
            if (pair.Length == 1) body.Add($"<td width=\"50%\" style=\"border-bottom:1px solid {MailTheme.Hair}\"></td>");
            body.Add($"</tr>");
        }

        body.Add($"</table></td></tr>");
    }

    private static void Card(MarkupWriter body, KpiCard card, Figures figures)
    {
        var (figure, unit) = FigureText.Parts(card, figures);
        body.Add($"<td width=\"50%\" valign=\"top\" style=\"padding:12px 12px 12px 0;border-bottom:1px solid {MailTheme.Hair};{MailTheme.Font}\">");
        body.Add($"<div style=\"font-size:12px;line-height:1.35;color:{MailTheme.Quiet}\">{card.Label}</div>");
        body.Add($"<div style=\"font-size:26px;line-height:1.25;font-weight:600;letter-spacing:-.01em;color:{MailTheme.Ink};white-space:nowrap\">{figure}<span style=\"font-size:12px;font-weight:500;letter-spacing:0;color:{MailTheme.Quiet}\">&#160;{unit}</span></div>");
        if (card.Detail is not null) body.Add($"<div style=\"font-size:12px;line-height:1.35;color:{MailTheme.Quiet}\">{card.Detail}</div>");
        if (card.StatusWord is not null) body.Add($"<div style=\"font-size:12px;line-height:1.5;font-weight:600;color:{SvgChart.Colour(card.Status)}\">{Shape(card.Status)}&#160;{card.StatusWord}</div>");
        body.Add($"</td>");
    }

    // Mail programs throw SVG away: the same bars as cells of a table, the part that is committed in pale.
    private static void Bars(MarkupWriter body, BulletChart chart, Figures figures)
    {
        body.Add($"<tr><td class=\"pad\" style=\"padding:22px 36px 0;{MailTheme.Font}\"><div style=\"font-size:16px;font-weight:600;color:{MailTheme.Ink};padding-bottom:4px\">{chart.Title}</div>");
        body.Add($"<div style=\"font-size:12px;color:{MailTheme.Quiet};padding-bottom:6px\">{chart.ActualName} <span style=\"color:{MailTheme.Brand}\">■</span> · {chart.CommittedName} <span style=\"color:#a9cfcc\">■</span></div>");
        body.Add($"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\">");
        foreach (var line in chart.Bullets.Where(line => line.Budget > 0).Take(12))
        {
            var actual = (int)Math.Clamp(line.Actual / line.Budget * 100, 0, 100);
            var promised = (int)Math.Clamp((line.Committed / line.Budget * 100) - actual, 0, 100 - actual);
            body.Add($"<tr><td width=\"42%\" style=\"font-size:12px;padding:3px 8px 3px 0;color:{MailTheme.Ink}\">{line.Label}</td><td style=\"padding:3px 0\">");
            body.Add($"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#eef2f2;font-size:0;line-height:0\"><tr>");
            if (actual > 0) body.Add($"<td width=\"{actual}%\" height=\"12\" style=\"background:{MailTheme.Brand}\">&#160;</td>");
            if (promised > 0) body.Add($"<td width=\"{promised}%\" height=\"12\" style=\"background:#a9cfcc\">&#160;</td>");
            if (actual + promised < 100) body.Add($"<td height=\"12\">&#160;</td>");
            body.Add($"</tr></table></td><td width=\"64\" align=\"right\" style=\"font-size:12px;font-weight:600;padding:3px 0 3px 8px;white-space:nowrap;color:{(line.Status == ReportStatus.Good ? MailTheme.Ink : SvgChart.Colour(line.Status))}\">{figures.Percent(line.Committed / line.Budget, 0)}</td></tr>");
        }

        body.Add($"</table></td></tr>");
    }

    private static string Shape(ReportStatus status) => status switch
    {
        ReportStatus.Good => "●",
        ReportStatus.Watch => "▲",
        ReportStatus.Bad => "◆",
        _ => "○",
    };
}
