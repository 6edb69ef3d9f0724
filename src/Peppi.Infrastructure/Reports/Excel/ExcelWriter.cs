using OfficeOpenXml;
using OfficeOpenXml.Style;
using Peppi.Application.Reports;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Reports.Excel;

/// <summary>
/// Writes a report as a workbook: a summary, a sheet for each table and for each chart's figures. Widths are counted in
/// characters, since measuring fonts needs a library that servers lack.
/// </summary>
internal sealed class ExcelWriter : IExcelWriter
{
    public byte[] Write(ReportDocument report)
    {
        using var package = new ExcelPackage();
        package.Workbook.Properties.Title = $"{report.Title} – {report.Scope}";
        package.Workbook.Properties.Author = "Peppi";
        package.Workbook.Properties.Subject = report.Reference;
        var figures = Figures.In(report.Language);
        var words = ExcelWords.In(report.Language);
        var names = new SheetNames();
        SummarySheet.Write(package.Workbook.Worksheets.Add(names.Next(words.Summary)), report, figures, words);
        foreach (var block in report.Blocks)
        {
            if (block is ReportChart { } chart && ChartSheet.Has(chart)) ChartSheet.Write(package.Workbook.Worksheets.Add(names.Next(chart.Title)), chart, report, words);
            else if (block is ReportTable { Rows.Count: > 0 } table) Table(package, table, report, names, figures);
            else if (block is ReportVoices { Entries.Count: > 0 } voices) Table(package, AsTable(voices, words), report, names, figures);
        }

        return package.GetAsByteArray();
    }

    private static void Table(ExcelPackage package, ReportTable table, ReportDocument report, SheetNames names, Figures figures)
    {
        var sheet = package.Workbook.Worksheets.Add(names.Next(table.Title));
        TableSheet.Write(sheet, 1, table, figures);
        sheet.View.FreezePanes(2, 2);
        sheet.Cells[1, 1, table.Rows.Count + 1, table.Columns.Count].AutoFilter = true;
        Print(sheet, report, table.Title);
        sheet.PrinterSettings.RepeatRows = new ExcelAddress("1:1");
    }

    private static ReportTable AsTable(ReportVoices voices, ExcelWords words) => new(voices.Title,
        [new(words.Project, ValueKind.Text), new(words.Author, ValueKind.Text), new(words.Date, ValueKind.Date), new(words.Message, ValueKind.Text) { Wide = true }],
        [.. voices.Entries.Select(voice => (IReadOnlyList<object?>)[voice.Place, voice.Author, DateOnly.FromDateTime(voice.At.DateTime), voice.Text])]);

    /// <summary>What paper shows around a sheet.</summary>
    internal static void Print(ExcelWorksheet sheet, ReportDocument report, string title)
    {
        sheet.PrinterSettings.PaperSize = ePaperSize.A4;
        sheet.PrinterSettings.Orientation = eOrientation.Landscape;
        sheet.PrinterSettings.FitToPage = true;
        sheet.PrinterSettings.FitToWidth = 1;
        sheet.PrinterSettings.FitToHeight = 0;

        // "&" begins a code in heads and feet: a name's own is doubled.
        sheet.HeaderFooter.OddHeader.LeftAlignedText = $"{report.Title} – {report.Scope}".Replace("&", "&&", StringComparison.Ordinal);
        sheet.HeaderFooter.OddHeader.RightAlignedText = title.Replace("&", "&&", StringComparison.Ordinal);
        sheet.HeaderFooter.OddFooter.LeftAlignedText = $"{report.Source} · {report.Reference}".Replace("&", "&&", StringComparison.Ordinal);
        sheet.HeaderFooter.OddFooter.RightAlignedText = $"{ExcelHeaderFooter.PageNumber} / {ExcelHeaderFooter.NumberOfPages}";
    }

    /// <summary>Bold, ruled below, as the head of a table.</summary>
    internal static void Head(ExcelRange cells)
    {
        cells.Style.Font.Bold = true;
        cells.Style.WrapText = true;
        cells.Style.VerticalAlignment = ExcelVerticalAlignment.Bottom;
        cells.Style.Border.Bottom.Style = ExcelBorderStyle.Medium;
    }
}

/// <summary>Sheet names as Excel allows them: 31 characters, none of <c>[]:*?/\</c>, no two alike.</summary>
internal sealed class SheetNames
{
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public string Next(string title)
    {
        var clean = new string([.. title.Select(letter => "[]:*?/\\'".Contains(letter, StringComparison.Ordinal) ? ' ' : letter)]).Trim();
        var name = Cut(clean, 31);
        for (var number = 2; !taken.Add(name); number++) name = $"{Cut(clean, 27)} {number}";
        return name;
    }

    // What follows the last dash tells sheets of one kind apart, a currency most of all: the words before it give way.
    private static string Cut(string title, int length)
    {
        if (title.Length <= length) return title;
        var dash = title.LastIndexOf(" – ", StringComparison.Ordinal);
        var tail = dash > 0 && title.Length - dash <= 12 ? title[dash..] : "";
        return title[..(length - tail.Length)].TrimEnd(' ', ',') + tail;
    }
}

/// <summary>The words that belong to the workbook, not to the report.</summary>
internal sealed record ExcelWords(
    string Summary, string AsOf, string Reader, string Indicator, string Value, string Unit, string State, string Remark,
    string Reading, string Project, string Author, string Date, string Message, string Month, string Item)
{
    private static readonly ExcelWords French = new("Synthèse", "Arrêté au", "Lecteur", "Indicateur", "Valeur", "Unité", "État", "Précision",
        "Lecture des chiffres", "Projet", "Auteur", "Date", "Message", "Mois", "Poste");

    private static readonly ExcelWords English = new("Summary", "As of", "Reader", "Indicator", "Value", "Unit", "Status", "Remark",
        "How to read the figures", "Project", "Author", "Date", "Message", "Month", "Item");

    public static ExcelWords In(Language language) => language == Language.English ? English : French;
}
