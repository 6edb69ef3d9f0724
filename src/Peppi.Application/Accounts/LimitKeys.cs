using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Peppi.Application.Accounts;

/// <summary>Under which names attempts are counted: a table of counters is no place for a list of people or keys.</summary>
public static class LimitKeys
{
    /// <summary>An e-mail address or key, hashed.</summary>
    public static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim().ToUpperInvariant())))[..32];

    /// <summary>An IP address; of IPv6 the first 64 bits, since a customer has all of the others.</summary>
    public static string Network(string? ipAddress)
    {
        if (!IPAddress.TryParse(ipAddress, out var address)) return "unknown";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) + "/64" : address.ToString();
    }

    /// <summary>Of IPv6 the first 48 bits, which one site may have whole: 65,536 networks; null for any other address.</summary>
    public static string? Site(string? ipAddress) =>
        IPAddress.TryParse(ipAddress, out var address) && address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 6)) + "/48"
            : null;
}
