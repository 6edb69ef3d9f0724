using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Peppi.Application.Chantier.Inbox;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Outbound;

namespace Peppi.Infrastructure.Chantier;

/// <summary>
/// Fetches photos from listed hosts. The address that a name resolves to is judged when the connection is made
/// (<see cref="OutboundConnections"/>); a redirect is a new address, judged anew.
/// </summary>
internal sealed class MediaFetcher : IMediaFetcher, IDisposable
{
    private const int MostRedirects = 3;

    private readonly HttpClient http;
    private readonly MediaOptions options;
    private readonly string graph;

    public MediaFetcher(IOptions<MediaOptions> options, IOptions<WhatsAppOptions> whatsApp)
    {
        this.options = options.Value;
        graph = new Uri(whatsApp.Value.GraphUrl).Host;
        IPNetwork[] opened = [.. this.options.PrivateNetworks.Select(Network)];
        var handler = OutboundConnections.Handler(admits: address => PublicAddresses.Contains(address) || opened.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)));

        // A server that answers with megabytes of headers is none that photos come from.
        handler.MaxResponseHeadersLength = 32;
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<Result<FetchedMedia>> OpenAsync(Uri address, string? bearer, long? most, CancellationToken cancellationToken)
    {
        var first = address.GetLeftPart(UriPartial.Authority);
        var limit = Math.Min(most ?? long.MaxValue, options.LargestBytes);
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (Refusal(address) is { } refusal) return refusal;
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Peppi", null));
            if (bearer is not null && address.GetLeftPart(UriPartial.Authority) == first) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            HttpResponseMessage answer;
            try
            {
                answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            }
            catch (HttpRequestException exception) when (exception.InnerException is OutboundRefusedException refused)
            {
                return Refused(refused.Message);
            }

            if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } further)
            {
                answer.Dispose();
                address = further.IsAbsoluteUri ? further : new Uri(address, further);
                continue;
            }

            if (!answer.IsSuccessStatusCode)
            {
                answer.Dispose();
                return new Error(ErrorKind.Unavailable, "media_unreachable", $"The host {address.Host} answered {(int)answer.StatusCode}.");
            }

            if (answer.Content.Headers.ContentLength > limit)
            {
                answer.Dispose();
                return TooLarge;
            }

            return new FetchedMedia(new BoundedStream(await answer.Content.ReadAsStreamAsync(cancellationToken), limit),
                answer.Content.Headers.ContentType?.MediaType, answer);
        }

        return Refused("It was sent on too often.");
    }

    public void Dispose() => http.Dispose();

    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "media_too_large", "It is larger than photos may be (Media:LargestBytes).");

    private Error? Refusal(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && (options.HttpsOnly || address.Scheme != Uri.UriSchemeHttp)) return Refused("Only https is fetched.");
        if (address.UserInfo.Length > 0) return Refused("Its address holds a name and a password.");
        var host = address.IdnHost;
        return host.Equals(graph, StringComparison.OrdinalIgnoreCase) || options.Hosts.Any(listed => Fits(listed, host)) ? null : Refused($"The host {host} is not on the list (Media:Hosts).");
    }

    private static bool Fits(string listed, string host) => listed.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > listed.Length - 1 && host.EndsWith(listed[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(listed, StringComparison.OrdinalIgnoreCase);

    private static Error Refused(string why) => new(ErrorKind.Forbidden, "media_refused", why);

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network) ? network : new IPNetwork(IPAddress.Parse(text), text.Contains(':', StringComparison.Ordinal) ? 128 : 32);

    /// <summary>A stream that fails rather than give more than was agreed: a length that a server tells is only its word.</summary>
    private sealed class BoundedStream(Stream inner, long limit) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => read;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Count(await inner.ReadAsync(buffer, cancellationToken));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        private int Count(int got)
        {
            read += got;
            return read <= limit ? got : throw new MediaTooLargeException();
        }
    }
}
