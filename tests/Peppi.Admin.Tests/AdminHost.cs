using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Admin.Shell;
using Peppi.Testing;

namespace Peppi.Admin.Tests;

/// <summary>The admin site on a real port, over a copy of the demo's database.</summary>
public sealed class AdminHost : IAsyncLifetime
{
    private WebApplicationFactory<IconTagHelper>? site;

    public TestDatabase Database { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(demo: true);
        site = new WebApplicationFactory<IconTagHelper>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Testing");
            foreach (var (name, value) in Database.Settings) builder.UseSetting(name, value);
        });
        site.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        site.StartServer();
        Address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        if (site is not null) await site.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A page of the browser, signed in as the demo's person of a role.</summary>
    public async Task<TestPage> SignedInAsync(string role = "admin", int width = 1440, bool dark = false, bool phone = false, string language = "fr")
    {
        var page = await (await TestBrowser.SharedAsync()).OpenAsync(width, phone ? 844 : 900, dark, phone, language);
        await page.GoAsync(Address + "/sign-in");
        await page.FillAsync("#Email", TestDemo.EmailOf(role));
        await page.FillAsync("#Password", TestDemo.Password);
        await page.ClickThroughAsync("form.sign-in button");
        return page;
    }

    /// <summary>A client without a browser, that keeps cookies and follows nothing.</summary>
    public AdminClient Client(string language = "fr") => new(Address, language);
}
