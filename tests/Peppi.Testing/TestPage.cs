using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Peppi.Infrastructure.Reports.Chromium;

namespace Peppi.Testing;

/// <summary>One page of a <see cref="TestBrowser"/>: goes, looks, presses keys, clicks, takes pictures.</summary>
public sealed class TestPage : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BrowserPage page;
    private readonly ConcurrentQueue<string> complaints = new();

    internal TestPage(BrowserPage page)
    {
        this.page = page;
        page.Listen("Runtime.exceptionThrown", e => complaints.Enqueue(e.GetProperty("exceptionDetails").ToString()));
        page.Listen("Log.entryAdded", e =>
        {
            var entry = e.GetProperty("entry");
            if (entry.GetProperty("level").GetString() == "error") complaints.Enqueue(entry.GetProperty("text").GetString() + " " + (entry.TryGetProperty("url", out var url) ? url.GetString() : null));
        });
    }

    /// <summary>What the browser's console called an error: script exceptions, refused resources, breaches of the content policy.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Goes to an address and waits for its load event.</summary>
    public Task GoAsync(string address) => page.NavigateAsync(address, CancellationToken.None);

    /// <summary>Shows a text as a page.</summary>
    public Task ShowAsync(string html) => page.ShowAsync(html, CancellationToken.None);

    /// <summary>The address it shows.</summary>
    public Task<string> AddressAsync() => EvaluateAsync<string>("location.href");

    /// <summary>The value of a JavaScript expression; a promise is awaited.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await page.SendAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
            ["userGesture"] = true,
        }, CancellationToken.None);
        if (answer.TryGetProperty("exceptionDetails", out var fault)) throw new InvalidOperationException($"{expression}: {fault}");
        var result = answer.GetProperty("result");
        return result.TryGetProperty("value", out var value) ? value.Deserialize<T>(JsonSerializerOptions.Web)! : default!;
    }

    /// <summary>Runs a script, e.g. the text of axe-core; the page's content policy does not bind it.</summary>
    public Task RunAsync(string script) => EvaluateAsync<JsonElement?>(script + "\n;undefined");

    /// <summary>Waits until a JavaScript condition holds.</summary>
    public async Task WaitForAsync(string condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await EvaluateAsync<bool>($"!!({condition})"))
        {
            if (limit.IsCancellationRequested) throw new TimeoutException($"On {await AddressAsync()} this did not come true: {condition}");
            await Task.Delay(30, CancellationToken.None);
        }
    }

    /// <summary>The visible text of the first element that a selector finds.</summary>
    public Task<string> TextAsync(string selector) => EvaluateAsync<string>($"document.querySelector({Quote(selector)}).innerText");

    /// <summary>Clicks the middle of the first element that a selector finds, with a real mouse event.</summary>
    public async Task ClickAsync(string selector)
    {
        await WaitForAsync($"document.querySelector({Quote(selector)})");
        var at = await EvaluateAsync<double[]>(
            $"(() => {{ const e = document.querySelector({Quote(selector)}); e.scrollIntoView({{block:'center',behavior:'instant'}}); const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }})()");
        foreach (var kind in (string[])["mouseMoved", "mousePressed", "mouseReleased"])
        {
            await page.SendAsync("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = kind,
                ["x"] = at[0],
                ["y"] = at[1],
                ["button"] = kind == "mouseMoved" ? "none" : "left",
                ["clickCount"] = kind == "mouseMoved" ? 0 : 1,
            }, CancellationToken.None);
        }
    }

    /// <summary>Clicks what leads to another page and waits for that page.</summary>
    public Task ClickThroughAsync(string selector) => page.LoadedAfterAsync(async () =>
    {
        await ClickAsync(selector);
        return default;
    }, CancellationToken.None);

    /// <summary>Presses a key that leads to another page (Enter in a form) and waits for that page.</summary>
    public Task PressThroughAsync(string key) => page.LoadedAfterAsync(async () =>
    {
        await PressAsync(key);
        return default;
    }, CancellationToken.None);

    /// <summary>Empties a field and types into it.</summary>
    public async Task FillAsync(string selector, string text)
    {
        await WaitForAsync($"document.querySelector({Quote(selector)})");
        await EvaluateAsync<JsonElement?>($"(() => {{ const e = document.querySelector({Quote(selector)}); e.focus(); e.value = ''; }})()");
        await TypeAsync(text);
    }

    /// <summary>Types into whatever has the focus.</summary>
    public Task TypeAsync(string text) => page.SendAsync("Input.insertText", new JsonObject { ["text"] = text }, CancellationToken.None);

    /// <summary>Presses a key: <c>Tab</c>, <c>Shift+Tab</c>, <c>Enter</c>, <c>Escape</c>, <c>ArrowDown</c>, <c>Control+k</c>, <c>Space</c>, a letter.</summary>
    public async Task PressAsync(string key)
    {
        var parts = key.Split('+');
        var modifiers = parts[..^1].Sum(part => part switch { "Alt" => 1, "Control" => 2, "Meta" => 4, "Shift" => 8, _ => throw new ArgumentException(part, nameof(key)) });
        var (name, code, number, text) = parts[^1] switch
        {
            "Tab" => ("Tab", "Tab", 9, null),
            "Enter" => ("Enter", "Enter", 13, "\r"),
            "Escape" => ("Escape", "Escape", 27, null),
            "Space" => (" ", "Space", 32, " "),
            "Backspace" => ("Backspace", "Backspace", 8, null),
            "Delete" => ("Delete", "Delete", 46, null),
            "ArrowLeft" => ("ArrowLeft", "ArrowLeft", 37, null),
            "ArrowUp" => ("ArrowUp", "ArrowUp", 38, null),
            "ArrowRight" => ("ArrowRight", "ArrowRight", 39, null),
            "ArrowDown" => ("ArrowDown", "ArrowDown", 40, null),
            "Home" => ("Home", "Home", 36, null),
            "End" => ("End", "End", 35, null),
            var letter => (letter, "Key" + letter.ToUpperInvariant(), (int)char.ToUpperInvariant(letter[0]), (modifiers & 7) == 0 ? letter : null),
        };
        foreach (var kind in (string[])[text is null ? "rawKeyDown" : "keyDown", "keyUp"])
        {
            var press = new JsonObject { ["type"] = kind, ["key"] = name, ["code"] = code, ["windowsVirtualKeyCode"] = number, ["modifiers"] = modifiers };
            if (text is not null && kind == "keyDown") press["text"] = text;
            await page.SendAsync("Input.dispatchKeyEvent", press, CancellationToken.None);
        }
    }

    /// <summary>A picture (PNG) of the page, of its whole length unless told otherwise; written to <paramref name="path"/> where given.</summary>
    public async Task<byte[]> ScreenshotAsync(string? path = null, bool whole = true)
    {
        var shot = new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = whole };
        if (whole) shot["clip"] = await WholeAsync();
        var answer = await page.SendAsync("Page.captureScreenshot", shot, CancellationToken.None);
        var picture = answer.GetProperty("data").GetBytesFromBase64();
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await File.WriteAllBytesAsync(path, picture);
        }

        return picture;
    }

    /// <summary>The page as a PDF.</summary>
    public Task<byte[]> PrintAsync() => page.PrintAsync(CancellationToken.None);

    /// <summary>Makes the screen this large.</summary>
    public Task ResizeAsync(int width, int height = 900, bool phone = false) => page.SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = phone ? 2 : 1,
        ["mobile"] = phone,
    }, CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => page.DisposeAsync();

    private async Task<JsonObject> WholeAsync()
    {
        var size = await EvaluateAsync<double[]>("[document.documentElement.clientWidth, Math.max(document.documentElement.scrollHeight, innerHeight)]");
        return new JsonObject { ["x"] = 0, ["y"] = 0, ["width"] = size[0], ["height"] = size[1], ["scale"] = 1 };
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
