using System.Net;
using System.Net.Http.Json;
using System.Text;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>What @supabase/auth-js 2.119.1 sends and expects.</summary>
public sealed class The_wire_of_sign_in(PeppiApi api) : IClassFixture<PeppiApi>
{
    [Theory]
    [InlineData("/auth/v1/token?grant_type=password")]
    [InlineData("/auth/v1/login")]
    public async Task A_password_gives_a_session(string path)
    {
        var answer = await api.Anon().PostAsJsonAsync(path, new { email = PeppiApi.AdminEmail, password = api.Instance.FirstPassword, gotrue_meta_security = new { } });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        var session = await PeppiApi.JsonAsync(answer);
        Assert.Equal("bearer", (string?)session["token_type"]);
        Assert.Equal(3600, (int)session["expires_in"]!);
        Assert.InRange((long)session["expires_at"]!, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3500, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3601);
        Assert.NotEmpty((string)session["refresh_token"]!);
        Assert.Equal(PeppiApi.AdminEmail, (string?)session["user"]!["email"]);
        Assert.Equal("", (string?)session["user"]!["phone"]);
        Assert.Equal("authenticated", (string?)session["user"]!["aud"]);
        Assert.False(session["user"]!.AsObject().ContainsKey("banned_until"));
        Assert.Equal((string?)session["user"]!["id"], (string?)session["user"]!["identities"]![0]!["id"]);
    }

    [Fact]
    public async Task A_wrong_password_tells_the_older_shape_without_a_version()
    {
        var answer = await api.Anon().PostAsJsonAsync("/auth/v1/token?grant_type=password", new { email = PeppiApi.AdminEmail, password = "wrong password" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("""{"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_newer_shape_echoes_the_version_so_that_the_client_finds_the_code()
    {
        var client = api.Anon();
        client.DefaultRequestHeaders.Add("X-Supabase-Api-Version", "2024-01-01");
        var answer = await client.PostAsJsonAsync("/auth/v1/token?grant_type=refresh_token", new { refresh_token = "invented" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("2024-01-01", answer.Headers.GetValues("X-Supabase-Api-Version").Single());
        Assert.Equal("refresh_token_not_found", (string?)(await PeppiApi.JsonAsync(answer))["code"]);
    }

    [Theory]
    [InlineData("", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("""{"email":1,"password":"x"}""", "validation_failed")]
    [InlineData("""{"email":"a@b.fr"}""", "validation_failed")]
    public async Task A_body_that_is_none_says_what_is_expected(string body, string code)
    {
        var answer = await api.Anon().PostAsync("/auth/v1/token?grant_type=password", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)(await PeppiApi.JsonAsync(answer))["error_code"]);
    }

    [Fact]
    public async Task A_grant_that_is_not_there_is_refused()
    {
        var answer = await api.Anon().PostAsJsonAsync("/auth/v1/token?grant_type=magic", new { });
        Assert.Equal("invalid_credentials", (string?)(await PeppiApi.JsonAsync(answer))["error_code"]);
    }

    [Fact]
    public async Task Signing_out_without_a_body_answers_204_and_ends_the_session()
    {
        var client = await api.SignedInAsync(PeppiApi.AdminEmail, api.Instance.FirstPassword!);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/auth/v1/user")).StatusCode);

        using var empty = new ByteArrayContent([]);
        empty.Headers.ContentType = new("application/json") { CharSet = "UTF-8" };
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("/auth/v1/logout?scope=local", empty)).StatusCode);

        var gone = await client.GetAsync("/auth/v1/user");
        Assert.Equal(HttpStatusCode.Forbidden, gone.StatusCode);
        Assert.Equal("session_not_found", (string?)(await PeppiApi.JsonAsync(gone))["error_code"]);
    }

    [Fact]
    public async Task The_public_keys_hold_nothing_private()
    {
        var answer = await api.Client().GetAsync("/auth/v1/.well-known/jwks.json");
        Assert.Equal("public, max-age=600", answer.Headers.CacheControl!.ToString());
        var keys = (await PeppiApi.JsonAsync(answer))["keys"]!.AsArray();
        Assert.Equal(3, keys.Count);
        Assert.All(keys, key => Assert.Equal(["kty", "crv", "x", "y", "alg", "use", "key_ops", "kid"], key!.AsObject().Select(member => member.Key)));
    }

    [Fact]
    public async Task A_preflight_from_any_origin_is_answered_without_a_key()
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/auth/v1/token");
        request.Headers.Add("Origin", "https://app.exemple.fr");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "apikey,authorization,content-type,x-client-info,x-supabase-api-version");
        var answer = await api.Client().SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }
}
