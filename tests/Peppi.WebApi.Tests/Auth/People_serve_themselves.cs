using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>Sign-up, links and codes, the own account: success and refusal of each call.</summary>
public sealed class People_serve_themselves(AuthApi api) : IClassFixture<AuthApi>
{
    private static readonly HttpMethod Get = HttpMethod.Get;
    private static readonly HttpMethod Post = HttpMethod.Post;
    private static readonly HttpMethod Put = HttpMethod.Put;

    [Fact]
    public async Task A_new_account_waits_for_its_confirmation_and_then_signs_in()
    {
        var email = AuthApi.NewAddress();
        var (status, user) = await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup?redirect_to=https://a.exemple.org/retour/x", Credentials(email, ("data", new { full_name = "Ama", locale = "en" })));
        Assert.Equal(200, status);
        Assert.Equal(email, (string?)user!["email"]);
        Assert.Single(user["identities"]!.AsArray());
        Assert.Null(user["email_confirmed_at"]);

        Assert.Equal((400, "email_not_confirmed"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", Credentials(email))));

        var mail = await api.MailAsync(email);
        Assert.Equal("Confirm your address", mail.Subject);
        var target = await api.OpenAsync(mail.Link);
        Assert.StartsWith("https://a.exemple.org/retour/x#access_token=", target, StringComparison.Ordinal);
        var fragment = HttpUtility.ParseQueryString(new Uri(target).Fragment[1..]);
        Assert.Equal(("bearer", "signup"), (fragment["token_type"], fragment["type"]));
        Assert.True(long.Parse(fragment["expires_at"]!, System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        Assert.Equal(200, (await AuthApi.SendAsync(api.Client(api.Instance.AnonKey, fragment["access_token"]), Get, "/auth/v1/user")).Status);
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", Credentials(email))).Status);
        Assert.Equal("Ama", await api.Database.ScalarAsync<string>("select display_name from public.users where email = $1", email));

        // Once.
        Assert.Contains("error=access_denied&error_code=otp_expired", await api.OpenAsync(mail.Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_an_answer_that_says_nothing_but_to_the_library()
    {
        var (id, email) = await api.PersonAsync();
        var (status, user) = await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", Credentials(email));
        Assert.Equal(200, status);
        Assert.Empty(user!["identities"]!.AsArray());
        Assert.NotEqual(id, (string?)user["id"]);
        Assert.Null(await api.FindMailAsync(email));
    }

    [Fact]
    public async Task Bodies_that_are_wrong_say_why()
    {
        Assert.Equal((422, "weak_password"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email = AuthApi.NewAddress(), password = "short" })));
        Assert.Equal((400, "email_address_invalid"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email = "a@b@c", password = AuthApi.Password })));
        Assert.Equal((400, "validation_failed"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email = AuthApi.NewAddress(), password = AuthApi.Password, data = 5 })));
        Assert.Equal((400, "validation_failed"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type = "signup" })));
        Assert.Equal((400, "validation_failed"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover", new { })));
    }

    [Fact]
    public async Task A_code_works_once_and_only_for_its_address_and_kind()
    {
        var (_, email) = await api.PersonAsync();
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp", new { email, create_user = true, data = new { } })).Status);
        var code = (await api.MailAsync(email)).Code;
        Assert.Equal((403, "otp_expired"), Refusal(await VerifyAsync("recovery", email, code)));
        Assert.Equal((403, "otp_expired"), Refusal(await VerifyAsync("email", AuthApi.NewAddress(), code)));
        var (status, session) = await VerifyAsync("email", email, code);
        Assert.Equal(200, status);
        Assert.Equal(email, (string?)session!["user"]!["email"]);
        Assert.Equal((403, "otp_expired"), Refusal(await VerifyAsync("email", email, code)));
    }

    [Fact]
    public async Task A_code_that_was_tried_too_often_is_dead_and_its_link_is_not()
    {
        var (_, email) = await api.PersonAsync();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp", new { email });
        var mail = await api.MailAsync(email);
        var wrong = mail.Code == "000000" ? "000001" : "000000";
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => VerifyAsync("email", email, wrong))), answer => Assert.Equal(403, answer.Status));
        Assert.Equal((403, "otp_expired"), Refusal(await VerifyAsync("email", email, mail.Code)));
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type = "magiclink", token_hash = mail.Token })).Status);
    }

    [Fact]
    public async Task A_link_that_is_too_old_does_nothing()
    {
        var (_, email) = await api.PersonAsync();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover", new { email });
        await api.Database.ExecuteAsync("update auth.one_time_tokens set expires_at = now() - interval '1 second' where email = $1", email.ToUpperInvariant());
        Assert.Contains("otp_expired", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recovery_leads_to_a_new_password_and_ends_the_other_sessions()
    {
        var (id, email) = await api.PersonAsync();
        var other = await api.SessionAsync(email, AuthApi.Password);
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover?redirect_to=https://a.exemple.org/retour/mdp", new { email, code_challenge = (string?)null })).Status);
        var target = await api.OpenAsync((await api.MailAsync(email)).Link);
        Assert.Contains("&type=recovery", target, StringComparison.Ordinal);
        var me = api.Client(api.Instance.AnonKey, HttpUtility.ParseQueryString(new Uri(target).Fragment[1..])["access_token"]);

        Assert.Equal((422, "same_password"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = AuthApi.Password })));
        Assert.Equal(200, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Mont-Cameroun-4095" })).Status);
        Assert.Equal("Votre mot de passe a été changé", (await api.MailAsync(email)).Subject);
        Assert.Equal((400, "invalid_credentials"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", Credentials(email))));
        Assert.Equal((400, "refresh_token_not_found"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=refresh_token", new { refresh_token = (string?)other["refresh_token"] })));
        Assert.Equal("password_changed", await api.Database.ScalarAsync<string>($"select end_reason from auth.sessions where account_id = '{id}' and ended_at is not null limit 1"));
        Assert.Equal(200, (await AuthApi.SendAsync(me, Get, "/auth/v1/user")).Status);
    }

    [Fact]
    public async Task Asking_for_an_address_that_nobody_has_is_answered_alike_and_sends_nothing()
    {
        var email = AuthApi.NewAddress();
        foreach (var (path, body) in new (string, object)[]
        {
            ("/auth/v1/recover", new { email }),
            ("/auth/v1/otp", new { email, create_user = false }),
            ("/auth/v1/resend", new { type = "signup", email }),
        })
        {
            var (status, answer) = await AuthApi.SendAsync(api.Anon(), Post, path, body);
            Assert.Equal((200, "{}"), (status, answer!.ToJsonString()));
        }

        Assert.Null(await api.FindMailAsync(email));
    }

    [Fact]
    public async Task With_pkce_a_link_gives_a_code_that_only_its_app_can_exchange()
    {
        var (_, email) = await api.PersonAsync();
        var verifier = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        var stolen = await CodeAsync();
        Assert.Equal((400, "bad_code_verifier"), Refusal(await ExchangeAsync(stolen, verifier + "x")));
        Assert.Equal((404, "flow_state_not_found"), Refusal(await ExchangeAsync(stolen, verifier)));

        var (status, session) = await ExchangeAsync(await CodeAsync(), verifier);
        Assert.Equal((200, email), (status, (string?)session!["user"]!["email"]));
        Assert.Equal((400, "validation_failed"), Refusal(await ExchangeAsync("", "")));

        async Task<string> CodeAsync()
        {
            await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp?redirect_to=http://localhost:3000/cb?x=1", new { email, code_challenge = challenge, code_challenge_method = "s256" });
            var target = await api.OpenAsync((await api.MailAsync(email)).Link);
            Assert.StartsWith("http://localhost:3000/cb?x=1&code=", target, StringComparison.Ordinal);
            return HttpUtility.ParseQueryString(new Uri(target).Query)["code"]!;
        }

        Task<(int, JsonNode?)> ExchangeAsync(string code, string secret) =>
            AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=pkce", new { auth_code = code, code_verifier = secret });
    }

    [Fact]
    public async Task A_new_address_holds_once_both_addresses_agreed()
    {
        var (id, email) = await api.PersonAsync();
        var wanted = AuthApi.NewAddress();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        var (status, user) = await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { email = wanted });
        Assert.Equal((200, email, wanted), (status, (string?)user!["email"], (string?)user["new_email"]));

        Assert.Contains("#message=", await api.OpenAsync((await api.MailAsync(wanted)).Link), StringComparison.Ordinal);
        Assert.Equal(email, await api.Database.ScalarAsync<string>($"select email from auth.users where id = '{id}'"));
        Assert.Contains("#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
        Assert.Equal(wanted, await api.Database.ScalarAsync<string>($"select email from public.users where id = '{id}'"));
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", Credentials(wanted))).Status);

        var (_, taken) = await api.PersonAsync();
        Assert.Equal((422, "email_exists"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { email = taken })));
    }

    [Fact]
    public async Task An_old_sign_in_proves_itself_before_it_changes_the_password()
    {
        var (id, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        await api.Database.ExecuteAsync($"update auth.sessions set created_at = now() - interval '2 days' where account_id = '{id}'");
        Assert.Equal((400, "reauthentication_needed"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Mont-Cameroun-4095" })));
        Assert.Equal((400, "current_password_invalid"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Mont-Cameroun-4095", current_password = "wrong one" })));
        Assert.Equal(200, (await AuthApi.SendAsync(me, Get, "/auth/v1/reauthenticate")).Status);
        Assert.Equal((422, "reauthentication_not_valid"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Mont-Cameroun-4095", nonce = "12345x" })));
        Assert.Equal(200, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Mont-Cameroun-4095", nonce = (await api.MailAsync(email)).Code })).Status);
        Assert.Equal(200, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = "Piton-des-Neiges-3070", current_password = "Mont-Cameroun-4095" })).Status);
    }

    [Fact]
    public async Task What_is_said_about_oneself_changes_key_by_key_and_what_servers_say_does_not()
    {
        var (_, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { data = new { a = 1, b = "x" } });
        var (_, user) = await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { data = new { a = (int?)null, c = true } });
        Assert.Equal("""{"b":"x","c":true}""", user!["user_metadata"]!.ToJsonString());
        Assert.Equal((403, "not_admin"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { app_metadata = new { role = "admin" } })));
    }

    [Fact]
    public async Task The_only_way_to_sign_in_stays()
    {
        var (id, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        Assert.Equal((422, "single_identity_not_deletable"), Refusal(await AuthApi.SendAsync(me, HttpMethod.Delete, $"/auth/v1/user/identities/{id}")));
        Assert.Equal((404, "identity_not_found"), Refusal(await AuthApi.SendAsync(me, HttpMethod.Delete, $"/auth/v1/user/identities/{Guid.NewGuid()}")));
        Assert.Equal((404, "manual_linking_disabled"), Refusal(await AuthApi.SendAsync(me, Get, "/auth/v1/user/identities/authorize?provider=google")));
    }

    [Theory]
    [InlineData("/auth/v1/signup", """{"data":{}}""", 422, "anonymous_provider_disabled")]
    [InlineData("/auth/v1/signup", """{"phone":"+237600000000","password":"x"}""", 400, "phone_provider_disabled")]
    [InlineData("/auth/v1/otp", """{"phone":"+237600000000"}""", 400, "phone_provider_disabled")]
    [InlineData("/auth/v1/verify", """{"type":"sms","phone":"+237600000000","token":"123456"}""", 400, "phone_provider_disabled")]
    [InlineData("/auth/v1/token?grant_type=password", """{"phone":"+237600000000","password":"x"}""", 400, "phone_provider_disabled")]
    [InlineData("/auth/v1/token?grant_type=id_token", """{"provider":"google","id_token":"x"}""", 400, "provider_disabled")]
    [InlineData("/auth/v1/token?grant_type=web3", """{"chain":"ethereum"}""", 422, "web3_provider_disabled")]
    [InlineData("/auth/v1/sso", """{"domain":"exemple.fr"}""", 404, "saml_provider_disabled")]
    [InlineData("/auth/v1/verify", """{"type":"nothing","token_hash":"x"}""", 400, "validation_failed")]
    [InlineData("/auth/v1/resend", """{"type":"nothing","email":"a@exemple.fr"}""", 400, "validation_failed")]
    public async Task What_is_not_offered_says_so(string path, string body, int status, string code) =>
        Assert.Equal((status, code), Refusal(await AuthApi.SendAsync(api.Anon(), Post, path, JsonNode.Parse(body))));

    [Fact]
    public async Task Settings_health_and_social_providers_tell_what_there_is()
    {
        var (_, settings) = await AuthApi.SendAsync(api.Anon(), Get, "/auth/v1/settings");
        Assert.Equal((true, false, false), ((bool)settings!["external"]!["email"]!, (bool)settings["external"]!["google"]!, (bool)settings["disable_signup"]!));
        Assert.Equal("GoTrue", (string?)(await AuthApi.SendAsync(api.Client(), Get, "/auth/v1/health")).Body!["name"]);
        Assert.Equal((400, "validation_failed"), Refusal(await AuthApi.SendAsync(api.Client(), Get, "/auth/v1/authorize?provider=google")));
    }

    private static JsonObject Credentials(string email, params (string Key, object Value)[] more)
    {
        var body = new JsonObject { ["email"] = email, ["password"] = AuthApi.Password, ["gotrue_meta_security"] = new JsonObject(), ["code_challenge"] = null, ["code_challenge_method"] = null };
        foreach (var (key, value) in more) body[key] = System.Text.Json.JsonSerializer.SerializeToNode(value);
        return body;
    }

    private Task<(int Status, JsonNode? Body)> VerifyAsync(string type, string email, string token) =>
        AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type, email, token, gotrue_meta_security = new { } });

    private static (int, string?) Refusal((int Status, JsonNode? Body) answer) => (answer.Status, (string?)answer.Body!["code"]);
}
