using System.Diagnostics;
using System.Net;
using Npgsql;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>Two nodes on one database: what ends on one ends on the other within a second.</summary>
public sealed class Sessions_die_at_once : IAsyncLifetime
{
    private readonly DemoApi api = new();
    private Uri second = null!;

    public async Task InitializeAsync()
    {
        await api.InitializeAsync();
        second = api.AddNode();
    }

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Signing_out_on_one_node_ends_the_session_on_the_other()
    {
        var (one, other) = await BothAsync(RoleNames.Finance);
        Assert.Equal(HttpStatusCode.NoContent, (await one.PostAsync("/auth/v1/logout?scope=local", null)).StatusCode);
        var refused = await WithinASecondAsync(() => other.GetAsync("/rest/v1/projects"), HttpStatusCode.Unauthorized);
        Assert.Equal("PGRST301", (string?)(await PeppiApi.JsonAsync(refused))["code"]);

        var user = await other.GetAsync("/auth/v1/user");
        Assert.Equal(HttpStatusCode.Forbidden, user.StatusCode);
        Assert.Equal("session_not_found", (string?)(await PeppiApi.JsonAsync(user))["error_code"]);
        Assert.Equal("signed_out", await api.Database.ScalarAsync<string>("select end_reason from auth.sessions where ended_at is not null limit 1"));
    }

    [Fact]
    public async Task A_deactivated_person_is_out_on_every_node()
    {
        var (_, other) = await BothAsync(RoleNames.Commercial);
        await api.Database.ExecuteAsync($"update public.users set active = false where id = '{TestDemo.IdOf(RoleNames.Commercial)}'");
        await WithinASecondAsync(() => other.GetAsync("/rest/v1/projects"), HttpStatusCode.Unauthorized);
        Assert.Equal("banned", await api.Database.ScalarAsync<string>($"select end_reason from auth.sessions where account_id = '{TestDemo.IdOf(RoleNames.Commercial)}'"));
    }

    [Fact]
    public async Task A_demoted_person_sees_less_at_the_next_request_of_the_other_node_and_stays_signed_in()
    {
        var (_, other) = await BothAsync(RoleNames.GeneralManagement);
        Assert.NotEmpty((await PeppiApi.JsonAsync(await other.GetAsync("/rest/v1/projects?select=id"))).AsArray());
        await api.Database.ExecuteAsync($"update public.users set role_id = null where id = '{TestDemo.IdOf(RoleNames.GeneralManagement)}'");
        var answer = await other.GetAsync("/rest/v1/projects?select=id");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty((await PeppiApi.JsonAsync(answer)).AsArray());
    }

    [Fact]
    public async Task A_deleted_account_is_nobody_on_every_node()
    {
        var (_, other) = await BothAsync(RoleNames.FieldTeam);
        await api.Database.ExecuteAsync($"delete from auth.users where id = '{TestDemo.IdOf(RoleNames.FieldTeam)}'");
        await WithinASecondAsync(() => other.GetAsync("/rest/v1/projects"), HttpStatusCode.Unauthorized);
        Assert.Equal("user_not_found", (string?)(await PeppiApi.JsonAsync(await other.GetAsync("/auth/v1/user")))["error_code"]);
    }

    [Fact]
    public async Task Without_the_ear_for_news_each_request_asks_and_the_ear_comes_back()
    {
        var (_, other) = await BothAsync(RoleNames.ProjectManager);
        await CutEarsAsync();
        await api.Database.ExecuteAsync($"update auth.sessions set ended_at = now(), end_reason = 'ended_by_admin' where account_id = '{TestDemo.IdOf(RoleNames.ProjectManager)}'");
        await WithinASecondAsync(() => other.GetAsync("/rest/v1/projects"), HttpStatusCode.Unauthorized);

        for (var look = 0; look < 100; look++)
        {
            if (await api.Database.ScalarAsync<long>("select count(*) from pg_stat_activity where application_name = 'peppi sessions' and datname = current_database()") >= 2) return;
            await Task.Delay(100);
        }

        Assert.Fail("The ears did not come back.");
    }

    // What the owner may not do.
    private async Task CutEarsAsync()
    {
        await using var super = new NpgsqlConnection(api.Database.SuperConnectionString);
        await super.OpenAsync();
        await using var cut = new NpgsqlCommand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'peppi sessions' and datname = current_database()", super);
        await cut.ExecuteNonQueryAsync();
    }

    private async Task<(HttpClient One, HttpClient Other)> BothAsync(string role)
    {
        var token = (await api.SessionAsync(TestDemo.EmailOf(role), TestDemo.Password))["access_token"]!.GetValue<string>();
        var (one, other) = (api.Client(api.Instance.AnonKey, token), api.ClientAt(second, token));

        // Both nodes have seen the token, and remember that it lives.
        foreach (var client in (HttpClient[])[one, other, one, other])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/rest/v1/projects?limit=1")).StatusCode);
        return (one, other);
    }

    private static async Task<HttpResponseMessage> WithinASecondAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode expected)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (answer.StatusCode == expected) return answer;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"Still {answer.StatusCode} after a second.");
            await Task.Delay(20);
        }
    }
}
