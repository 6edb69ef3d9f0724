using System.Net;
using System.Text.Json;
using Peppi.WebApi.Tests.Auth;

namespace Peppi.WebApi.Tests.Clients;

/// <summary>Shows a client test the last mail to an address: <c>GET ?to=</c> answers subject, link, token and code.</summary>
internal sealed class MailWindow : IAsyncDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task serving;

    public MailWindow(AuthApi api)
    {
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Address);
        listener.Start();
        serving = ServeAsync(api);
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync(AuthApi api)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                var mail = await api.FindMailAsync(context.Request.QueryString["to"] ?? "");
                context.Response.ContentType = "application/json";
                await JsonSerializer.SerializeAsync(context.Response.OutputStream, mail is null ? null : new { subject = mail.Subject, link = mail.Link, token = mail.Token, code = mail.Code });
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed: the test is over.
        }
    }
}
