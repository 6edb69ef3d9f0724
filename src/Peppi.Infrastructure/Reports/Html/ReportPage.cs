using System.Globalization;
using System.Text;
using Peppi.Application.Reports.Charts;
using Peppi.Application.Reports.Document;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Reports.Html;

/// <summary>A report as one HTML page that needs nothing else: fonts, style and charts are in it. Printed as PDF, or shown as it is.</summary>
internal static class ReportPage
{
    /// <summary>Rows of one table beyond which a page of paper helps nobody; the workbook has them all.</summary>
    internal const int MostRows = 1500;

    private static readonly Lazy<string> Style = new(() => Encoding.UTF8.GetString(Asset("report.css")));

    // One file a weight: Chromium puts a variable font into a PDF as bare drawings, without its name.
    private static readonly Lazy<string> Fonts = new(() => string.Concat(((int[])[400, 500, 600]).Select(weight =>
        $"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{Convert.ToBase64String(Asset($"Inter-{weight}.woff2"))}) format('woff2')}}")));

    /// <summary>The page.</summary>
    public static string Of(ReportDocument report)
    {
        var figures = Figures.In(report.Language);
        var words = PageWords.In(report.Language);
        var page = new MarkupWriter();
        page.Add($"<!doctype html><html lang=\"{report.Language.Code()}\"><head><meta charset=\"utf-8\">");

        // Nothing is fetched and nothing runs, whatever a person wrote into a name or a message.
        page.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:\">");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width\"><title>{report.Title} – {report.Scope}</title><style>");
        page.Add(new Markup(Fonts.Value)).Add(new Markup(Style.Value)).Add(Sheet(report, words)).Add($"</style></head><body><main>");
        Cover(page, report, figures, words);
        Cards(page, report, figures);
        foreach (var block in report.Blocks) Block(page, block, figures, words);
        Notes(page, report, words);
        return page.Add($"</main></body></html>").ToString();
    }

    private static void Cover(MarkupWriter page, ReportDocument report, Figures figures, PageWords words)
    {
        page.Add($"<header class=\"cover\"><p class=\"house\">PEPPI-SNI</p><h1>{report.Title}</h1><p class=\"scope\">{report.Scope}</p>");
        page.Add($"<p class=\"answer\">{report.Headline}</p><dl class=\"facts\">");
        Fact(page, words.AsOf, figures.Moment(report.AsOf));
        foreach (var filter in report.Filters) Fact(page, filter.Name, filter.Value);
        Fact(page, words.Reader, report.Reader);
        page.Add($"</dl></header>");
    }

    private static void Fact(MarkupWriter page, string name, string value) => page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static void Cards(MarkupWriter page, ReportDocument report, Figures figures)
    {
        if (report.Cards.Count == 0) return;
        page.Add($"<div class=\"cards\">");
        foreach (var card in report.Cards)
        {
            var (figure, unit) = FigureText.Parts(card, figures);
            page.Add($"<div class=\"card\"><p class=\"label\">{card.Label}</p><p class=\"figure\">{WiderGaps(figure)}");
            if (unit.Length > 0) page.Add($"<span class=\"unit\">{unit}</span>");
            page.Add($"</p>");
            if (card.Detail is not null) page.Add($"<p class=\"detail\">{card.Detail}</p>");
            if (card.Trend is { } trend) page.Add($"<p class=\"detail\">{Arrow(trend.Direction)} {trend.Text}</p>");
            if (card.StatusWord is not null) Status(page, "span", card.Status, card.StatusWord);
            page.Add($"</div>");
        }

        page.Add($"</div>");
    }

    // Inter's U+202F is so narrow that thousands run together on paper; report.css draws this blank together to the right width.
    private static string WiderGaps(string figure) => figure.Replace('\u202F', '\u00A0');

    private static string Arrow(Trend trend) => trend switch { Trend.Up => "↑", Trend.Down => "↓", _ => "=" };

    private static void Status(MarkupWriter page, string tag, ReportStatus status, string word) =>
        page.Add($"<{new Markup(tag)} class=\"status {StatusClass(status)}\">{SvgChart.Shape(status)}{word}</{new Markup(tag)}>");

    private static string StatusClass(ReportStatus status) => status switch
    {
        ReportStatus.Good => "is-good",
        ReportStatus.Watch => "is-watch",
        ReportStatus.Bad => "is-bad",
        _ => "is-unknown",
    };

    private static void Block(MarkupWriter page, ReportBlock block, Figures figures, PageWords words)
    {
        page.Add($"<section><h2>{block.Title}</h2>");
        switch (block)
        {
            case ReportTable { Rows.Count: 0 } table:
                page.Add($"<p class=\"empty\">{table.Empty ?? words.Nothing}</p>");
                break;
            case ReportTable table:
                Table(page, table, figures, words);
                break;
            case ReportChart chart:
                page.Add($"<figure>{SvgChart.Draw(chart, figures)}</figure>");
                break;
            case ReportVoices { Entries.Count: 0 } voices:
                page.Add($"<p class=\"empty\">{voices.Empty}</p>");
                break;
            case ReportVoices voices:
                page.Add($"<ul class=\"voices\">");
                foreach (var voice in voices.Entries)
                {
                    page.Add($"<li><p class=\"who\"><b>{voice.Place}</b> · {voice.Author} · {figures.Moment(voice.At)}</p><p>{voice.Text}</p></li>");
                }

                page.Add($"</ul>");
                break;
            default:
                throw new ArgumentException($"A page has no place for {block.GetType().Name}.", nameof(block));
        }

        page.Add($"</section>");
    }

    private static void Table(MarkupWriter page, ReportTable table, Figures figures, PageWords words)
    {
        page.Add($"<div class=\"table\"><table class=\"{(table.Columns.Count > 6 ? "dense" : "")}\"><thead><tr>");
        foreach (var column in table.Columns)
        {
            page.Add($"<th scope=\"col\" class=\"{(FigureText.IsNumber(column.Kind) ? "num" : "")}\">{FigureText.Head(column)}</th>");
        }

        page.Add($"</tr></thead><tbody>");
        foreach (var row in table.Rows.Take(MostRows)) Row(page, "row", row, table.Columns, figures);
        page.Add($"</tbody>");
        if (table.Total is not null)
        {
            page.Add($"<tbody>");
            Row(page, "total", table.Total, table.Columns, figures);
            page.Add($"</tbody>");
        }

        page.Add($"</table></div>");
        if (table.Rows.Count > MostRows) page.Add($"<p class=\"note\">{words.More(figures.Count(table.Rows.Count - MostRows))}</p>");
        if (table.Note is not null) page.Add($"<p class=\"note\">{table.Note}</p>");
    }

    private static void Row(MarkupWriter page, string name, IReadOnlyList<object?> cells, IReadOnlyList<ReportColumn> columns, Figures figures)
    {
        page.Add($"<tr class=\"{name}\">");
        for (var index = 0; index < columns.Count; index++)
        {
            var (cell, column) = (cells[index], columns[index]);
            if (cell is StatusCell status)
            {
                Status(page, "td", status.Status, status.Word);
                continue;
            }

            // An empty cell of a total row says nothing; elsewhere a dash says that nobody knows.
            var text = cell is null && name == "total" ? string.Empty : FigureText.Of(cell, column, figures);
            if (FigureText.IsNumber(column.Kind)) text = WiderGaps(text);
            var kind = FigureText.IsNumber(column.Kind) ? cell is decimal and < 0 ? "num minus" : "num" : column switch { { Kind: ValueKind.Date } => "date", { Wide: true } => "wide", _ => "text" };
            page.Add($"<td class=\"{kind}\">{text}</td>");
        }

        page.Add($"</tr>");
    }

    private static void Notes(MarkupWriter page, ReportDocument report, PageWords words)
    {
        if (report.Notes.Count == 0) return;
        page.Add($"<footer class=\"notes\"><p><b>{words.Reading}</b></p><ul>");
        foreach (var note in report.Notes) page.Add($"<li>{note}</li>");
        page.Add($"</ul></footer>");
    }

    // What stands in the margins of each sheet. Landscape where a table has more columns than a portrait page carries.
    private static Markup Sheet(ReportDocument report, PageWords words)
    {
        var wide = report.Blocks.OfType<ReportTable>().Any(table => table.Columns.Count > 8);
        const string Margin = "font: 500 8.5pt Inter, Arial, sans-serif; color: #5a666b;";
        return new Markup($$"""
            @page {
              size: A4 {{(wide ? "landscape" : "portrait")}}; margin: 15mm 15mm 19mm;
              @bottom-left { content: {{Quote($"{report.Source} · {report.Reference}")}}; {{Margin}} }
              @bottom-right { content: {{Quote(words.Page + " ")}} counter(page) {{Quote(" " + words.Of + " ")}} counter(pages); {{Margin}} }
              @top-right { content: {{Quote($"{report.Title} · {report.Scope}")}}; {{Margin}} }
            }
            @page :first { @top-right { content: none; } }
            """);
    }

    // A CSS string in which nothing but letters, digits and blanks stands for itself: it can end neither the string nor the sheet.
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value == ' ') quoted.Append(rune);

            // A blank ends an escape and is swallowed with it.
            else quoted.Append(CultureInfo.InvariantCulture, $"\\{rune.Value:X6} ");
        }

        return quoted.Append('"').ToString();
    }

    private static byte[] Asset(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("Peppi.Reports." + name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>The few words that belong to the page, not to the report.</summary>
internal sealed record PageWords(string AsOf, string Reader, string Page, string Of, string Reading, string Nothing, Func<string, string> More)
{
    private static readonly PageWords French = new("Arrêté au", "Lecteur", "Page", "sur", "Lecture des chiffres", "Rien à signaler.",
        count => $"Encore {count} lignes : elles sont toutes dans le classeur Excel.");

    private static readonly PageWords English = new("As of", "Reader", "Page", "of", "How to read the figures", "Nothing to report.",
        count => $"{count} more rows: the Excel workbook has them all.");

    public static PageWords In(Language language) => language == Language.English ? English : French;
}
