using System.Drawing;
using OfficeOpenXml;
using OfficeOpenXml.Drawing.Chart;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Reports.Excel;

/// <summary>A chart's figures with Excel's own chart beside them, which the reader can change.</summary>
internal static class ChartSheet
{
    private static readonly string[] BarColours = ["#0f6b6b", "#a9cfcc", "#5f6b70"];
    private static readonly string[] LineColours = ["#0f6b6b", "#8f5600", "#5f6b70"];

    /// <summary>False where there is nothing to draw.</summary>
    public static bool Has(ReportChart chart) => Table(chart, ExcelWords.In(Language.French)).Rows.Count > 0;

    public static void Write(ExcelWorksheet sheet, ReportChart chart, ReportDocument report, ExcelWords words)
    {
        var table = Table(chart, words);
        TableSheet.Write(sheet, 1, table, Figures.In(report.Language));
        if (chart is LineChart) sheet.Cells[2, 1, table.Rows.Count + 1, 1].Style.Numberformat.Format = "mmm yyyy";
        var type = chart is LineChart ? eChartType.Line : eChartType.BarClustered;
        var drawing = sheet.Drawings.AddChart("chart", type);
        drawing.Title.Text = chart.Currency is { } currency && !chart.Title.Contains(currency.Symbol, StringComparison.Ordinal) ? $"{chart.Title} ({currency.Symbol})" : chart.Title;
        drawing.Title.Font.Size = 12;
        var last = table.Rows.Count + 1;
        for (var column = 2; column <= table.Columns.Count; column++)
        {
            var series = drawing.Series.Add(sheet.Cells[2, column, last, column], sheet.Cells[2, 1, last, 1]);
            series.Header = table.Columns[column - 1].Title;
            var colour = ColorTranslator.FromHtml((chart is LineChart ? LineColours : BarColours)[(column - 2) % BarColours.Length]);
            if (series is ExcelLineChartSerie line) (line.LineColor, line.LineWidth) = (colour, 2);
            else series.Fill.Color = colour;
        }

        if (table.Columns.Count == 2) drawing.Legend.Remove();
        else drawing.Legend.Position = eLegendPosition.Bottom;

        // Excel draws bars from the bottom up; the table reads from the top down.
        if (type == eChartType.BarClustered) drawing.XAxis.Orientation = eAxisOrientation.MaxMin;

        // Ten digits at each tick would stand on top of each other.
        drawing.YAxis.Format = table.Rows.SelectMany(row => row).OfType<decimal>().Append(0).Max() >= 10_000_000 ? "#,##0,,\" M\"" : "#,##0";
        drawing.SetPosition(0, 8, table.Columns.Count, 24);
        drawing.SetSize(860, Math.Max(320, type == eChartType.Line ? 360 : (table.Rows.Count * 26 * (table.Columns.Count - 1)) + 120));
        sheet.View.FreezePanes(2, 1);
        ExcelWriter.Print(sheet, report, chart.Title);
    }

    private static ReportTable Table(ReportChart chart, ExcelWords words) => chart switch
    {
        BarChart bars => new ReportTable(bars.Title, [new(words.Item, ValueKind.Text), Figure(bars.Title, chart)],
            [.. bars.Bars.Select(bar => (IReadOnlyList<object?>)[bar.Label, bar.Value])]),
        BulletChart bullets => new ReportTable(bullets.Title,
            [new(words.Project, ValueKind.Text), Figure(bullets.ActualName, chart), Figure(bullets.CommittedName, chart), Figure(bullets.BudgetName, chart)],
            [.. bullets.Bullets.Select(line => (IReadOnlyList<object?>)[line.Label, line.Actual, line.Committed, line.Budget])]),
        LineChart lines => new ReportTable(lines.Title,
            [new(words.Month, ValueKind.Date), .. lines.Lines.Select(line => Figure(line.Name, chart))],
            [.. lines.Months.Select((month, index) => (IReadOnlyList<object?>)[month, .. lines.Lines.Select(line => (object?)line.Values[index])])]),
        _ => throw new ArgumentException($"A workbook has no place for {chart.GetType().Name}.", nameof(chart)),
    };

    private static ReportColumn Figure(string name, ReportChart chart) =>
        new(name, chart.Currency is null ? ValueKind.Number : ValueKind.Amount) { Currency = chart.Currency };
}
