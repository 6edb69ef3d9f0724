using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Peppi.Infrastructure.Reports.Chromium;

/// <summary>
/// The Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a NUL byte
/// (https://chromedevtools.github.io/devtools-protocol/, chromium's --remote-debugging-pipe).
/// </summary>
internal sealed class DevToolsConnection : IAsyncDisposable
{
    private readonly Stream toBrowser;
    private readonly PipeReader fromBrowser;
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> pending = new();
    private readonly ConcurrentDictionary<long, Listener> listeners = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task reading;
    private int lastCommand;
    private long lastListener;

    public DevToolsConnection(Stream toBrowser, Stream fromBrowser)
    {
        this.toBrowser = toBrowser;
        this.fromBrowser = PipeReader.Create(fromBrowser);
        reading = Task.Run(ReadAsync);
    }

    /// <summary>Ends when the browser has closed its side.</summary>
    public Task Closed => reading;

    /// <summary>Sends one command and awaits its answer; a refusal of the browser is a <see cref="BrowserException"/>.</summary>
    public async Task<JsonElement> SendAsync(string method, JsonObject? parameters, string? session, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref lastCommand);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        pending[id] = answer;
        try
        {
            if (reading.IsCompleted) throw new BrowserException("Chromium has ended.");
            var message = new JsonObject { ["id"] = id, ["method"] = method };
            if (parameters is not null) message["params"] = parameters;
            if (session is not null) message["sessionId"] = session;
            var bytes = JsonSerializer.SerializeToUtf8Bytes(message);
            await writing.WaitAsync(cancellationToken);
            try
            {
                await toBrowser.WriteAsync(bytes, cancellationToken);
                await toBrowser.WriteAsync(new byte[] { 0 }, cancellationToken);
                await toBrowser.FlushAsync(cancellationToken);
            }
            catch (IOException exception)
            {
                throw new BrowserException("Chromium has ended.", exception);
            }
            finally
            {
                writing.Release();
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        catch (BrowserException exception) when (exception.Method is null)
        {
            throw new BrowserException(exception.Message, exception.InnerException) { Method = method };
        }
        finally
        {
            pending.TryRemove(id, out _);
        }
    }

    /// <summary>Calls <paramref name="heard"/> for each event of a session until the answer is disposed.</summary>
    public IDisposable Listen(string? session, string method, Action<JsonElement> heard)
    {
        var id = Interlocked.Increment(ref lastListener);
        listeners[id] = new Listener(session, method, heard);
        return new Subscription(() => listeners.TryRemove(id, out _));
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await toBrowser.DisposeAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await fromBrowser.CompleteAsync();
        closing.Dispose();
        writing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var read = await fromBrowser.ReadAsync(closing.Token);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)0) is { } end)
                {
                    Dispatch(buffer.Slice(0, end));
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                fromBrowser.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted) break;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Closed from either side: whoever still waits is told below.
        }

        foreach (var waiting in pending.Values) waiting.TrySetException(new BrowserException("Chromium has ended."));
    }

    private void Dispatch(ReadOnlySequence<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        if (root.TryGetProperty("id", out var id))
        {
            if (!pending.TryGetValue(id.GetInt32(), out var answer)) return;
            if (root.TryGetProperty("error", out var error)) answer.TrySetException(new BrowserException(error.GetProperty("message").GetString() ?? "refused"));
            else answer.TrySetResult(root.GetProperty("result").Clone());
            return;
        }

        var method = root.GetProperty("method").GetString();
        var session = root.TryGetProperty("sessionId", out var sessionId) ? sessionId.GetString() : null;
        foreach (var listener in listeners.Values)
        {
            if (listener.Method == method && listener.Session == session) listener.Heard(root.GetProperty("params").Clone());
        }
    }

    private sealed record Listener(string? Session, string Method, Action<JsonElement> Heard);

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>Chromium refused a command, could not start, or has ended.</summary>
internal sealed class BrowserException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The command, where it was one.</summary>
    public string? Method { get; init; }

    /// <inheritdoc/>
    public override string Message => Method is null ? base.Message : $"{Method}: {base.Message}";
}
