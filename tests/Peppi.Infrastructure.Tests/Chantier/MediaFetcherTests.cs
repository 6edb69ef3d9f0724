using Microsoft.Extensions.Options;
using Peppi.Application.Chantier.Inbox;
using Peppi.Infrastructure.Chantier;

namespace Peppi.Infrastructure.Tests.Chantier;

public sealed class MediaFetcherTests
{
    [Theory]
    [InlineData("http://localhost/x.png")]
    [InlineData("http://127.0.0.1/x.png")]
    [InlineData("http://2130706433/x.png")]
    [InlineData("http://0x7f.1/x.png")]
    [InlineData("http://[::1]/x.png")]
    [InlineData("http://[::ffff:127.0.0.1]/x.png")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task A_host_on_the_list_is_not_reached_where_it_is_an_inner_address(string url)
    {
        var address = new Uri(url);
        var options = new MediaOptions { Hosts = [address.IdnHost], HttpsOnly = false };
        using var fetcher = new MediaFetcher(Options.Create(options), Options.Create(new WhatsAppOptions()));
        var opened = await fetcher.OpenAsync(address, null, null, CancellationToken.None);
        Assert.Equal("media_refused", opened.Error?.Code);
        Assert.DoesNotContain("list", opened.Error!.Message, StringComparison.Ordinal);
    }
}
