using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>Two nodes on one database: a key that is rotated signs nobody out, one that is revoked is refused everywhere within a second.</summary>
public sealed class Keys_rotate : IAsyncLifetime
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
    public async Task Rotating_signs_nobody_out_and_the_next_key_was_published_before()
    {
        var token = await TokenAsync();
        var standby = await StatusAsync("standby");
        Assert.Contains(standby, await PublishedAsync());

        Assert.Equal(standby, (await SendAsync(new RotateSigningKeys(OnlyIfDue: false))).Value);
        Assert.Equal(HttpStatusCode.OK, (await api.ClientAt(second, token).GetAsync("/rest/v1/projects")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.ClientAt(second, await TokenAsync()).GetAsync("/rest/v1/projects")).StatusCode);
        Assert.Equal(4, (await PublishedAsync()).Count);
        Assert.Equal(standby, await StatusAsync("current"));
    }

    [Fact]
    public async Task A_revoked_key_is_refused_on_the_other_node_within_a_second_and_people_refresh()
    {
        var session = await api.SessionAsync(TestDemo.EmailOf(RoleNames.Finance), TestDemo.Password);
        var other = api.ClientAt(second, (string?)session["access_token"]);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/rest/v1/projects")).StatusCode);

        var kid = await StatusAsync("current");
        Assert.True((await SendAsync(new RevokeSigningKey(kid))).Succeeded);
        await RefusedWithinASecondAsync(() => other.GetAsync("/rest/v1/projects"));
        Assert.DoesNotContain(kid, await PublishedAsync());

        var refreshed = await api.Anon().PostAsync("/auth/v1/token?grant_type=refresh_token", Json($$"""{"refresh_token":"{{(string?)session["refresh_token"]}}"}"""));
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.Equal("key_already_revoked", (await SendAsync(new RevokeSigningKey(kid))).Error!.Code);
    }

    [Fact]
    public async Task A_previous_key_is_forgotten_once_its_tokens_have_expired()
    {
        var kid = await StatusAsync("current");
        await SendAsync(new RotateSigningKeys(OnlyIfDue: false));
        await api.Database.ExecuteAsync("update auth.signing_keys set trusted_until = now() - interval '1 second' where status = 'previous'");
        await SendAsync(new RotateSigningKeys(OnlyIfDue: true));
        Assert.Equal("revoked", await api.Database.ScalarAsync<string>("select status from auth.signing_keys where kid = $1", kid));
    }

    [Fact]
    public async Task The_schedule_rotates_when_it_is_time_and_not_before()
    {
        var kid = await StatusAsync("current");
        Assert.Equal(kid, (await SendAsync(new RotateSigningKeys(OnlyIfDue: true))).Value);
        await api.Database.ExecuteAsync("update auth.signing_keys set activated_at = now() - interval '91 days' where status = 'current'");
        Assert.NotEqual(kid, (await SendAsync(new RotateSigningKeys(OnlyIfDue: true))).Value);
    }

    [Fact]
    public async Task An_API_key_that_is_issued_anew_ends_the_old_one_and_leaves_the_other_alone()
    {
        var old = api.Service();
        old.BaseAddress = second;
        Assert.Equal(HttpStatusCode.OK, (await old.GetAsync("/rest/v1/projects")).StatusCode);

        var issued = (await SendAsync(new ReissueApiKey("service_role"))).Value!;
        await RefusedWithinASecondAsync(() => old.GetAsync("/rest/v1/projects"));
        Assert.Equal(HttpStatusCode.OK, (await api.Client(issued).GetAsync("/rest/v1/projects")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Anon().GetAsync("/rest/v1/projects")).StatusCode);
    }

    [Fact]
    public async Task A_service_key_acts_as_the_service_role_until_it_is_revoked()
    {
        var secret = (await SendAsync(new IssueServiceKey("Nightly export", Days: 30))).Value!;
        var client = api.Client(secret, secret);
        client.BaseAddress = second;
        var rows = (await PeppiApi.JsonAsync(await client.GetAsync("/rest/v1/projects?select=id"))).AsArray();
        Assert.Equal(12, rows.Count);

        await SendAsync(new NoteServiceKeyUse());
        var line = Assert.Single((await SendAsync(new ListKeys())).Value!.Service);
        Assert.Equal("Nightly export", line.Name);
        Assert.StartsWith(line.Prefix, secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[line.Prefix.Length..], await api.Database.ScalarAsync<string>("select string_agg(key::text, '') from auth.service_keys key"), StringComparison.Ordinal);

        Assert.Equal("Nightly export", (await SendAsync(new RevokeServiceKey(line.Id))).Value);
        await RefusedWithinASecondAsync(() => client.GetAsync("/rest/v1/projects"));
    }

    [Fact]
    public async Task A_service_key_ends_by_itself()
    {
        var secret = (await SendAsync(new IssueServiceKey("For a day", Days: 1))).Value!;
        await api.Database.ExecuteAsync("update auth.service_keys set expires_at = now() - interval '1 second' where name = 'For a day'");
        await RefusedWithinASecondAsync(() => api.Client(secret).GetAsync("/rest/v1/projects"));
    }

    [Fact]
    public async Task Who_may_not_change_roles_sees_and_moves_no_key()
    {
        var finance = Caller.OnBehalfOf(TestDemo.IdOf(RoleNames.Finance), TestDemo.EmailOf(RoleNames.Finance));
        Assert.Equal("42501", (await SendAsync(new ListKeys(), finance)).Error!.Code);
        Assert.Equal("42501", (await SendAsync(new RotateSigningKeys(OnlyIfDue: false), finance)).Error!.Code);
        Assert.Equal("42501", (await SendAsync(new IssueServiceKey("mine", null), finance)).Error!.Code);
        Assert.Equal("42501", (await SendAsync(new ReissueApiKey("anon"), finance)).Error!.Code);
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task RefusedWithinASecondAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        while ((await ask()).StatusCode != HttpStatusCode.Unauthorized)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), "It is still answered a second later.");
            await Task.Delay(10);
        }
    }

    private async Task<string> TokenAsync() =>
        (string)(await api.SessionAsync(TestDemo.EmailOf(RoleNames.Finance), TestDemo.Password))["access_token"]!;

    private async Task<List<string>> PublishedAsync() =>
        [.. (await PeppiApi.JsonAsync(await api.Client().GetAsync("/auth/v1/.well-known/jwks.json")))["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];

    private Task<string> StatusAsync(string status) =>
        api.Database.ScalarAsync<string>("select kid from auth.signing_keys where purpose = 'session' and status = $1", status);

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request, Caller? caller = null) =>
        api.Services.GetRequiredService<CallerScopes>().RunAsync(caller ?? Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
