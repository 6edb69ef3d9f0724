using System.Text.Json.Nodes;
using Npgsql;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>/auth/v1/admin, invitations and generated links: success and refusal of each call.</summary>
public sealed class Servers_manage_accounts(AuthApi api) : IClassFixture<AuthApi>
{
    private static readonly HttpMethod Get = HttpMethod.Get;
    private static readonly HttpMethod Post = HttpMethod.Post;
    private static readonly HttpMethod Put = HttpMethod.Put;
    private static readonly HttpMethod Delete = HttpMethod.Delete;

    [Theory]
    [InlineData("GET", "/auth/v1/admin/users")]
    [InlineData("POST", "/auth/v1/admin/users")]
    [InlineData("POST", "/auth/v1/invite")]
    [InlineData("POST", "/auth/v1/admin/generate_link")]
    [InlineData("DELETE", "/auth/v1/admin/users/00000000-0000-0000-0000-000000000000")]
    public async Task Only_the_service_key_opens(string method, string path)
    {
        Assert.Equal((403, "not_admin"), Refusal(await AuthApi.SendAsync(api.Anon(), new HttpMethod(method), path, new { })));
        var admin = await api.SignedInAsync(TestDemo.EmailOf(RoleNames.Admin), TestDemo.Password);
        Assert.Equal((403, "not_admin"), Refusal(await AuthApi.SendAsync(admin, new HttpMethod(method), path, new { })));
    }

