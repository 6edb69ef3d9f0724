using System.Net;

namespace Peppi.Admin.Tests;

/// <summary>What protects every page.</summary>
public sealed class The_site_is_closed(AdminHost host) : IClassFixture<AdminHost>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/users")]
    [InlineData("/roles")]
    [InlineData("/projects")]
    [InlineData("/search?q=a")]
    [InlineData("/account/password")]
    public async Task A_page_asks_to_sign_in_first_and_comes_back_to_it(string path)
    {
        using var client = host.Client();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/sign-in?back={Uri.EscapeDataString(path)}", answer.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/css/tokens.css", HttpStatusCode.OK)]
    public async Task Every_answer_forbids_scripts_frames_and_guesses(string path, HttpStatusCode status)
    {
        using var client = host.Client();
        var answer = await client.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task The_cookie_names_its_instance_and_is_out_of_reach_of_scripts()
    {
        using var client = host.Client();
        var answer = await client.SignInAsync();
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("peppi-admin-", StringComparison.Ordinal));
        Assert.Contains("peppi-admin-5081=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        using var client = host.Client();
        await client.SignInAsync("general_management");
        var stolen = client.Cookies.Single(cookie => cookie.Name.StartsWith("peppi-admin", StringComparison.Ordinal));
        await client.PostAsync("/", "/sign-out");

        using var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(host.Address) };
        thief.DefaultRequestHeaders.Add("Cookie", $"{stolen.Name}={stolen.Value}");
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/projects")).StatusCode);
    }

    [Fact]
    public async Task A_foreign_address_to_come_back_to_is_ignored()
    {
        using var client = host.Client();
        var answer = await client.PostAsync("/sign-in?back=https%3A%2F%2Fevil.example", "", ("Email", Testing.TestDemo.EmailOf("admin")), ("Password", Testing.TestDemo.Password));
        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task It_tells_load_balancers_that_it_lives(string path)
    {
        using var client = host.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task The_readers_language_is_the_browsers_until_another_is_chosen()
    {
        using var client = host.Client("en-GB,en;q=0.9");
        using (var english = await client.PageAsync("/sign-in"))
        {
            Assert.Equal("en", english.DocumentElement.GetAttribute("lang"));
            Assert.Equal("Sign in", english.QuerySelector("h1")!.TextContent);
        }

        await client.PostAsync("/sign-in", "/preferences", ("language", "fr"));
        using var french = await client.PageAsync("/sign-in");
        Assert.Equal("fr", french.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Se connecter", french.QuerySelector("h1")!.TextContent);
    }
}
