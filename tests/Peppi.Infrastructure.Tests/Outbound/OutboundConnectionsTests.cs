using System.Net;
using System.Net.Sockets;
using Peppi.Infrastructure.Outbound;

namespace Peppi.Infrastructure.Tests.Outbound;

public sealed class OutboundConnectionsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    public void An_address_that_is_not_of_the_open_internet_is_told_apart(string address) =>
        Assert.False(PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    public void An_address_of_the_open_internet_is_admitted(string address) =>
        Assert.True(PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://localhost/")]
    public async Task No_way_of_writing_this_machine_reaches_it(string url)
    {
        using var http = new HttpClient(OutboundConnections.Handler());
        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri(url)));
        Assert.IsType<OutboundRefusedException>(refused.InnerException);
        Assert.DoesNotContain("127.0.0.1", refused.InnerException!.Message.Replace(new Uri(url).Host, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_one_inner_address_among_public_ones_is_refused_whole()
    {
        using var http = new HttpClient(OutboundConnections.Handler((_, _) => Task.FromResult(new[] { IPAddress.Parse("1.1.1.1"), IPAddress.Loopback })));
        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://photos.example/1.jpg")));
        Assert.IsType<OutboundRefusedException>(refused.InnerException);
    }

    [Fact]
    public async Task A_name_is_asked_once_a_connection_and_the_address_looked_at_is_the_one_reached()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = 0;
        var looked = new List<IPAddress>();
        using var http = new HttpClient(OutboundConnections.Handler(
            (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1") }),
            address => { looked.Add(address); return IPAddress.IsLoopback(address); }));
        var answer = http.GetAsync(new Uri($"http://changes.example:{port}/"));
        using var taken = await listener.AcceptTcpClientAsync();
        await taken.GetStream().WriteAsync("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var response = await answer;

        Assert.Equal(HttpStatusCode.Found, response.StatusCode); // handed back, not followed
        Assert.Equal(1, asked);
        Assert.Equal([IPAddress.Loopback], looked);

        // The next connection asks again, and the name now answers with an inner address.
        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri($"http://changes.example:{port}/")));
        Assert.IsType<OutboundRefusedException>(refused.InnerException);
    }
}
