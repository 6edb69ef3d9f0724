using System.Text.Json;
using System.Text.Json.Nodes;

namespace Peppi.Infrastructure.Reports.Chromium;

/// <summary>One page of a browser.</summary>
internal sealed class BrowserPage(DevToolsConnection connection, string session, string context) : IAsyncDisposable
{
    private static readonly TimeSpan LoadLimit = TimeSpan.FromSeconds(30);

    /// <summary>Sends a command to this page.</summary>
    public Task<JsonElement> SendAsync(string method, JsonObject? parameters, CancellationToken cancellationToken) =>
        connection.SendAsync(method, parameters, session, cancellationToken);

    /// <summary>Hears this page's events.</summary>
    public IDisposable Listen(string method, Action<JsonElement> heard) => connection.Listen(session, method, heard);

    /// <summary>Turns scripts off for whatever this page shows from now on.</summary>
    public Task DisableScriptsAsync(CancellationToken cancellationToken) =>
        SendAsync("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true }, cancellationToken);

    /// <summary>Shows <paramref name="html"/> and waits until its fonts and images are there.</summary>
    public async Task ShowAsync(string html, CancellationToken cancellationToken)
    {
        var frames = await SendAsync("Page.getFrameTree", null, cancellationToken);
        var frame = frames.GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString();
        await LoadedAfterAsync(() => SendAsync("Page.setDocumentContent", new JsonObject { ["frameId"] = frame, ["html"] = html }, cancellationToken), cancellationToken);
    }

    /// <summary>Goes to <paramref name="address"/> and waits for its load event.</summary>
    public Task NavigateAsync(string address, CancellationToken cancellationToken) => LoadedAfterAsync(async () =>
    {
        var answer = await SendAsync("Page.navigate", new JsonObject { ["url"] = address }, cancellationToken);
        return answer.TryGetProperty("errorText", out var fault) ? throw new BrowserException($"{address}: {fault.GetString()}") : answer;
    }, cancellationToken);

    /// <summary>Does <paramref name="act"/> and waits for the load event that it brings.</summary>
    public async Task LoadedAfterAsync(Func<Task<JsonElement>> act, CancellationToken cancellationToken)
    {
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = Listen("Page.loadEventFired", _ => loaded.TrySetResult());
        await act();
        await loaded.Task.WaitAsync(LoadLimit, cancellationToken);
    }

    /// <summary>The PDF of what the page shows, tagged, its size and margins those of its own style sheet.</summary>
    public async Task<byte[]> PrintAsync(CancellationToken cancellationToken)
    {
        var answer = await SendAsync("Page.printToPDF", new JsonObject
        {
            ["preferCSSPageSize"] = true,
            ["printBackground"] = true,
            ["generateTaggedPDF"] = true,
            ["generateDocumentOutline"] = true,
        }, cancellationToken);
        return answer.GetProperty("data").GetBytesFromBase64();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.SendAsync("Target.disposeBrowserContext", new JsonObject { ["browserContextId"] = context }, null, CancellationToken.None)
                .WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception exception) when (exception is BrowserException or TimeoutException)
        {
            // The browser has ended, and the page with it.
        }
    }
}
