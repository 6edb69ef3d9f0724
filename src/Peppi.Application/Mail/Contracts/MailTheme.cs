using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Mail.Contracts;

/// <summary>
/// The frame that every mail of Peppi has: tables and inline styles, since mail programs know little else. Colours are those of
/// reports and pages; a mail program's own dark mode turns them.
/// </summary>
public static class MailTheme
{
    /// <summary>Text.</summary>
    public const string Ink = "#1b2326";

    /// <summary>Lesser text.</summary>
    public const string Quiet = "#5a666b";

    /// <summary>Rules.</summary>
    public const string Hair = "#dfe5e6";

    /// <summary>Links and actions.</summary>
    public const string Brand = "#0f6b6b";

    internal const string Font = "font-family:Inter,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;";

    /// <summary>The whole mail around <paramref name="body"/>.</summary>
    /// <param name="language">Its language.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="preview">What a list of mails shows after the subject.</param>
    /// <param name="body">Rows of the one table: <c>&lt;tr&gt;&lt;td&gt;</c>.</param>
    /// <param name="reason">Why the reader gets it.</param>
    public static string Page(Language language, string title, string preview, Markup body, string reason)
    {
        var page = new MarkupWriter();
        page.Add($"<!doctype html><html lang=\"{language.Code()}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        page.Add($"<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\"><title>{title}</title>");
        page.Add($"<style>@media (max-width:600px){{.pad{{padding-left:20px!important;padding-right:20px!important}}.half{{display:inline-block!important;width:49%!important;box-sizing:border-box}}}}</style></head>");
        page.Add($"<body style=\"margin:0;padding:0;background:#f4f6f6;{Font}color:{Ink}\">");
        page.Add($"<div style=\"display:none;max-height:0;overflow:hidden;opacity:0\">{preview}</div>");
        page.Add($"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#f4f6f6\"><tr><td align=\"center\" style=\"padding:24px 0\">");
        page.Add($"<table role=\"presentation\" width=\"640\" cellpadding=\"0\" cellspacing=\"0\" style=\"width:100%;max-width:640px;background:#ffffff;border-top:4px solid {Brand}\">");
        page.Add($"<tr><td class=\"pad\" style=\"padding:24px 36px 0;{Font}\"><p style=\"margin:0;font-size:12px;font-weight:600;letter-spacing:.08em;color:{Brand}\">PEPPI-SNI</p>");
        page.Add($"<h1 style=\"margin:10px 0 0;font-size:26px;line-height:1.2;font-weight:600;letter-spacing:-.01em;color:{Ink}\">{title}</h1></td></tr>");
        page.Add(body);
        page.Add($"<tr><td class=\"pad\" style=\"padding:28px 36px 28px;{Font}\"><p style=\"margin:0;padding-top:14px;border-top:1px solid {Hair};font-size:12px;line-height:1.5;color:{Quiet}\">{reason}</p></td></tr>");
        return page.Add($"</table></td></tr></table></body></html>").ToString();
    }

    /// <summary>A row with a paragraph.</summary>
    public static Markup Paragraph(string text, int size = 16, string colour = Ink) => new MarkupWriter()
        .Add($"<tr><td class=\"pad\" style=\"padding:12px 36px 0;{Font}font-size:{size}px;line-height:1.5;color:{colour}\">{text}</td></tr>").Done();

    /// <summary>A row with digits to type off.</summary>
    public static Markup Code(string code) => new MarkupWriter()
        .Add($"<tr><td class=\"pad\" style=\"padding:8px 36px 0;{Font}font-size:28px;line-height:1.3;font-weight:600;letter-spacing:.18em;color:{Ink}\">{code}</td></tr>").Done();

    /// <summary>A row with one thing to do.</summary>
    public static Markup Button(string verb, string address) => new MarkupWriter()
        .Add($"<tr><td class=\"pad\" style=\"padding:22px 36px 0;{Font}\"><a href=\"{address}\" style=\"display:inline-block;background:{Brand};color:#ffffff;font-size:16px;font-weight:600;line-height:1.25;text-decoration:none;padding:12px 20px;border-radius:6px\">{verb}</a></td></tr>").Done();
}
