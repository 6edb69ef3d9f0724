using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Peppi.Application.Webhooks;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Outbound;

namespace Peppi.Infrastructure.Webhooks;

/// <summary>HTTP to addresses of the open internet and of networks that a setting opens.</summary>
internal sealed class HttpWebhookTransport : IWebhookTransport, IDisposable
{
    /// <summary>What is kept of an answer: enough to see what is wrong, too little to be a copy of what the target holds.</summary>
    private const int Excerpt = 500;

    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly TimeSpan patience;

    public HttpWebhookTransport(IOptions<WebhooksOptions> options, TimeProvider time)
    {
        var networks = options.Value.AllowedNetworks.Select(IPNetwork.Parse).ToArray();
        this.time = time;
        patience = TimeSpan.FromSeconds(options.Value.AnswerSeconds);
        var handler = OutboundConnections.Handler(admits: address => PublicAddresses.Contains(address) || networks.Any(network => network.Contains(Plain(address))));
        handler.MaxConnectionsPerServer = 4;
        handler.MaxResponseHeadersLength = 16;
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Peppi-Webhooks/1");
    }

    public async Task<Result<WebhookAnswer>> PostAsync(Uri address, string body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        // Of the machine's clock, not of a test's: it is about a socket.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, patience, Timeout.InfiniteTimeSpan);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new WebhookAnswer((int)answer.StatusCode, await BeginningAsync(answer, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookErrors.NoAnswer($"nothing came within {patience.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or NotSupportedException)
        {
            return Refusal(exception) is { } refused ? WebhookErrors.Refused(refused.Message + ".") : WebhookErrors.NoAnswer(exception is HttpRequestException { HttpRequestError: var error } ? $"{error}." : "the connection broke.");
        }
    }

    public void Dispose() => client.Dispose();

    private static async Task<string> BeginningAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Excerpt];
        var length = await stream.ReadAtLeastAsync(buffer, Excerpt, throwOnEndOfStream: false, cancellationToken);

        // PostgreSQL keeps no NUL, and a page shows no control characters.
        return new string([.. Encoding.UTF8.GetString(buffer, 0, length).Select(sign => char.IsControl(sign) ? ' ' : sign)]);
    }

    private static OutboundRefusedException? Refusal(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is OutboundRefusedException refused) return refused;
        }

        return null;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
