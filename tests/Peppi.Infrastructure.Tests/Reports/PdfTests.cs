using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Reports;

namespace Peppi.Infrastructure.Tests.Reports;

public sealed class PdfTests : IAsyncDisposable
{
    private readonly ChromiumPdfRenderer renderer = new(Options.Create(new ReportOptions()), TimeProvider.System, NullLogger<ChromiumPdfRenderer>.Instance);

    [Fact]
    public async Task A_report_prints_its_text_counts_its_pages_and_repeats_its_heads()
    {
        var pdf = await PrintAsync(120, Language.French);

        var facts = await RunAsync("pdfinfo", pdf);
        var text = await RunAsync("pdftotext", "-layout", pdf, "-");
        var pages = int.Parse(facts.Split('\n').First(line => line.StartsWith("Pages:", StringComparison.Ordinal))[6..], System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(pages >= 4, facts);
        Assert.Contains("Tagged:          yes", facts, StringComparison.Ordinal);
        Assert.Contains("Page size:       594.96 x 841.92 pts (A4)", facts, StringComparison.Ordinal);
        Assert.Contains("Title:           Situation financière – Portefeuille", facts, StringComparison.Ordinal);
        Assert.Contains("Arrêté au", text, StringComparison.Ordinal);
        Assert.Contains("22/11/2026 à 07:00", text, StringComparison.Ordinal);
        Assert.Contains("1 250 000 000", text, StringComparison.Ordinal);
        Assert.Contains("<script>alert(1)</script> & fils", text, StringComparison.Ordinal);
        for (var page = 1; page <= pages; page++) Assert.Contains($"Page {page} sur {pages}", text, StringComparison.Ordinal);
        Assert.True(text.Split("Fin prévue").Length - 1 >= 3, "The table's head stands on each of its pages.");
        Assert.Contains("Peppi · R-20261122-7f3a91c2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_only_font_is_the_one_it_brings_even_for_the_narrow_space()
    {
        var fonts = await RunAsync("pdffonts", await PrintAsync(12, Language.French));

        Assert.All(fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2), line => Assert.Contains("Inter", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_english_report_is_english_in_its_margins_too()
    {
        var text = await RunAsync("pdftotext", "-layout", await PrintAsync(12, Language.English), "-");

        Assert.Contains("Page 1 of ", text, StringComparison.Ordinal);
        Assert.Contains("As of", text, StringComparison.Ordinal);
        Assert.Contains("1,250,000,000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_browser_is_a_failure_with_a_hint_and_no_exception()
    {
        await using var blind = new ChromiumPdfRenderer(
            Options.Create(new ReportOptions { ChromiumPath = "/nowhere" }), TimeProvider.System, NullLogger<ChromiumPdfRenderer>.Instance);

        var answer = await blind.RenderAsync(SampleReport.Make(), CancellationToken.None);

        Assert.Equal("pdf_unavailable", answer.Error!.Code);
        Assert.Equal(ErrorKind.Unavailable, answer.Error.Kind);
    }

    [Fact]
    public async Task A_browser_that_was_killed_is_replaced()
    {
        Assert.True((await renderer.RenderAsync(SampleReport.Make(), CancellationToken.None)).Succeeded);
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            // The browsers that this test's own process started, and no other.
            if (ParentOf(folder) == Environment.ProcessId && Name(folder).StartsWith("chrom", StringComparison.Ordinal))
            {
                using var browser = Process.GetProcessById(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                browser.Kill();
            }
        }

        Assert.True((await renderer.RenderAsync(SampleReport.Make(), CancellationToken.None)).Succeeded);
    }

    public ValueTask DisposeAsync() => renderer.DisposeAsync();

    private async Task<string> PrintAsync(int rows, Language language)
    {
        var answer = await renderer.RenderAsync(SampleReport.Make(rows, language), CancellationToken.None);
        Assert.True(answer.Succeeded, answer.Error?.ToString());
        var folder = Environment.GetEnvironmentVariable("PEPPI_TEST_PICTURES") ?? Directory.CreateTempSubdirectory().FullName;
        var path = Path.Combine(folder, $"report-{language}-{rows}.pdf");
        await File.WriteAllBytesAsync(path, answer.Value!);
        return path;
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    private static int ParentOf(string folder) => Read(folder + "/stat") is { Length: > 0 } stat
        ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    private static string Name(string folder) => Read(folder + "/comm");

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
