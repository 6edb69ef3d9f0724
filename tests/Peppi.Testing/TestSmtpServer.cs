using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Peppi.Testing;

/// <summary>A real SMTP server (Debian's python3-aiosmtpd) that keeps what it takes in a Maildir.</summary>
public sealed class TestSmtpServer : IAsyncDisposable
{
    // Prints a mail as JSON: what a mail program would show, decoded by another implementation than ours.
    private const string Reader = """
        import sys, json, email, email.policy, base64
        m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        body = lambda kind: (lambda p: p.get_content() if p else None)(m.get_body((kind,)))
        print(json.dumps({'headers': {k: str(v) for k, v in m.items()}, 'text': body('plain'), 'html': body('html'),
          'attachments': [{'name': a.get_filename(), 'type': a.get_content_type(), 'content': base64.b64encode(a.get_content() if isinstance(a.get_content(), bytes) else a.get_content().encode()).decode()} for a in m.iter_attachments()]}))
        """;

    private readonly Process process;
    private readonly string folder;

    private TestSmtpServer(Process process, int port, string folder)
    {
        this.process = process;
        Port = port;
        this.folder = folder;
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<TestSmtpServer> StartAsync()
    {
        var port = FreePort();
        var folder = Directory.CreateTempSubdirectory("peppi-smtp-").FullName;
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3",
            ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}", "-c", "aiosmtpd.handlers.Mailbox", Path.Combine(folder, "box")])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return new TestSmtpServer(process, port, folder);
            }
            catch (SocketException) when (attempt < 100 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>The mails that it has taken.</summary>
    public async Task<IReadOnlyList<TestMail>> MailsAsync()
    {
        var box = Path.Combine(folder, "box", "new");
        if (!Directory.Exists(box)) return [];
        List<TestMail> mails = [];
        foreach (var file in Directory.GetFiles(box).Order()) mails.Add(await ReadAsync(file));
        return mails;
    }

    /// <summary>Reads an .eml file as a mail program does.</summary>
    public static async Task<TestMail> ReadAsync(string file)
    {
        using var reader = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Reader, file]) { RedirectStandardOutput = true })!;
        var json = await reader.StandardOutput.ReadToEndAsync();
        await reader.WaitForExitAsync();
        return JsonSerializer.Deserialize<TestMail>(json, JsonSerializerOptions.Web)!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A mail as read back.</summary>
/// <param name="Headers">Its headers, decoded.</param>
/// <param name="Text">Its body as plain text.</param>
/// <param name="Html">Its body as HTML.</param>
/// <param name="Attachments">Its files.</param>
public sealed record TestMail(Dictionary<string, string> Headers, string Text, string? Html, IReadOnlyList<TestAttachment> Attachments);

/// <summary>A file of a mail.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">MIME type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record TestAttachment(string Name, string Type, byte[] Content);
