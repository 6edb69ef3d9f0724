using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>Second factors as the client library drives them, and what the database makes of a session without.</summary>
public sealed class A_second_factor : IAsyncLifetime
{
    private readonly DemoApi api = new();

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Enrolling_challenging_and_verifying_raises_the_session_and_ends_lesser_ones()
    {
        var (client, other) = (await SignInAsync(RoleNames.Finance), await SignInAsync(RoleNames.Finance));
        var left = await EnrolAsync(client, "left behind");
        var enrolled = await EnrolAsync(client, "Téléphone");
        Assert.Equal("totp", (string?)enrolled["type"]);
        Assert.StartsWith("<svg", (string?)enrolled["totp"]!["qr_code"], StringComparison.Ordinal);
        Assert.StartsWith("otpauth://totp/Peppi:finance", (string?)enrolled["totp"]!["uri"], StringComparison.Ordinal);

        var session = await JsonAsync(await VerifyAsync(client, enrolled, new TestAuthenticator(Secret(enrolled)).Next()), HttpStatusCode.OK);
        var token = new JsonWebToken((string)session["access_token"]!);
        Assert.Equal("aal2", token.GetClaim("aal").Value);
        Assert.Equal(["totp", "password"], token.Claims.Where(claim => claim.Type == "amr").Select(claim => (string?)JsonNode.Parse(claim.Value)!["method"]));
        Assert.NotNull((string?)session["refresh_token"]);

        var factor = Assert.Single(session["user"]!["factors"]!.AsArray())!;
        Assert.Equal(("verified", "Téléphone", "totp"), ((string?)factor["status"], (string?)factor["friendly_name"], (string?)factor["factor_type"]));
        Assert.DoesNotContain((string)left["id"]!, session.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/auth/v1/user")).StatusCode);
        Assert.Equal("superseded", await api.Database.ScalarAsync<string>("select end_reason from auth.sessions where ended_at is not null"));
    }

    [Fact]
    public async Task A_code_works_once_and_only_in_its_time()
    {
        var client = await SignInAsync(RoleNames.Finance);
        var enrolled = await EnrolAsync(client, "one");
        var app = new TestAuthenticator(Secret(enrolled));
        await RefusedAsync(await VerifyAsync(client, enrolled, app.Old()), HttpStatusCode.UnprocessableEntity, "mfa_verification_failed");
        await RefusedAsync(await VerifyAsync(client, enrolled, "000000x"), HttpStatusCode.UnprocessableEntity, "mfa_verification_failed");
        await JsonAsync(await VerifyAsync(client, enrolled, app.Next()), HttpStatusCode.OK);
        await RefusedAsync(await VerifyAsync(client, enrolled, app.Again()), HttpStatusCode.UnprocessableEntity, "mfa_verification_failed");
        await JsonAsync(await VerifyAsync(client, enrolled, app.Next()), HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_challenge_is_answered_once_by_its_own_factor_and_not_too_late()
    {
        var client = await SignInAsync(RoleNames.Finance);
        var enrolled = await EnrolAsync(client, "one");
        var app = new TestAuthenticator(Secret(enrolled));
        var challenge = await ChallengeAsync(client, enrolled);
        Assert.True((long)challenge["expires_at"]! > DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        await JsonAsync(await VerifyAsync(client, enrolled, app.Next(), (string)challenge["id"]!), HttpStatusCode.OK);
        await RefusedAsync(await VerifyAsync(client, enrolled, app.Next(), (string)challenge["id"]!), HttpStatusCode.UnprocessableEntity, "mfa_factor_not_found");

        var late = await ChallengeAsync(client, enrolled);
        await api.Database.ExecuteAsync("update auth.mfa_challenges set expires_at = now() - interval '1 second'");
        await RefusedAsync(await VerifyAsync(client, enrolled, app.Next(), (string)late["id"]!), HttpStatusCode.UnprocessableEntity, "mfa_challenge_expired");
        await RefusedAsync(await client.PostAsync($"/auth/v1/factors/{Guid.NewGuid()}/challenge", null), HttpStatusCode.NotFound, "mfa_factor_not_found");
    }

    [Fact]
    public async Task Guessing_is_slowed_down_whatever_address_it_comes_from()
    {
        var client = await SignInAsync(RoleNames.Finance);
        var enrolled = await EnrolAsync(client, "one");
        for (var guess = 0; guess < 6; guess++) await VerifyAsync(client, enrolled, "000000");
        var slowed = await VerifyAsync(client, enrolled, new TestAuthenticator(Secret(enrolled)).Next());
        await RefusedAsync(slowed, HttpStatusCode.TooManyRequests, "over_request_rate_limit");

        // At the same instant as well: each is counted before it is judged.
        await api.Database.ExecuteAsync("delete from auth.rate_limits where key like 'sign_in:failed:%'");
        var asked = (string)(await PeppiApi.JsonAsync(await client.PostAsync($"/auth/v1/factors/{(string)enrolled["id"]!}/challenge", null)))["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => VerifyAsync(client, enrolled, "000000", asked)));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.NotNull(slowed.Headers.RetryAfter);

        // Where the guesses came from is counted as for sign-ins, for each address: not all together.
        Assert.Equal("127.0.0.1", await api.Database.ScalarAsync<string>("select string_agg(substr(key, 12), ',') from auth.rate_limits where key like 'sign_in:ip:%'"));
    }

    [Fact]
    public async Task A_password_alone_neither_adds_nor_removes_a_factor()
    {
        var client = await SignInAsync(RoleNames.Finance);
        var enrolled = await EnrolAsync(client, "one");
        var app = new TestAuthenticator(Secret(enrolled));
        var session = await JsonAsync(await VerifyAsync(client, enrolled, app.Next()), HttpStatusCode.OK);

        var lesser = await SignInAsync(RoleNames.Finance);
        await RefusedAsync(await lesser.PostAsJsonAsync("/auth/v1/factors", new { factor_type = "totp" }), HttpStatusCode.Forbidden, "insufficient_aal");
        await RefusedAsync(await lesser.DeleteAsync($"/auth/v1/factors/{(string?)enrolled["id"]}"), HttpStatusCode.UnprocessableEntity, "insufficient_aal");

        var greater = api.Client(api.Instance.AnonKey, (string)session["access_token"]!);
        await RefusedAsync(await greater.PostAsJsonAsync("/auth/v1/factors", new { factor_type = "totp", friendly_name = "one" }), HttpStatusCode.UnprocessableEntity, "mfa_factor_name_conflict");
        var gone = await JsonAsync(await greater.DeleteAsync($"/auth/v1/factors/{(string?)enrolled["id"]}"), HttpStatusCode.OK);
        Assert.Equal((string?)enrolled["id"], (string?)gone["id"]);
        Assert.Null((await JsonAsync(await greater.GetAsync("/auth/v1/user"), HttpStatusCode.OK))["factors"]);
    }

    [Theory]
    [InlineData("phone", HttpStatusCode.UnprocessableEntity, "mfa_phone_enroll_not_enabled")]
    [InlineData("webauthn", HttpStatusCode.UnprocessableEntity, "mfa_webauthn_enroll_not_enabled")]
    [InlineData("pigeon", HttpStatusCode.BadRequest, "validation_failed")]
    public async Task Other_kinds_are_refused_by_name(string kind, HttpStatusCode status, string code) =>
        await RefusedAsync(await (await SignInAsync(RoleNames.Finance)).PostAsJsonAsync("/auth/v1/factors", new { factor_type = kind }), status, code);

    [Fact]
    public async Task A_recovery_code_stands_in_once_for_a_lost_telephone()
    {
        var client = await SignInAsync(RoleNames.Finance);
        await RefusedAsync(await client.PostAsync("/auth/v1/factors/recovery_codes", null), HttpStatusCode.UnprocessableEntity, "no_second_factor");
        var enrolled = await EnrolAsync(client, "one");
        var session = await JsonAsync(await VerifyAsync(client, enrolled, new TestAuthenticator(Secret(enrolled)).Next()), HttpStatusCode.OK);
        var greater = api.Client(api.Instance.AnonKey, (string)session["access_token"]!);
        var codes = (await JsonAsync(await greater.PostAsync("/auth/v1/factors/recovery_codes", null), HttpStatusCode.OK))["recovery_codes"]!.AsArray();
        Assert.Equal(10, codes.Count);
        var code = (string)codes[3]!;
        Assert.Equal(1L, await api.Database.ScalarAsync<long>("select count(*) from app.audit_log where action = 'recovery_codes_make'"));
        Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), await api.Database.ScalarAsync<string>("select string_agg(row::text, '') from auth.mfa_recovery_codes row"), StringComparison.Ordinal);

        var lesser = await SignInAsync(RoleNames.Finance);
        var recovered = await JsonAsync(await VerifyAsync(lesser, enrolled, code.ToUpperInvariant()), HttpStatusCode.OK);
        Assert.Equal("aal2", new JsonWebToken((string)recovered["access_token"]!).GetClaim("aal").Value);
        await RefusedAsync(await VerifyAsync(await SignInAsync(RoleNames.Finance), enrolled, code), HttpStatusCode.UnprocessableEntity, "mfa_verification_failed");
    }

    [Fact]
    public async Task A_server_sees_and_removes_the_factors_of_others_and_people_do_not()
    {
        var client = await SignInAsync(RoleNames.Finance);
        var enrolled = await EnrolAsync(client, "one");
        await VerifyAsync(client, enrolled, new TestAuthenticator(Secret(enrolled)).Next());
        var path = $"/auth/v1/admin/users/{TestDemo.IdOf(RoleNames.Finance)}/factors";
        await RefusedAsync(await (await SignInAsync(RoleNames.Admin)).GetAsync(path), HttpStatusCode.Forbidden, "not_admin");

        var service = api.Service();
        var listed = (await PeppiApi.JsonAsync(await service.GetAsync(path))).AsArray();
        Assert.Equal("verified", (string?)Assert.Single(listed)!["status"]);
        await JsonAsync(await service.DeleteAsync($"{path}/{(string?)enrolled["id"]}"), HttpStatusCode.OK);
        await RefusedAsync(await service.DeleteAsync($"{path}/{(string?)enrolled["id"]}"), HttpStatusCode.NotFound, "mfa_factor_not_found");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/auth/v1/user")).StatusCode);
    }

    [Fact]
    public async Task A_role_that_demands_it_sees_nothing_without_and_everything_with()
    {
        var client = await SignInAsync(RoleNames.Finance);
        Assert.NotEmpty(await RowsAsync(client, "finances"));
        await api.Database.ExecuteAsync("update public.roles set requires_aal2 = true where name = 'finance'");
        foreach (var table in (string[])["finances", "projects", "supply_orders", "people"]) Assert.Empty(await RowsAsync(client, table));
        Assert.Single(await RowsAsync(client, "users"));
        Assert.True((bool)Assert.Single(await RowsAsync(client, "roles"))!["requires_aal2"]!);
        var rows = await api.Database.ScalarAsync<long>("select count(*) from finances");
        await client.DeleteAsync("/rest/v1/finances?id=gt.0");
        Assert.Equal(rows, await api.Database.ScalarAsync<long>("select count(*) from finances"));

        var report = await client.PostAsJsonAsync("/functions/v1/generate-report", new { report_type = "finance", format = "xlsx" });
        await RefusedAsync(report, HttpStatusCode.Forbidden, "insufficient_aal", "code");

        var enrolled = await EnrolAsync(client, "one");
        var session = await JsonAsync(await VerifyAsync(client, enrolled, new TestAuthenticator(Secret(enrolled)).Next()), HttpStatusCode.OK);
        var greater = api.Client(api.Instance.AnonKey, (string)session["access_token"]!);
        Assert.NotEmpty(await RowsAsync(greater, "finances"));

        // Without the factor the token, which still says aal2, counts for as much as its session does.
        await JsonAsync(await greater.DeleteAsync($"/auth/v1/factors/{(string?)enrolled["id"]}"), HttpStatusCode.OK);
        for (var look = 0; look < 100 && (await RowsAsync(greater, "finances")).Count > 0; look++) await Task.Delay(50);
        Assert.Empty(await RowsAsync(greater, "finances"));
    }

    [Fact]
    public async Task Secrets_are_sealed_in_the_database()
    {
        var enrolled = await EnrolAsync(await SignInAsync(RoleNames.Finance), "one");
        var stored = await api.Database.ScalarAsync<byte[]>("select sealed_secret from auth.mfa_factors");
        Assert.True(stored.Length > 20 + 28);
        Assert.DoesNotContain(Secret(enrolled), System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }

    private static string Secret(JsonNode enrolled) => (string)enrolled["totp"]!["secret"]!;

    private static async Task<JsonNode> EnrolAsync(HttpClient client, string name) =>
        await JsonAsync(await client.PostAsJsonAsync("/auth/v1/factors", new { friendly_name = name, factor_type = "totp" }), HttpStatusCode.OK);

    private static async Task<JsonNode> ChallengeAsync(HttpClient client, JsonNode enrolled) =>
        await JsonAsync(await client.PostAsJsonAsync($"/auth/v1/factors/{(string?)enrolled["id"]}/challenge", new { factorId = (string?)enrolled["id"] }), HttpStatusCode.OK);

    private static async Task<HttpResponseMessage> VerifyAsync(HttpClient client, JsonNode enrolled, string code, string? challenge = null) =>
        await client.PostAsJsonAsync(
            $"/auth/v1/factors/{(string?)enrolled["id"]}/verify",
            new { challenge_id = challenge ?? (string?)(await ChallengeAsync(client, enrolled))["id"], code });

    private static async Task<JsonArray> RowsAsync(HttpClient client, string table) => (await JsonAsync(await client.GetAsync("/rest/v1/" + table), HttpStatusCode.OK)).AsArray();

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string member = "error_code") =>
        Assert.Equal(code, (string?)(await JsonAsync(answer, status))[member]);

    private Task<HttpClient> SignInAsync(string role) => api.SignedInAsync(TestDemo.EmailOf(role), TestDemo.Password);
}