    [Fact]
    public async Task An_account_is_made_read_changed_banned_and_deleted()
    {
        var email = AuthApi.NewAddress();
        var (status, user) = await SendAsync(Post, "/users", new { email, password = AuthApi.Password, email_confirm = true, user_metadata = new { name = "Kofi" }, app_metadata = new { team = 7 } });
        Assert.Equal(200, status);
        var id = (string?)user!["id"];
        Assert.Equal("""{"team":7,"provider":"email","providers":["email"]}""", user["app_metadata"]!.ToJsonString());
        Assert.Equal((422, "email_exists"), Refusal(await SendAsync(Post, "/users", new { email, password = AuthApi.Password })));

        var session = await api.SessionAsync(email, AuthApi.Password);
        Assert.Equal(7, (int)session["user"]!["app_metadata"]!["team"]!);
        Assert.Equal(email, (string?)(await SendAsync(Get, $"/users/{id}")).Body!["email"]);

        var (_, banned) = await SendAsync(Put, $"/users/{id}", new { ban_duration = "1h30m" });
        Assert.InRange((DateTimeOffset)banned!["banned_until"]!, DateTimeOffset.UtcNow.AddMinutes(85), DateTimeOffset.UtcNow.AddMinutes(91));
        Assert.Equal((400, "user_banned"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", new { email, password = AuthApi.Password })));
        Assert.Equal((403, "session_not_found"), Refusal(await AuthApi.SendAsync(api.Client(api.Instance.AnonKey, (string?)session["access_token"]), Get, "/auth/v1/user")));
        Assert.Equal("banned", await api.Database.ScalarAsync<string>($"select end_reason from auth.sessions where account_id = '{id}'"));
        Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Put, $"/users/{id}", new { ban_duration = "soon" })));

        Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Put, $"/users/{id}", new { ban_duration = "1e9h" })));
        Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Put, $"/users/{id}", new { ban_duration = "99999999999h99999999999h" })));
        var (_, forever) = await SendAsync(Put, $"/users/{id}", new { ban_duration = "876000h" });
        Assert.True((DateTimeOffset)forever!["banned_until"]! > DateTimeOffset.UtcNow.AddYears(99));

        var renamed = AuthApi.NewAddress();
        var (_, changed) = await SendAsync(Put, $"/users/{id}", new { ban_duration = "none", email = renamed, password = "Mont-Cameroun-4095", user_metadata = new { name = (string?)null, x = 1 } });
        Assert.False(changed!.AsObject().ContainsKey("banned_until"));
        Assert.Equal("""{"x":1}""", changed["user_metadata"]!.ToJsonString());
        Assert.Equal(renamed, await api.Database.ScalarAsync<string>($"select email from public.users where id = '{id}'"));
        await api.SessionAsync(renamed, "Mont-Cameroun-4095");

        Assert.Equal((200, "{}"), Text(await SendAsync(Delete, $"/users/{id}", new { should_soft_delete = false })));
        Assert.Equal((404, "user_not_found"), Refusal(await SendAsync(Get, $"/users/{id}")));
        Assert.Equal((404, "user_not_found"), Refusal(await SendAsync(Delete, $"/users/{id}", new { })));
        Assert.Equal(0L, await api.Database.ScalarAsync<long>($"select count(*) from public.users where id = '{id}'"));
        Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Get, "/users/none")));
    }

    [Fact]
    public async Task A_change_of_address_does_not_wait_for_who_changes_the_person_and_so_never_crosswise()
    {
        var email = AuthApi.NewAddress();
        var id = (string?)(await SendAsync(Post, "/users", new { email, password = AuthApi.Password, email_confirm = true })).Body!["id"];
        await using var connection = new NpgsqlConnection(api.Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var held = new NpgsqlCommand($"update public.users set display_name = 'Kofi' where id = '{id}'", connection, transaction);
            await held.ExecuteNonQueryAsync();
            Assert.Equal((422, "changed_meanwhile"), Refusal(await SendAsync(Put, $"/users/{id}", new { email = AuthApi.NewAddress() })));
            await transaction.CommitAsync();
        }

        var renamed = AuthApi.NewAddress();
        Assert.Equal(200, (await SendAsync(Put, $"/users/{id}", new { email = renamed })).Status);
        Assert.Equal(renamed, await api.Database.ScalarAsync<string>($"select email from public.users where id = '{id}'"));
    }

    [Fact]
    public async Task A_new_account_is_banned_as_asked_and_not_at_all_by_none()
    {
        var (_, free) = await SendAsync(Post, "/users", new { email = AuthApi.NewAddress(), ban_duration = "none" });
        Assert.False(free!.AsObject().ContainsKey("banned_until"));
        var (_, banned) = await SendAsync(Post, "/users", new { email = AuthApi.NewAddress(), ban_duration = "24h" });
        Assert.True((DateTimeOffset)banned!["banned_until"]! > DateTimeOffset.UtcNow.AddHours(23));
        foreach (var wrong in (string[])["soon", "12", "99999999999h"])
            Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Post, "/users", new { email = AuthApi.NewAddress(), ban_duration = wrong })));
    }

    [Fact]
    public async Task A_softly_deleted_account_keeps_its_row_and_nothing_that_identifies()
    {
        var (id, email) = await api.PersonAsync();
        Assert.Equal(200, (await SendAsync(Delete, $"/users/{id}", new { should_soft_delete = true })).Status);
        var (_, user) = await SendAsync(Get, $"/users/{id}");
        Assert.NotNull(user!["deleted_at"]);
        Assert.DoesNotContain(email, user.ToJsonString(), StringComparison.Ordinal);
        Assert.False(await api.Database.ScalarAsync<bool>($"select active from public.users where id = '{id}'"));
        Assert.Equal((400, "invalid_credentials"), Refusal(await AuthApi.SendAsync(api.Anon(), Post, "/auth/v1/token?grant_type=password", new { email, password = AuthApi.Password })));
    }

    [Fact]
    public async Task A_page_of_accounts_names_its_neighbours_as_the_library_reads_them()
    {
        await api.PersonAsync();
        await api.PersonAsync();
        var answer = await api.Service().GetAsync("/auth/v1/admin/users?page=1&per_page=1");
        var total = answer.Headers.GetValues("X-Total-Count").Single();
        Assert.Equal($"</admin/users?page=2&per_page=1>; rel=\"next\", </admin/users?page={total}&per_page=1>; rel=\"last\"", answer.Headers.GetValues("Link").Single());
        Assert.Single((await PeppiApi.JsonAsync(answer))["users"]!.AsArray());

        var whole = await api.Service().GetAsync("/auth/v1/admin/users?page=&per_page=");
        Assert.Equal("</admin/users?page=1&per_page=50>; rel=\"last\"", whole.Headers.GetValues("Link").Single());
        Assert.Equal(400, (int)(await api.Service().GetAsync("/auth/v1/admin/users?page=0")).StatusCode);
    }

    [Fact]
    public async Task An_invitation_can_be_repeated_until_it_was_followed()
    {
        var email = AuthApi.NewAddress();
        var (status, user) = await AuthApi.SendAsync(api.Service(), Post, "/auth/v1/invite?redirect_to=https://a.exemple.org/retour/bienvenue", new { email, data = new { locale = "fr" } });
        Assert.Equal(200, status);
        Assert.NotNull(user!["invited_at"]);
        var first = await api.MailAsync(email);
        Assert.Equal("Votre accès à PEPPI-SNI", first.Subject);
        Assert.Equal(200, (await AuthApi.SendAsync(api.Service(), Post, "/auth/v1/invite", new { email })).Status);
        Assert.Contains("otp_expired", await api.OpenAsync(first.Link), StringComparison.Ordinal);
        Assert.StartsWith("https://app.exemple.fr/accueil#access_token=", await api.OpenAsync((await api.MailAsync(email)).Link), StringComparison.Ordinal);
        Assert.Equal((422, "email_exists"), Refusal(await AuthApi.SendAsync(api.Service(), Post, "/auth/v1/invite", new { email })));
    }

    [Theory]
    [InlineData("magiclink", true)]
    [InlineData("recovery", true)]
    [InlineData("signup", false)]
    [InlineData("invite", false)]
    [InlineData("email_change_new", true)]
    public async Task A_generated_link_works_and_sends_no_mail(string type, bool known)
    {
        var email = known ? (await api.PersonAsync()).Email : AuthApi.NewAddress();
        var wanted = AuthApi.NewAddress();
        var (status, link) = await SendAsync(Post, "/generate_link", new { type, email, password = AuthApi.Password, new_email = wanted, redirect_to = "https://a.exemple.org/retour/y" });
        Assert.Equal(200, status);
        Assert.Equal((type, "https://a.exemple.org/retour/y", email), ((string?)link!["verification_type"], (string?)link["redirect_to"], (string?)link["email"]));
        Assert.Contains("token=" + (string?)link["hashed_token"], (string?)link["action_link"], StringComparison.Ordinal);
        Assert.Matches("^[0-9]{6}$", (string?)link["email_otp"]);
        Assert.Null(await api.FindMailAsync(email));
        Assert.Null(await api.FindMailAsync(wanted));
        Assert.StartsWith("https://a.exemple.org/retour/y#access_token=", await api.OpenAsync((string)link["action_link"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_for_nobody_or_of_no_kind_is_refused()
    {
        Assert.Equal((404, "user_not_found"), Refusal(await SendAsync(Post, "/generate_link", new { type = "recovery", email = AuthApi.NewAddress() })));
        Assert.Equal((400, "validation_failed"), Refusal(await SendAsync(Post, "/generate_link", new { type = "phone", email = AuthApi.NewAddress() })));
        Assert.Equal((400, "email_address_invalid"), Refusal(await SendAsync(Post, "/generate_link", new { type = "magiclink", email = "none" })));
    }

    [Fact]
    public async Task Of_two_who_make_the_same_account_at_once_one_is_told_that_it_exists()
    {
        for (var round = 0; round < 5; round++)
        {
            var email = AuthApi.NewAddress();
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(Post, "/users", new { email })));
            Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((422, "email_exists"), Refusal(answer)));
        }
    }

    [Fact]
    public async Task The_last_admin_is_lost_neither_by_a_ban_nor_by_a_deletion()
    {
        foreach (var admin in await AdminsAsync())
        {
            // All but one go; which one is left does not matter.
            await SendAsync(Put, $"/users/{admin}", new { ban_duration = "24h" });
        }

        var left = await api.Database.ScalarAsync<string>("""
            select string_agg(account.id::text, ',') from auth.users account join public.users person using (id) join public.roles role on role.id = person.role_id
            where role.name = 'admin' and person.active and account.banned_until is null
            """);
        Assert.DoesNotContain(",", left, StringComparison.Ordinal);
        Assert.Equal((422, "P0001"), Refusal(await SendAsync(Put, $"/users/{left}", new { ban_duration = "24h" })));
        Assert.Equal((422, "P0001"), Refusal(await SendAsync(Delete, $"/users/{left}", new { should_soft_delete = false })));
        Assert.Equal((422, "P0001"), Refusal(await SendAsync(Delete, $"/users/{left}", new { should_soft_delete = true })));
        foreach (var admin in await AdminsAsync()) await SendAsync(Put, $"/users/{admin}", new { ban_duration = "none" });
    }

    [Fact]
    public async Task An_account_that_lost_its_profile_is_still_there()
    {
        var (id, email) = await api.PersonAsync();
        await using (var super = new NpgsqlConnection(api.Database.SuperConnectionString))
        {
            await super.OpenAsync();
            await using var lose = new NpgsqlCommand($"set session_replication_role = replica; delete from public.users where id = '{id}'", super);
            await lose.ExecuteNonQueryAsync();
        }

        var me = await api.SignedInAsync(email, AuthApi.Password);
        Assert.Equal(200, (await AuthApi.SendAsync(me, Get, "/auth/v1/user")).Status);
        Assert.Equal(200, (await SendAsync(Get, $"/users/{id}")).Status);
        Assert.Contains(email, (await SendAsync(Get, "/users?page=1&per_page=1000")).Body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(Delete, $"/users/{id}", new { should_soft_delete = false })).Status);
        Assert.Equal(404, (await SendAsync(Get, $"/users/{id}")).Status);
    }

    [Fact]
    public async Task A_profile_that_waits_for_its_account_gets_it_with_its_role()
    {
        var email = AuthApi.NewAddress();
        await api.Database.ExecuteAsync("insert into public.users (email, role_id) select $1, id from public.roles where name = 'finance'", email);
        var waiting = await api.Database.ScalarAsync<Guid>("select id from public.users where email = $1", email);
        var (_, user) = await SendAsync(Post, "/users", new { email, password = AuthApi.Password, email_confirm = true });
        Assert.Equal(waiting.ToString(), (string?)user!["id"]);
    }

    private async Task<string[]> AdminsAsync() => (await api.Database.ScalarAsync<string>(
        "select string_agg(person.id::text, ',') from public.users person join public.roles role on role.id = person.role_id where role.name = 'admin'")).Split(',');

    private Task<(int Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null) => AuthApi.SendAsync(api.Service(), method, "/auth/v1/admin" + path, body);

    private static (int, string?) Refusal((int Status, JsonNode? Body) answer) => (answer.Status, (string?)answer.Body!["code"]);

    private static (int, string?) Text((int Status, JsonNode? Body) answer) => (answer.Status, answer.Body?.ToJsonString());
}
