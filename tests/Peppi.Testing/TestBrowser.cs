using System.Text.Json.Nodes;
using Peppi.Infrastructure.Reports.Chromium;

namespace Peppi.Testing;

/// <summary>A real headless Chromium for tests of what people see, by the client that prints the reports. It ends with the test run.</summary>
public sealed class TestBrowser : IAsyncDisposable
{
    private static readonly Lazy<Task<TestBrowser>> One = new(StartAsync);

    private readonly ChromiumProcess browser;

    private TestBrowser(ChromiumProcess browser) => this.browser = browser;

    /// <summary>The browser that all tests of this run share; a page has cookies and storage of its own.</summary>
    public static Task<TestBrowser> SharedAsync() => One.Value;

    /// <summary>A browser of one's own.</summary>
    public static async Task<TestBrowser> StartAsync() =>
        new(await ChromiumProcess.StartAsync(new ChromiumOptions { Network = true }, CancellationToken.None));

    /// <summary>Opens an empty page.</summary>
    /// <param name="width">In CSS pixels; 390 for a phone, 1440 for a desk.</param>
    /// <param name="height">In CSS pixels.</param>
    /// <param name="dark">Whether the reader prefers dark colours.</param>
    /// <param name="phone">Whether it is a touch screen that honours the viewport tag.</param>
    /// <param name="language">What <c>Accept-Language</c> says.</param>
    public async Task<TestPage> OpenAsync(int width = 1440, int height = 900, bool dark = false, bool phone = false, string language = "fr")
    {
        var page = await browser.OpenPageAsync(CancellationToken.None);
        var shown = new TestPage(page);
        await shown.ResizeAsync(width, height, phone);
        await page.SendAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" },
                new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }),
        }, CancellationToken.None);
        await page.SendAsync("Network.enable", null, CancellationToken.None);
        await page.SendAsync("Network.setExtraHTTPHeaders",
            new JsonObject { ["headers"] = new JsonObject { ["Accept-Language"] = language } }, CancellationToken.None);
        await page.SendAsync("Runtime.enable", null, CancellationToken.None);
        await page.SendAsync("Log.enable", null, CancellationToken.None);
        return shown;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => browser.DisposeAsync();
}
