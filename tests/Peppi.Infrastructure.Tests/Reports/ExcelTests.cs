using OfficeOpenXml;
using Peppi.Infrastructure.Reports.Excel;

namespace Peppi.Infrastructure.Tests.Reports;

public sealed class ExcelTests
{
    [Fact]
    public void A_workbook_opened_again_holds_numbers_dates_and_the_same_figures()
    {
        using var package = Open(12);
        var sheet = package.Workbook.Worksheets["Budget, engagé, réel"];

        Assert.Equal("Budget (FCFA)", sheet.Cells[1, 2].Value);
        Assert.Equal(1_250_000_000d, Assert.IsType<double>(sheet.Cells[2, 2].Value));
        Assert.Equal("#,##0;[Red]-#,##0", sheet.Cells[2, 2].Style.Numberformat.Format);
        Assert.Equal("0.0%", sheet.Cells[2, 6].Style.Numberformat.Format);
        Assert.Equal(new DateTime(2027, 1, 28), DateTime.FromOADate(Convert.ToDouble(sheet.Cells[2, 7].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal("Total", sheet.Cells[14, 1].Value);
        Assert.EndsWith("$1:$1", sheet.PrinterSettings.RepeatRows.Address, StringComparison.Ordinal);
        Assert.NotEmpty(package.Workbook.Worksheets["Consommation du budget par proj"].Drawings);
        Assert.Equal("Situation financière", package.Workbook.Worksheets["Synthèse"].Cells[1, 1].Value);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("@Marché couvert de Bafoussam")]
    [InlineData("+Centre commercial Akwa")]
    [InlineData("-Villas du Lac")]
    public void A_text_that_looks_like_a_formula_stays_a_text(string name)
    {
        using var package = Open(12);

        var cells = package.Workbook.Worksheets.SelectMany(sheet => sheet.Cells).Where(cell => Equals(cell.Value, name)).ToList();

        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.True(cell.Style.QuotePrefix));
        Assert.All(package.Workbook.Worksheets.SelectMany(sheet => sheet.Cells), cell => Assert.True(string.IsNullOrEmpty(cell.Formula)));
    }

    [Fact]
    public void Sheet_names_are_what_Excel_allows_and_never_twice_the_same()
    {
        var names = new SheetNames();

        Assert.Equal("A B C", names.Next("A/B:C"));
        Assert.Equal("A B C 2", names.Next("A?B*C"));
        Assert.Equal(31, names.Next(new string('x', 50)).Length);
        Assert.EndsWith(" 2", names.Next(new string('x', 50)), StringComparison.Ordinal);
    }

    private static ExcelPackage Open(int rows)
    {
        var bytes = new ExcelWriter().Write(SampleReport.Make(rows));
        if (Environment.GetEnvironmentVariable("PEPPI_TEST_PICTURES") is { } folder) File.WriteAllBytes(Path.Combine(folder, "report.xlsx"), bytes);
        return new ExcelPackage(new MemoryStream(bytes));
    }
}
