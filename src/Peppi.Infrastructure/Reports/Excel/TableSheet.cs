using System.Drawing;
using System.Text;
using OfficeOpenXml;
using OfficeOpenXml.Style;
using Peppi.Application.Reports.Charts;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Reports.Excel;

/// <summary>Writes a table's cells: numbers as numbers, dates as dates, texts as texts whatever they begin with.</summary>
internal static class TableSheet
{
    private const int LongestText = 32_767;
    private const int Measured = 500;

    /// <summary>Writes head, rows and total from <paramref name="top"/> on; answers the first row below.</summary>
    public static int Write(ExcelWorksheet sheet, int top, ReportTable table, Figures figures)
    {
        var (columns, first, last) = (table.Columns.Count, top + 1, top + table.Rows.Count);
        for (var column = 0; column < columns; column++) Column(sheet, top, column, table, figures, first, last);
        ExcelWriter.Head(sheet.Cells[top, 1, top, columns]);
        sheet.Row(top).Height = table.Columns.Any(column => FigureText.Head(column).Length > 20) ? 34 : 20;
        if (table.Total is not null)
        {
            last++;
            for (var column = 0; column < columns; column++)
            {
                Cell(sheet, last, column + 1, table.Total[column]);
                sheet.Cells[last, column + 1].Style.Numberformat.Format = Format(table.Columns[column], figures.Language);
            }

            var total = sheet.Cells[last, 1, last, columns];
            total.Style.Font.Bold = true;
            total.Style.Border.Top.Style = ExcelBorderStyle.Thin;
        }

        return last + 1;
    }

    /// <summary>Puts one value; a text is stored as text, and marked so where it looks like a formula.</summary>
    public static void Cell(ExcelWorksheet sheet, int row, int column, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case DateOnly date:
                sheet.SetValue(row, column, date.ToDateTime(TimeOnly.MinValue));
                return;
            case StatusCell status:
                sheet.SetValue(row, column, Clean(status.Word));
                var style = sheet.Cells[row, column].Style;
                style.Font.Color.SetColor(ColorTranslator.FromHtml(SvgChart.Colour(status.Status)));
                return;
            case string text:
                var clean = Clean(text);
                sheet.SetValue(row, column, clean);

                // A text already; the mark keeps it one when somebody edits the cell or saves it as CSV.
                if (clean.Length > 0 && clean[0] is '=' or '+' or '-' or '@' or '\t' or '\r') sheet.Cells[row, column].Style.QuotePrefix = true;
                return;
            default:
                sheet.SetValue(row, column, value);
                return;
        }
    }

    /// <summary>Excel's format of a column: the reader's own Excel chooses the separators, the currency the decimals.</summary>
    public static string Format(ReportColumn column, Language language) => column.Kind switch
    {
        ValueKind.Amount => Amount(column.Currency?.Digits ?? 2),
        ValueKind.Percent => "0.0%",
        ValueKind.Count => "#,##0",
        ValueKind.Number => "#,##0.##",
        ValueKind.Date => language == Language.French ? "dd/mm/yyyy" : "d mmm yyyy",
        _ => "@",
    };

    /// <summary>An amount with so many decimals, negative ones in red.</summary>
    public static string Amount(int digits)
    {
        var number = digits == 0 ? "#,##0" : "#,##0." + new string('0', digits);
        return $"{number};[Red]-{number}";
    }

    private static void Column(ExcelWorksheet sheet, int top, int index, ReportTable table, Figures figures, int first, int last)
    {
        var column = table.Columns[index];
        var head = FigureText.Head(column);
        sheet.SetValue(top, index + 1, Clean(head));
        if (index > 0 && !FigureText.IsNumber(column.Kind)) Apart(sheet.Cells[top, index + 1].Style);
        if (FigureText.IsNumber(column.Kind)) sheet.Cells[top, index + 1].Style.HorizontalAlignment = ExcelHorizontalAlignment.Right;
        var widest = Math.Min(head.Length, 16);
        if (last >= first)
        {
            // Once for the whole column, before its values: a style a cell is what makes large workbooks slow.
            var cells = sheet.Cells[first, index + 1, last, index + 1].Style;
            cells.Numberformat.Format = Format(column, figures.Language);

            // A text that follows a number would touch it.
            if (index > 0 && !FigureText.IsNumber(column.Kind)) Apart(cells);
            if (column.Wide) (cells.WrapText, cells.VerticalAlignment) = (true, ExcelVerticalAlignment.Top);
        }

        for (var row = 0; row < table.Rows.Count; row++)
        {
            var cell = table.Rows[row][index];
            Cell(sheet, first + row, index + 1, cell);
            if (row < Measured) widest = Math.Max(widest, FigureText.Of(cell, column, figures).Length);
        }

        if (table.Total?[index] is { } total) widest = Math.Max(widest, FigureText.Of(total, column, figures).Length + 1);
        sheet.Column(index + 1).Width = Math.Clamp(widest + 2, 9, column.Wide ? 70 : 44);
    }

    /// <summary>Left, with a blank before it.</summary>
    internal static void Apart(ExcelStyle style) => (style.HorizontalAlignment, style.Indent) = (ExcelHorizontalAlignment.Left, 1);

    // Characters that XML cannot hold would make the whole file unreadable.
    private static string Clean(string text)
    {
        var clean = text.Length > LongestText ? text[..LongestText] : text;
        if (clean.All(letter => letter >= ' ' && !char.IsSurrogate(letter) && letter < '\uFFFE')) return clean;
        var kept = new StringBuilder(clean.Length);
        foreach (var rune in clean.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and not (0xFFFE or 0xFFFF) or '\n' or '\t') kept.Append(rune.ToString());
        }

        return kept.ToString();
    }
}
