using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Peppi.Application.Reports.Document;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Reports;
using Peppi.Infrastructure.Reports.Excel;

// How long a PDF of three pages and a workbook of 50,000 rows take, and how much memory. bench/README.md says how to read it.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["excel", ..]) Excel();
else if (args is ["pdf", ..]) await PdfAsync();
else Console.WriteLine("Say what to measure: pdf or excel.");

static void Excel()
{
    var rows = 50_000;
    var report = Document(rows);
    var watch = Stopwatch.StartNew();
    var bytes = new ExcelWriter().Write(report);
    Console.WriteLine($"excel: {rows:N0} rows x {report.Blocks.OfType<ReportTable>().Single().Columns.Count} columns, {watch.Elapsed.TotalSeconds:0.00} s, {bytes.Length / 1024:N0} kB, peak {Peak():N0} MB of the whole process");
}

static async Task PdfAsync()
{
    await using var renderer = new ChromiumPdfRenderer(Options.Create(new ReportOptions()), TimeProvider.System, NullLogger<ChromiumPdfRenderer>.Instance);
    var report = Document(48);
    var cold = Stopwatch.StartNew();
    var pdf = (await renderer.RenderAsync(report, CancellationToken.None)).Value!;
    Console.WriteLine($"pdf: first {cold.Elapsed.TotalMilliseconds:N0} ms (browser started), {Pages(pdf)} pages, {pdf.Length / 1024:N0} kB");
    var times = new List<double>();
    for (var run = 0; run < 20; run++)
    {
        var watch = Stopwatch.StartNew();
        await renderer.RenderAsync(report, CancellationToken.None);
        times.Add(watch.Elapsed.TotalMilliseconds);
    }

    times.Sort();
    Console.WriteLine($"pdf: warm, 20 runs: fastest {times[0]:N0} ms, median {times[10]:N0} ms, slowest {times[^1]:N0} ms");
}

static ReportDocument Document(int rows)
{
    var xaf = Currency.Of("XAF");
    var lines = Enumerable.Range(0, rows).Select(index => (IReadOnlyList<object?>)
    [
        $"Projet {index % 400:000} – lot {index}", 1_250_000_000m + (index * 12_345m), 900_000_000m + (index * 7_891m), 700_000_000m + (index * 6_543m), 350_000_000m - (index * 99m),
        0.35m + (index % 70 / 100m), new DateOnly(2027, 1, 1).AddDays(index % 900), new StatusCell(index % 9 == 0 ? ReportStatus.Bad : ReportStatus.Good, index % 9 == 0 ? "Dépassé" : "Conforme"),
    ]).ToList();
    ReportColumn Amount(string title) => new(title, ValueKind.Amount) { Currency = xaf };
    return new ReportDocument
    {
        Reference = "R-bench",
        Language = Language.French,
        Title = "Situation financière",
        Scope = "Portefeuille",
        Headline = "Mesure.",
        Reader = "bench",
        AsOf = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(1)),
        Source = "Peppi",
        Cards = [.. Enumerable.Range(0, 5).Select(index => new KpiCard { Label = $"Carte {index}", Kind = ValueKind.Amount, Value = 12_450_000_000m, Currency = xaf })],
        Blocks =
        [
            new BulletChart("Budget", "Budget.", [.. Enumerable.Range(0, 12).Select(index => new Bullet($"Projet {index}", 100, 40 + index, 30 + index, ReportStatus.Good))], "Réel", "Engagé", "Budget") { Currency = xaf },
            new ReportTable("Budget, engagé, réel",
                [new("Projet", ValueKind.Text), Amount("Budget"), Amount("Engagé"), Amount("Réel"), Amount("Disponible"), new("Taux", ValueKind.Percent), new("Fin", ValueKind.Date), new("État", ValueKind.Status)], lines),
        ],
    };
}

static int Pages(byte[] pdf)
{
    var text = System.Text.Encoding.Latin1.GetString(pdf);
    return System.Text.RegularExpressions.Regex.Count(text, "/Type /Page\\b");
}

static long Peak() => File.ReadLines("/proc/self/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
    .Select(line => long.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024).Single();
