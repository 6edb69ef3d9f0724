using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>What is left lying about, such as a password chosen first or a link in an old mailbox, opens nothing; and no body breaks the door.</summary>
public sealed class Nobody_takes_over_an_account(AuthApi api) : IClassFixture<AuthApi>
{
    private const string Other = "Mont-Cameroun-4095";
    private static readonly HttpMethod Get = HttpMethod.Get;
    private static readonly HttpMethod Post = HttpMethod.Post;
    private static readonly HttpMethod Put = HttpMethod.Put;

    [Theory]
    [InlineData("/auth/v1/otp")]
    [InlineData("/auth/v1/recover")]
    [InlineData("/auth/v1/invite")]
    public async Task A_password_chosen_before_the_address_was_proved_dies_with_the_proof(string way)
    {
        var email = AuthApi.NewAddress();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = AuthApi.Password });
        Assert.Equal(200, (await AuthApi.SendAsync(way == "/auth/v1/invite" ? api.Service() : api.Anon(), Post, way, new { email })).Status);
        Assert.Contains("#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
        Assert.Equal((400, "invalid_credentials"), Refusal(await SignInAsync(email, AuthApi.Password)));
    }

    [Fact]
    public async Task The_newest_sign_up_is_what_the_newest_mail_confirms_and_an_earlier_one_confirms_nothing()
    {
        var email = AuthApi.NewAddress();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = AuthApi.Password });
        var strangers = await api.MailAsync(email);
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = Other })).Status);
        Assert.Contains("otp_expired", await api.OpenAsync(strangers.Link), StringComparison.Ordinal);
        Assert.Contains("#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
        Assert.Equal((400, "invalid_credentials"), Refusal(await SignInAsync(email, AuthApi.Password)));
        Assert.Equal(200, (await SignInAsync(email, Other)).Status);
    }

    [Fact]
    public async Task Nobody_gives_a_password_to_an_account_that_a_server_made()
    {
        var email = AuthApi.NewAddress();
        await AuthApi.SendAsync(api.Service(), Post, "/auth/v1/admin/users", new { email, password = AuthApi.Password });
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = Other });
        await api.OpenAsync((await api.MailAsync(email)).Link);
        Assert.Equal((400, "invalid_credentials"), Refusal(await SignInAsync(email, Other)));
        Assert.Equal(200, (await SignInAsync(email, AuthApi.Password)).Status);
    }

    [Fact]
    public async Task A_change_of_address_that_is_asked_for_again_with_a_new_password_goes_on()
    {
        var (_, email) = await api.PersonAsync();
        var wanted = AuthApi.NewAddress();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { email = wanted });
        var (_, user) = await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { email = wanted, password = Other });
        Assert.Equal(wanted, (string?)user!["new_email"]);
        await api.OpenAsync((await api.MailAsync(wanted)).Link);
        var link = await api.Database.ScalarAsync<string>("select text from app.mail_outbox where to_address = $1 and text like '%type=email_change%' order by id desc limit 1", email);
        Assert.Contains("#access_token=", await api.OpenAsync(new WaitingMail("", link).Link), StringComparison.Ordinal);
        Assert.Equal(200, (await SignInAsync(wanted, Other)).Status);
    }

    [Fact]
    public async Task A_link_that_a_server_makes_for_a_new_person_carries_the_servers_password()
    {
        var email = AuthApi.NewAddress();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = AuthApi.Password });
        var (_, link) = await AuthApi.SendAsync(api.Service(), Post, "/auth/v1/admin/generate_link", new { type = "signup", email, password = Other });
        await api.OpenAsync((string)link!["action_link"]!);
        Assert.Equal((400, "invalid_credentials"), Refusal(await SignInAsync(email, AuthApi.Password)));
        Assert.Equal(200, (await SignInAsync(email, Other)).Status);
    }

    [Fact]
    public async Task Whoever_signs_up_for_a_profile_that_waits_chooses_no_password_for_it()
    {
        var email = AuthApi.NewAddress();
        await api.Database.ExecuteAsync("insert into public.users (email, role_id) select $1, id from public.roles where name = 'finance'", email);
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = AuthApi.Password })).Status);
        Assert.Contains("#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
        Assert.Equal((400, "invalid_credentials"), Refusal(await SignInAsync(email, AuthApi.Password)));
    }

    [Fact]
    public async Task Where_there_is_no_password_none_that_is_given_proves_anything()
    {
        var (id, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        await api.Database.ExecuteAsync($"update auth.sessions set created_at = now() - interval '2 days' where account_id = '{id}'");
        await api.Database.ExecuteAsync($"update auth.users set password_hash = null where id = '{id}'");
        Assert.Equal((400, "reauthentication_needed"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = Other, current_password = "anything" })));
    }

    [Fact]
    public async Task The_present_password_is_guessed_no_faster_than_at_sign_in()
    {
        var (id, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        var attempt = new { password = Other, current_password = "not the password" };
        for (var guess = 0; guess < 6; guess++) Assert.Equal((400, "current_password_invalid"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", attempt)));
        Assert.Equal((429, "over_request_rate_limit"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", attempt)));
        Assert.Equal(6L, await LoggedAsync("sign_in_failed", id));
    }

    [Fact]
    public async Task Links_in_the_mailbox_die_with_the_password_and_so_does_a_change_of_address_that_was_asked_for()
    {
        var (id, email) = await api.PersonAsync();
        var wanted = AuthApi.NewAddress();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover", new { email });
        var recovery = await api.MailAsync(email);
        await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { email = wanted });
        Assert.Equal(200, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = Other })).Status);
        Assert.Contains("otp_expired", await api.OpenAsync(recovery.Link), StringComparison.Ordinal);
        Assert.Contains("otp_expired", await api.OpenAsync((await api.MailAsync(wanted)).Link), StringComparison.Ordinal);
        Assert.True(await api.Database.ScalarAsync<bool>($"select new_email is null from auth.users where id = '{id}'"));

        // Rehashing at sign-in is no change of the password.
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover", new { email });
        await api.Database.ExecuteAsync($"update auth.users set password_hash = password_hash || ' ' where id = '{id}'");
        Assert.Contains("#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_opens_no_account_that_has_another_address_by_now()
    {
        var (id, email) = await api.PersonAsync();
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/recover", new { email });
        var mail = await api.MailAsync(email);
        await AuthApi.SendAsync(api.Service(), Put, $"/auth/v1/admin/users/{id}", new { email = AuthApi.NewAddress() });
        Assert.Equal(0L, await api.Database.ScalarAsync<long>($"select count(*) from auth.one_time_tokens where account_id = '{id}' and used_at is null"));
        Assert.Contains("otp_expired", await api.OpenAsync(mail.Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_halves_of_a_new_address_may_come_at_the_same_instant()
    {
        for (var round = 0; round < 5; round++)
        {
            var (id, email) = await api.PersonAsync();
            var wanted = AuthApi.NewAddress();
            await AuthApi.SendAsync(await api.SignedInAsync(email, AuthApi.Password), Put, "/auth/v1/user", new { email = wanted });
            var (one, other) = (await api.MailAsync(email), await api.MailAsync(wanted));
            await Task.WhenAll(api.OpenAsync(one.Link), api.OpenAsync(other.Link));
            Assert.Equal(wanted, await api.Database.ScalarAsync<string>($"select email from auth.users where id = '{id}'"));
        }
    }

    [Fact]
    public async Task A_new_code_is_no_new_start_for_whoever_guesses()
    {
        var (id, email) = await api.PersonAsync();

        // All at once, twice as many as there are connections.
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp", new { email });
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type = "email", email, token = "99999x" })));
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp", new { email });
        var mail = await api.MailAsync(email);
        Assert.Equal((403, "otp_expired"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type = "email", email, token = mail.Code })));
        Assert.Contains("#access_token=", await api.OpenAsync(mail.Link), StringComparison.Ordinal);
        Assert.Equal(31L, await api.Database.ScalarAsync<long>("select count(*) from app.audit_log where action = 'code_failed' and after->>'email' = $1", email));
        Assert.Equal(31L, await LoggedAsync("code_failed", id));
    }

    [Fact]
    public async Task Whatever_is_tried_in_vain_is_in_the_log()
    {
        var (id, email) = await api.PersonAsync();
        var session = await api.SessionAsync(email, AuthApi.Password);
        var me = api.Client(api.Instance.AnonKey, (string?)session["access_token"]);
        await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { password = Other, nonce = "12345x" });
        Assert.Equal(1L, await LoggedAsync("nonce_failed", id));
        await AuthApi.SendAsync(me, Post, "/auth/v1/logout?scope=local");
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=refresh_token", new { refresh_token = (string?)session["refresh_token"] });
        Assert.Equal(1L, await LoggedAsync("refresh_failed", id));

        // What is nobody's could be invented without end: one entry for a network and a while.
        await api.Database.ExecuteAsync("delete from auth.rate_limits where key like 'noted:%'");
        var before = await api.Database.ScalarAsync<long>("select count(*) from app.audit_log where action = 'link_failed'");
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/verify", new { type = "email", token_hash = "invented" });
        await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=pkce", new { auth_code = "invented", code_verifier = "x" });
        Assert.Equal(before + 1, await api.Database.ScalarAsync<long>("select count(*) from app.audit_log where action = 'link_failed'"));
    }

    [Fact]
    public async Task What_is_said_of_somebody_fits_into_a_token_or_is_refused()
    {
        var (id, email) = await api.PersonAsync();
        var me = await api.SignedInAsync(email, AuthApi.Password);
        Assert.Equal(200, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { data = new { a = new string('x', 4000) } })).Status);
        Assert.Equal((422, "metadata_too_large"), Refusal(await AuthApi.SendAsync(me, Put, "/auth/v1/user", new { data = new { b = new string('x', 200) } })));
        Assert.Equal((422, "metadata_too_large"), Refusal(await AuthApi.SendAsync(api.Service(), Put, $"/auth/v1/admin/users/{id}", new { app_metadata = new { b = new string('x', 5000) } })));
        Assert.Equal((422, "metadata_too_large"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup",
            new { email = AuthApi.NewAddress(), password = AuthApi.Password, data = new { b = new string('é', 1000) } })));
        Assert.Equal(200, (await AuthApi.SendAsync(api.Service(), Put, $"/auth/v1/admin/users/{id}", new { app_metadata = new { b = new string('x', 4000) } })).Status);
        Assert.Equal(200, (await AuthApi.SendAsync(await api.SignedInAsync(email, AuthApi.Password), Get, "/auth/v1/user")).Status);

        // For an address that is taken as for any other.
        Assert.Equal((422, "metadata_too_large"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/otp", new { email, data = new { b = new string('x', 5000) } })));
    }

    [Theory]
    [InlineData("1e100000", 400)]
    [InlineData("1e-9999999999", 400)]
    [InlineData("[1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300,1e300]", 422)]
    [InlineData("[1e300,-12.5,0]", 200)]
    public async Task Numbers_are_as_long_as_the_database_writes_them_out(string number, int status)
    {
        var me = await api.SignedInAsync((await api.PersonAsync()).Email, AuthApi.Password);
        Assert.Equal(status, (await AuthApi.SendAsync(me, Put, "/auth/v1/user", JsonNode.Parse("{\"data\":{\"a\":" + number + "}}"))).Status);
    }

    [Fact]
    public async Task What_was_too_long_before_there_was_a_bound_keeps_nobody_from_a_ban()
    {
        var (id, _) = await api.PersonAsync();
        await api.Database.ExecuteAsync($"update auth.users set user_metadata = jsonb_build_object('a', repeat('x', 9000)) where id = '{id}'");
        Assert.Equal(200, (await AuthApi.SendAsync(api.Service(), Put, $"/auth/v1/admin/users/{id}", new { ban_duration = "1h" })).Status);

        // A deactivated person stays out for good.
        await api.Database.ExecuteAsync($"update public.users set active = false where id = '{id}'");
        Assert.Equal(200, (await AuthApi.SendAsync(api.Service(), Put, $"/auth/v1/admin/users/{id}", new { ban_duration = "1h" })).Status);
        Assert.True(await api.Database.ScalarAsync<bool>($"select banned_until = 'infinity' from auth.users where id = '{id}'"));
    }

    [Fact]
    public async Task A_long_name_is_cut_between_signs_and_not_within_one()
    {
        var email = AuthApi.NewAddress();
        var data = new { full_name = new string('x', 119) + "😀 and more" };
        Assert.Equal(200, (await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/signup", new { email, password = AuthApi.Password, data })).Status);
        Assert.Equal(new string('x', 119), await api.Database.ScalarAsync<string>("select display_name from public.users where email = $1", email));
    }

    [Theory]
    [InlineData("/auth/v1/token?grant_type=password", "{\"email\":\"\\ud800@exemple.fr\",\"password\":\"x\"}")]
    [InlineData("/auth/v1/otp", "{\"email\":\"a@exemple.fr\",\"data\":{\"\\udc00\":1}}")]
    [InlineData("/auth/v1/otp", "{\"email\":\"a@exemple.fr\",\"data\":{\"a\":1,\"a\":2}}")]
    [InlineData("/auth/v1/recover", "{\"email\":\"\u00ff@exemple.fr\"}")]
    [InlineData("/auth/v1/factors", "{\"factor_type\":\"totp\",\"friendly_name\":\"\\ud800\"}")]
    public async Task What_is_no_text_is_refused(string path, string body)
    {
        var client = path.EndsWith("factors", StringComparison.Ordinal) ? await api.SignedInAsync((await api.PersonAsync()).Email, AuthApi.Password) : api.Anon();

        // As Latin 1, in which an ÿ is a byte that UTF-8 does not have.
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        var answer = await client.PostAsync(path, content);
        Assert.Equal((400, "bad_json"), ((int)answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))["error_code"]));
    }

    [Fact]
    public async Task A_name_that_no_app_shows_is_refused_and_one_that_fits_gets_its_code()
    {
        var me = await api.SignedInAsync((await api.PersonAsync()).Email, AuthApi.Password);
        Assert.Equal((400, "validation_failed"), Refusal(await EnrolAsync(new { factor_type = "totp", issuer = new string('x', 3000) })));
        Assert.Equal((400, "validation_failed"), Refusal(await EnrolAsync(new { factor_type = "totp", friendly_name = new string('x', 101) })));
        Assert.Equal((400, "validation_failed"), Refusal(await EnrolAsync(new { factor_type = "totp", friendly_name = 5 })));
        Assert.Equal(200, (await EnrolAsync(new { factor_type = "totp", issuer = new string('x', 100), friendly_name = new string('y', 100) })).Status);
        Assert.Single((await AuthApi.SendAsync(me, Get, "/auth/v1/user")).Body!["factors"]!.AsArray());

        Task<(int Status, JsonNode? Body)> EnrolAsync(object body) => AuthApi.SendAsync(me, Post, "/auth/v1/factors", body);
    }

    private Task<long> LoggedAsync(string action, string account) =>
        api.Database.ScalarAsync<long>("select count(*) from app.audit_log where action = $1 and subject_key = $2", action, account);

    private Task<(int Status, JsonNode? Body)> SignInAsync(string email, string password) =>
        AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", new { email, password });

    private static (int, string?) Refusal((int Status, JsonNode? Body) answer) => (answer.Status, (string?)answer.Body!["code"]);
}
