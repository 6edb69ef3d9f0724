using System.Diagnostics;
using Peppi.Infrastructure.Reports.Chromium;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Reports;

public sealed class ChromiumTests
{
    [Fact]
    public async Task A_page_answers_what_it_is_asked_and_hears_keys_and_clicks()
    {
        var browser = await TestBrowser.SharedAsync();
        await using var page = await browser.OpenAsync(390, 844, dark: true, phone: true);
        await page.ShowAsync("<!doctype html><title>Été</title><input id=a><button id=b onclick=\"this.textContent='cliqué'\">Cliquer</button>");

        await page.FillAsync("#a", "Yaoundé");
        await page.PressAsync("Tab");
        await page.ClickAsync("#b");

        Assert.Equal("Été", await page.EvaluateAsync<string>("document.title"));
        Assert.Equal("Yaoundé", await page.EvaluateAsync<string>("a.value"));
        Assert.Equal("b", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal("cliqué", await page.TextAsync("#b"));
        Assert.True(await page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches"));
        Assert.Equal(0x89, (await page.ScreenshotAsync())[0]);
        Assert.Equal("%PDF"u8.ToArray(), (await page.PrintAsync())[..4]);
    }

    [Fact]
    public async Task The_browser_is_never_root_and_leaves_neither_process_nor_profile()
    {
        var browser = await ChromiumProcess.StartAsync(new ChromiumOptions(), CancellationToken.None);
        var profile = browser.Profile;
        var owners = Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _))
            .Where(folder => Read(folder + "/cmdline").Contains(profile, StringComparison.Ordinal))
            .Select(folder => Read(folder + "/status").Split('\n').First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1])
            .ToHashSet();

        await browser.DisposeAsync();

        Assert.NotEmpty(owners);
        Assert.DoesNotContain("0", owners);
        Assert.False(Directory.Exists(profile));
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), folder => Read(folder + "/cmdline").Contains(profile, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_browser_is_an_error_that_says_what_to_do()
    {
        var failure = await Assert.ThrowsAsync<BrowserException>(() =>
            ChromiumProcess.StartAsync(new ChromiumOptions { Path = "/nowhere/chromium" }, CancellationToken.None));

        Assert.Contains("Reports:ChromiumPath", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_network_not_even_loopback_answers()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await using var browser = await ChromiumProcess.StartAsync(new ChromiumOptions(), CancellationToken.None);
        await using var page = await browser.OpenPageAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAsync<BrowserException>(() => page.NavigateAsync($"http://127.0.0.1:{port}/", CancellationToken.None));

        Assert.False(listener.Pending());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

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
