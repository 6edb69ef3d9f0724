using System.Drawing;
using OfficeOpenXml;
using OfficeOpenXml.Style;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Reports.Excel;

/// <summary>The first sheet: what the report is, its cards, and how its figures were made.</summary>
internal static class SummarySheet
{
    public static void Write(ExcelWorksheet sheet, ReportDocument report, Figures figures, ExcelWords words)
    {
        sheet.View.ShowGridLines = false;
        foreach (var (column, width) in ((int, double)[])[(1, 34), (2, 22), (3, 10), (4, 18), (5, 60)]) sheet.Column(column).Width = width;
        Line(sheet, 1, report.Title, 18, bold: true);
        Line(sheet, 2, report.Scope, 14, bold: false);
        Line(sheet, 3, report.Headline, 11, bold: false);
        var row = 5;
        foreach (var fact in (ReportFact[])[new(words.AsOf, figures.Moment(report.AsOf)), .. report.Filters, new(words.Reader, report.Reader)])
        {
            TableSheet.Cell(sheet, row, 1, fact.Name);
            TableSheet.Cell(sheet, row, 2, fact.Value);
            sheet.Cells[row, 1].Style.Font.Color.SetColor(ColorTranslator.FromHtml("#5a666b"));
            row++;
        }

        row = Cards(sheet, row + 1, report, words);
        if (report.Notes.Count > 0)
        {
            row++;
            sheet.SetValue(row, 1, words.Reading);
            sheet.Cells[row, 1].Style.Font.Bold = true;
            foreach (var note in report.Notes)
            {
                row++;
                var cells = sheet.Cells[row, 1, row, 5];
                TableSheet.Cell(sheet, row, 1, note);
                cells.Merge = true;
                cells.Style.WrapText = true;
                cells.Style.VerticalAlignment = ExcelVerticalAlignment.Top;

                // A merged cell does not grow with its text.
                sheet.Row(row).Height = 15 * Math.Ceiling(note.Length / 130d);
            }
        }

        ExcelWriter.Print(sheet, report, words.Summary);
    }

    private static int Cards(ExcelWorksheet sheet, int top, ReportDocument report, ExcelWords words)
    {
        string[] heads = [words.Indicator, words.Value, words.Unit, words.State, words.Remark];
        for (var column = 0; column < heads.Length; column++) sheet.SetValue(top, column + 1, heads[column]);
        ExcelWriter.Head(sheet.Cells[top, 1, top, heads.Length]);
        sheet.Cells[top, 2].Style.HorizontalAlignment = ExcelHorizontalAlignment.Right;
        TableSheet.Apart(sheet.Cells[top, 3].Style);
        sheet.Row(top).Height = 20;
        var row = top + 1;
        foreach (var card in report.Cards)
        {
            TableSheet.Cell(sheet, row, 1, card.Label);
            TableSheet.Cell(sheet, row, 2, card.Value is null ? FigureText.Nothing : card.Value);
            sheet.Cells[row, 2].Style.HorizontalAlignment = ExcelHorizontalAlignment.Right;
            sheet.Cells[row, 2].Style.Font.Bold = true;
            sheet.Cells[row, 2].Style.Numberformat.Format =
                TableSheet.Format(new ReportColumn(card.Label, card.Kind) { Currency = card.Currency }, report.Language);
            TableSheet.Cell(sheet, row, 3, card.Currency?.Symbol);
            TableSheet.Apart(sheet.Cells[row, 3].Style);
            if (card.StatusWord is { } word) TableSheet.Cell(sheet, row, 4, new StatusCell(card.Status, word));
            var remark = string.Join(" · ", new[] { card.Detail, card.Trend?.Text }.Where(part => part is not null));
            TableSheet.Cell(sheet, row, 5, remark.Length == 0 ? null : remark);
            row++;
        }

        return row;
    }

    private static void Line(ExcelWorksheet sheet, int row, string text, float size, bool bold)
    {
        TableSheet.Cell(sheet, row, 1, text);
        sheet.Cells[row, 1].Style.Font.Size = size;
        sheet.Cells[row, 1].Style.Font.Bold = bold;
        if (row == 1) sheet.Cells[row, 1].Style.Font.Color.SetColor(ColorTranslator.FromHtml("#0f6b6b"));
    }
}
