using System.Net;
using System.Net.Sockets;

namespace Peppi.Infrastructure.Outbound;

/// <summary>
/// Tells addresses of the open internet from those that a request in somebody else's name must never reach: this machine, the
/// networks behind it, a cloud's metadata service. Deny by default: what the registries keep for special use is not public
/// (IANA's special-purpose registries, RFC 6890).
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] SpecialV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // "this" network
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"), // a carrier's own (RFC 6598)
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), // link-local, and the metadata service of most clouds
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.31.196.0/24"),
        IPNetwork.Parse("192.52.193.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("192.175.48.0/24"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"), // multicast, reserved, broadcast
    ];

    // Of IPv6 only global unicast is public, and within it these are not.
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialV6 =
    [
        IPNetwork.Parse("2001::/23"), // Teredo and other protocol assignments
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("3fff::/20"), // documentation (RFC 9637)
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether <paramref name="address"/> is of the open internet; one that wraps an IPv4 address is judged by that.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return !SpecialV4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        if (address.IsIPv4MappedToIPv6) return Contains(address.MapToIPv4());
        if (Nat64.Contains(address)) return Contains(Wrapped(address, 12));
        if (SixToFour.Contains(address)) return Contains(Wrapped(address, 2));
        return GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address));
    }

    private static IPAddress Wrapped(IPAddress address, int start) => new(address.GetAddressBytes().AsSpan(start, 4));
}
