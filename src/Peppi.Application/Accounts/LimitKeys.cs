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
}
