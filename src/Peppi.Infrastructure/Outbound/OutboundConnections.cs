using System.Net;
using System.Net.Sockets;

namespace Peppi.Infrastructure.Outbound;

/// <summary>A connection that was refused because of where it would have gone; the message names the host and no address.</summary>
internal sealed class OutboundRefusedException(string message) : IOException(message);

/// <summary>
/// Connections to hosts that somebody else named (a photo's address, a webhook's target). The name is resolved once, every
/// address that it has must be of the open internet, and the connection goes to the very address that was looked at: a name
/// that answers otherwise the second time gains nothing. No redirect is followed and no proxy of the environment is used.
/// </summary>
internal static class OutboundConnections
{
    /// <summary>
    /// A handler for <see cref="HttpClient"/>; <paramref name="resolve"/> asks the names' server (tests put their own),
    /// <paramref name="admits"/> says which addresses may be reached (<see cref="PublicAddresses.Contains"/> unless a setting opens more).
    /// </summary>
    public static SocketsHttpHandler Handler(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress, bool>? admits = null)
    {
        resolve ??= Dns.GetHostAddressesAsync;
        admits ??= PublicAddresses.Contains;
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = async (context, cancellationToken) => await ConnectAsync(context.DnsEndPoint, resolve, admits, cancellationToken),
        };
    }

    private static async Task<Stream> ConnectAsync(DnsEndPoint target, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> admits, CancellationToken cancellationToken)
    {
        // A host in digits is an address in one of its many notations; it is judged like one, never asked of a names' server.
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancellationToken);
        if (addresses.Length == 0) throw new OutboundRefusedException($"the host {target.Host} has no address");
        if (!addresses.All(admits)) throw new OutboundRefusedException($"the host {target.Host} is not on the open internet");

        // One socket an address family: a host may have an IPv6 address that this machine cannot reach.
        Exception? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, target.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                failure = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw failure!;
    }
}
