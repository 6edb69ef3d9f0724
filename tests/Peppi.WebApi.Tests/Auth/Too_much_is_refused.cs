using System.Net;
using System.Net.Http.Json;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>The limits as they are by default, counted in the database for all nodes.</summary>
public sealed class Too_much_is_refused(PeppiApi api) : IClassFixture<PeppiApi>
{
    [Fact]
    public async Task Calls_of_one_address_are_counted_across_nodes_and_told()
    {
        var (one, other) = (api.Anon(), api.ClientAt(api.AddNode()));
        var first = await one.GetAsync("/auth/v1/settings");
        Assert.Equal(("300", "299"), (first.Headers.GetValues("RateLimit-Limit").Single(), first.Headers.GetValues("RateLimit-Remaining").Single()));
        Assert.Equal("298", (await other.GetAsync("/auth/v1/settings")).Headers.GetValues("RateLimit-Remaining").Single());

        await api.Database.ExecuteAsync("update auth.rate_limits set count = 300 where key like 'call:GET /auth/v1/settings:ip:%'");
        var refused = await other.GetAsync("/auth/v1/settings");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("over_request_rate_limit", (string?)(await PeppiApi.JsonAsync(refused))["error_code"]);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        // Another route, and a server with the service key, go on.
        Assert.Equal(HttpStatusCode.OK, (await one.GetAsync("/auth/v1/.well-known/jwks.json")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Service().GetAsync("/auth/v1/settings")).StatusCode);
        await api.Database.ExecuteAsync("update auth.rate_limits set window_start = now() - interval '61 seconds'");
        Assert.Equal("299", (await one.GetAsync("/auth/v1/settings")).Headers.GetValues("RateLimit-Remaining").Single());
    }

    [Theory]
    [InlineData(PeppiApi.AdminEmail)]
    [InlineData("nobody@exemple.fr")]
    public async Task Mails_to_one_address_are_few_whether_or_not_it_is_known(string email)
    {
        for (var mail = 0; mail < 6; mail++) Assert.Equal(HttpStatusCode.OK, (await api.Anon().PostAsJsonAsync("/auth/v1/recover", new { email })).StatusCode);
        var refused = await api.Anon().PostAsJsonAsync("/auth/v1/recover", new { email });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("over_email_send_rate_limit", (string?)(await PeppiApi.JsonAsync(refused))["error_code"]);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3000, 3600);
    }

    [Fact]
    public async Task Nobody_signs_up_unless_the_owner_lets_anybody()
    {
        var answer = await api.Anon().PostAsJsonAsync("/auth/v1/signup", new { email = "new@exemple.fr", password = AuthApi.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("signup_disabled", (string?)(await PeppiApi.JsonAsync(answer))["error_code"]);
        await api.Anon().PostAsJsonAsync("/auth/v1/otp", new { email = "new@exemple.fr", create_user = true });
        Assert.Equal(0L, await api.Database.ScalarAsync<long>("select count(*) from auth.users where email = 'new@exemple.fr'"));
    }
}
