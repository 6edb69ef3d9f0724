using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Peppi.WebApi.Tests.Chantier;

/// <summary>Serves pictures, refusals, redirects and lies about lengths; counts who asked for what with which token.</summary>
public sealed class PhotoServer : IDisposable
{
    // One pixel.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly HttpListener listener = new();

    public PhotoServer(string host)
    {
        var free = new TcpListener(IPAddress.Parse(host), 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Address = $"http://{host}:{port}/";
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Where it listens, with a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Which paths are not there yet.</summary>
    public ConcurrentDictionary<string, bool> Missing { get; } = [];

    /// <summary>The token that came with each path.</summary>
    public ConcurrentDictionary<string, string?> Tokens { get; } = [];

    /// <summary>Where paths lead on to.</summary>
    public ConcurrentDictionary<string, string> Redirects { get; } = [];

    /// <summary>When <c>/slow/</c> is answered.</summary>
    public TaskCompletionSource Released { get; } = new();

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            var context = await listener.GetContextAsync();
            if (context.Request.Url!.AbsolutePath.StartsWith("/slow/", StringComparison.Ordinal)) _ = Released.Task.ContinueWith(_ => AnswerIfHeard(context), TaskScheduler.Default);
            else AnswerIfHeard(context);
        }
    }

    private void AnswerIfHeard(HttpListenerContext context)
    {
        try
        {
            Answer(context);
        }
        catch (HttpListenerException)
        {
            // The reader had enough.
        }
    }

    private void Answer(HttpListenerContext context)
    {
        var (path, answer) = (context.Request.Url!.AbsolutePath, context.Response);
        Tokens[path] = context.Request.Headers["Authorization"];
        if (Missing.ContainsKey(path))
        {
            answer.StatusCode = 404;
        }
        else if (Redirects.TryGetValue(path, out var further))
        {
            answer.Redirect(further);
        }
        else if (path.StartsWith("/graph/long-", StringComparison.Ordinal))
        {
            Write(answer, "application/json", Encoding.UTF8.GetBytes($$"""{"padding": "{{new string('x', 1_100_000)}}", "url": "{{Address}}x.png"}"""));
        }
        else if (path.StartsWith("/graph/", StringComparison.Ordinal))
        {
            Write(answer, "application/json", Encoding.UTF8.GetBytes($$"""{"url": "{{Address}}whatsapp/{{path[7..]}}", "mime_type": "image/png", "id": "{{path[7..]}}"}"""));
        }
        else if (path.StartsWith("/to/", StringComparison.Ordinal))
        {
            answer.Redirect(Uri.UnescapeDataString(path[4..]));
        }
        else if (path.StartsWith("/endless/", StringComparison.Ordinal))
        {
            answer.ContentType = "image/png";
            answer.SendChunked = true;
            answer.OutputStream.Write(Png);
            for (var part = 0; part < 100; part++) answer.OutputStream.Write(new byte[10_000]);
        }
        else if (path.StartsWith("/excuse/", StringComparison.Ordinal))
        {
            Write(answer, "application/json", """{"error": "expired"}"""u8.ToArray());
        }
        else if (path.StartsWith("/nothing/", StringComparison.Ordinal))
        {
            Write(answer, "image/png", []);
        }
        else if (path.StartsWith("/mislabelled/", StringComparison.Ordinal))
        {
            Write(answer, "image/jpeg", Png);
        }
        else if (path.StartsWith("/page/", StringComparison.Ordinal))
        {
            Write(answer, "image/png", "<html><script>alert(1)</script></html>"u8.ToArray());
        }
        else
        {
            Write(answer, "image/png", Png);
        }

        answer.Close();
    }

    private static void Write(HttpListenerResponse answer, string type, byte[] content)
    {
        answer.ContentType = type;
        answer.ContentLength64 = content.Length;
        answer.OutputStream.Write(content);
    }
}
