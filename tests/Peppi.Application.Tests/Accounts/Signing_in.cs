using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Import;
using Peppi.Application.Accounts.SelfService;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Tests.Alerts;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Accounts;

public sealed class Signing_in : IAsyncLifetime
{
    private const string Email = "amélie@exemple.fr";
    private TestDatabase database = null!;
    private PreparedInstance instance = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        instance = (await SendAsync(new PrepareInstance(Email))).Value!;
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task The_first_administrator_signs_in_with_the_first_password()
    {
        var signedIn = await SignInAsync();
        var verified = await VerifyAsync(signedIn.AccessToken);

        Assert.Equal(DatabaseRole.Authenticated, verified.Caller!.Role);
        Assert.Equal(signedIn.Account.Id, verified.Caller.UserId);
        Assert.NotNull(verified.Caller.SessionId);
    }

    [Fact]
    public async Task An_access_token_carries_the_claims_that_clients_read()
    {
        var token = new JsonWebToken((await SignInAsync()).AccessToken);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(Email, token.GetClaim("email").Value);
        Assert.Equal("authenticated", token.GetClaim("role").Value);
        Assert.Equal("aal1", token.GetClaim("aal").Value);
        Assert.Equal(3600, (token.ValidTo - token.IssuedAt).TotalSeconds);
        Assert.Contains("\"method\":\"password\"", token.GetClaim("amr").Value, StringComparison.Ordinal);
        Assert.Contains("\"provider\":\"email\"", token.GetClaim("app_metadata").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preparing_again_answers_with_the_same_keys_and_makes_no_second_administrator()
    {
        var again = (await SendAsync(new PrepareInstance("somebody@exemple.fr"))).Value!;
        Assert.Equal(instance.AnonKey, again.AnonKey);
        Assert.Equal(instance.ServiceRoleKey, again.ServiceRoleKey);
        Assert.Null(again.FirstPassword);
    }

    [Fact]
    public async Task The_keys_of_the_instance_stand_for_their_roles()
    {
        Assert.Equal(DatabaseRole.Anon, (await VerifyAsync(instance.AnonKey)).Caller!.Role);
        Assert.Equal(DatabaseRole.Service, (await VerifyAsync(instance.ServiceRoleKey)).Caller!.Role);
    }

    [Theory]
    [InlineData(Email, "wrong password")]
    [InlineData("nobody@exemple.fr", "whatever it is")]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(string email, string password)
    {
        var outcome = await SendAsync(new SignInWithPassword(email, password, null));
        Assert.Equal(AccountErrors.InvalidCredentials, outcome.Error);
    }

    [Fact]
    public async Task The_sixth_failure_from_an_address_has_to_wait_and_others_do_not()
    {
        // The first wait is a second: on a busy machine it would be over before it is looked at.
        var clock = new StandingClock(DateTimeOffset.UtcNow);
        await using var services = database.MakeServices(collection => collection.AddSingleton<TimeProvider>(clock));
        for (var attempt = 0; attempt < 6; attempt++) await TryAsync("wrong password", "198.51.100.1");

        var slowed = await TryAsync(instance.FirstPassword!, "198.51.100.1");
        Assert.Equal("over_request_rate_limit", slowed.Error!.Code);
        Assert.InRange(slowed.Error.RetryAfter!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
        Assert.True((await TryAsync(instance.FirstPassword!, "198.51.100.2")).Succeeded);

        clock.Now += TimeSpan.FromSeconds(1);
        Assert.True((await TryAsync(instance.FirstPassword!, "198.51.100.1")).Succeeded);

        Task<Result<SignedIn>> TryAsync(string password, string address) => services.GetRequiredService<CallerScopes>().RunAsync(Caller.Anonymous with { IpAddress = address },
            scope => scope.GetRequiredService<UseCases>().SendAsync(new SignInWithPassword(Email, password, null), CancellationToken.None));
    }

    [Fact]
    public async Task Strangers_who_use_up_the_mails_of_an_address_leave_its_owner_his()
    {
        const string owner = "198.51.100.7";
        Assert.True((await SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, null), owner)).Succeeded);
        for (var stranger = 0; stranger < 30; stranger++) Assert.True((await AskAsync($"203.0.113.{stranger}")).Succeeded);
        Assert.Equal("over_email_send_rate_limit", (await AskAsync("203.0.113.99")).Error!.Code);
        Assert.True((await AskAsync(owner)).Succeeded);

        Task<Result<Done>> AskAsync(string address) => SendAsync(new RequestRecovery(Email, null, null), address);
    }

    [Fact]
    public async Task A_site_with_many_networks_has_a_share_of_mails_and_no_more()
    {
        for (var network = 0; network < 12; network++) Assert.True((await AskAsync($"2001:db8:1:{network:x}::1")).Succeeded);
        Assert.Equal("over_email_send_rate_limit", (await AskAsync("2001:db8:1:ff::1")).Error!.Code);
        Assert.True((await AskAsync("2001:db8:2::1")).Succeeded);

        Task<Result<Done>> AskAsync(string address) => SendAsync(new RequestRecovery("nobody@exemple.fr", null, null), address);
    }

    [Fact]
    public async Task Strangers_who_try_codes_of_an_address_leave_its_owner_the_code()
    {
        const string owner = "198.51.100.7";
        Assert.True((await SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, null), owner)).Succeeded);

        // As if five networks had tried what all together may.
        await SendAsync(Try("99999x"), "203.0.113.1");
        await database.ExecuteAsync("update auth.rate_limits set count = 1000 where key like 'code:%'");
        Assert.True((await SendAsync(new RequestMagicLink { Email = Email }, owner)).Succeeded);
        var text = await database.ScalarAsync<string>("select text from app.mail_outbox order by id desc limit 1");
        var code = System.Text.RegularExpressions.Regex.Match(text, @"\b(\d{6})\s*$", System.Text.RegularExpressions.RegexOptions.Multiline).Groups[1].Value;
        Assert.Equal(AccountErrors.OtpExpired, (await SendAsync(Try(code), "203.0.113.1")).Error);
        Assert.Equal(AccountErrors.OtpExpired, (await SendAsync(Try(code), "203.0.113.2")).Error);
        Assert.True((await SendAsync(Try(code), owner)).Succeeded);

        static VerifyOneTimeToken Try(string code) => new() { Type = "email", Email = Email, Code = code };
    }

    [Fact]
    public async Task A_network_that_writes_to_everybody_has_a_share_of_all_mails()
    {
        Assert.True((await AskAsync("one@exemple.fr")).Succeeded);
        await database.ExecuteAsync("update auth.rate_limits set count = 120 where key like 'mails_from:%'");
        Assert.Equal("over_email_send_rate_limit", (await AskAsync("other@exemple.fr")).Error!.Code);

        Task<Result<Done>> AskAsync(string email) => SendAsync(new RequestRecovery(email, null, null), "203.0.113.1");
    }

    [Theory]
    [InlineData("security_stamp = 'another'", "invalid_credentials")]
    [InlineData("banned_until = now() + interval '1 hour'", "user_banned")]
    [InlineData("password_hash = 'rehashed by another sign-in'", null)]
    public async Task What_changes_while_a_password_is_compared_holds_for_the_session(string change, string? refusal)
    {
        const string second = "email,encrypted_password\nsecond@exemple.fr,$2a$04$abcdefghijklmnopqrstuuf0JQ6Kg/9R/G610Wn4pX.tA6il1m0tW";
        Assert.True((await SendAsAsync(Caller.Jobs, new ImportUsers(second, "admin"))).Succeeded);
        var outcome = await database.RunAsync(Caller.Anonymous, async services =>
        {
            var check = services.GetRequiredService<PasswordCheck>();
            var accounts = services.GetRequiredService<AccountsDbContext>();
            var proved = (await check.RunAsync(Email, instance.FirstPassword!, CancellationToken.None)).Value!;
            await database.ExecuteAsync($"update auth.users set {change} where email = $1", Email);
            await using var transaction = await accounts.Database.BeginTransactionAsync();
            return await check.EnterAsync(proved with { Rehashed = "another hash" }, CancellationToken.None);
        });
        Assert.Equal(refusal, outcome.Error?.Code);
        if (refusal is null) Assert.Equal("rehashed by another sign-in", outcome.Value!.PasswordHash);
    }

    [Fact]
    public async Task No_address_that_is_too_long_for_one_is_looked_for() =>
        Assert.Equal(AccountErrors.InvalidCredentials, (await SendAsync(new SignInWithPassword(new string('x', 250) + "@exemple.fr", "whatever it is", null))).Error);

    [Fact]
    public async Task A_refresh_token_gives_the_next_pair_once()
    {
        var first = await SignInAsync();
        var second = (await SendAsync(new RefreshSession(first.RefreshToken))).Value!;
        Assert.NotEqual(first.RefreshToken, second.RefreshToken);
        Assert.Equal((await VerifyAsync(first.AccessToken)).Caller!.SessionId, (await VerifyAsync(second.AccessToken)).Caller!.SessionId);
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_once_both_stay_signed_in()
    {
        var first = await SignInAsync();
        var tabs = await Task.WhenAll(SendAsync(new RefreshSession(first.RefreshToken)), SendAsync(new RefreshSession(first.RefreshToken)));
        Assert.All(tabs, tab => Assert.True(tab.Succeeded));
    }

    [Fact]
    public async Task A_spent_refresh_token_that_comes_back_late_ends_the_whole_session()
    {
        var first = await SignInAsync();
        var second = (await SendAsync(new RefreshSession(first.RefreshToken))).Value!;
        await database.ExecuteAsync("update auth.refresh_tokens set used_at = used_at - interval '11 seconds' where used_at is not null");

        Assert.Equal(AccountErrors.RefreshTokenAlreadyUsed, (await SendAsync(new RefreshSession(first.RefreshToken))).Error);
        Assert.Equal(AccountErrors.RefreshTokenAlreadyUsed, (await SendAsync(new RefreshSession(second.RefreshToken))).Error);
        Assert.Equal("reuse_detected", await database.ScalarAsync<string>("select end_reason from auth.sessions where ended_at is not null"));
    }

    [Theory]
    [InlineData("not_after = now() - interval '1 second'", "timed_out")]
    [InlineData("refreshed_at = now() - interval '3 hours'", "inactive")]
    public async Task A_session_that_lasted_or_rested_too_long_ends_at_its_refresh(string change, string reason)
    {
        await using var services = database.MakeServices(collection =>
            collection.Configure<AccountsOptions>(options => options.SessionInactivity = TimeSpan.FromHours(2)));
        var signedIn = await SignInAsync();
        await database.ExecuteAsync($"update auth.sessions set {change}");
        var outcome = await services.GetRequiredService<CallerScopes>().RunAsync(Caller.Anonymous, scope =>
            scope.GetRequiredService<UseCases>().SendAsync(new RefreshSession(signedIn.RefreshToken), CancellationToken.None));
        Assert.Equal(AccountErrors.SessionExpired, outcome.Error);
        Assert.Equal(reason, await database.ScalarAsync<string>("select end_reason from auth.sessions"));
    }

    [Fact]
    public async Task No_access_token_outlives_the_rest_that_a_session_may_take()
    {
        await using var services = database.MakeServices(collection =>
            collection.Configure<AccountsOptions>(options => options.SessionInactivity = TimeSpan.FromMinutes(10)));
        var outcome = await services.GetRequiredService<CallerScopes>().RunAsync(Caller.Anonymous, scope =>
            scope.GetRequiredService<UseCases>().SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, null), CancellationToken.None));
        Assert.InRange(outcome.Value!.ExpiresIn, 590, 600);
    }

    [Fact]
    public async Task A_refresh_token_that_was_never_issued_is_unknown() =>
        Assert.Equal(AccountErrors.RefreshTokenNotFound, (await SendAsync(new RefreshSession("invented"))).Error);

    [Fact]
    public async Task Signing_out_ends_the_session_and_its_refresh_token()
    {
        var signedIn = await SignInAsync();
        var caller = (await VerifyAsync(signedIn.AccessToken)).Caller!;
        Assert.True((await SendAsAsync(caller, new GetOwnAccount())).Succeeded);

        Assert.True((await SendAsAsync(caller, new SignOut("local"))).Succeeded);
        Assert.Equal(AccountErrors.SessionNotFound, (await SendAsAsync(caller, new GetOwnAccount())).Error);
        Assert.Equal(AccountErrors.RefreshTokenNotFound, (await SendAsync(new RefreshSession(signedIn.RefreshToken))).Error);
    }

    [Fact]
    public async Task Signing_out_the_others_keeps_this_session()
    {
        var (mine, other) = (await SignInAsync(), await SignInAsync());
        var caller = (await VerifyAsync(mine.AccessToken)).Caller!;
        await SendAsAsync(caller, new SignOut("others"));
        Assert.True((await SendAsync(new RefreshSession(mine.RefreshToken))).Succeeded);
        Assert.False((await SendAsync(new RefreshSession(other.RefreshToken))).Succeeded);
    }

    [Fact]
    public async Task A_deactivated_account_cannot_sign_in_even_with_the_right_password()
    {
        const string second = "email,encrypted_password\nsecond@exemple.fr,$2a$04$abcdefghijklmnopqrstuuf0JQ6Kg/9R/G610Wn4pX.tA6il1m0tW";
        Assert.True((await SendAsAsync(Caller.Jobs, new ImportUsers(second, "admin"))).Succeeded);
        await database.ExecuteAsync("update auth.users set banned_until = now() + interval '1 day' where email = $1", Email);
        Assert.Equal(AccountErrors.UserBanned, (await SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, null))).Error);
    }

    [Fact]
    public async Task A_token_that_was_altered_or_unsigned_is_refused()
    {
        var token = (await SignInAsync()).AccessToken;
        var parts = token.Split('.');
        var unsigned = $"{System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{parts[1]}.";
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync(unsigned)).Fault);
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync($"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}")).Fault);
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync($"{parts[0]}.{new JsonWebToken(instance.ServiceRoleKey).EncodedPayload}.{parts[2]}")).Fault);
        Assert.Equal(TokenFault.Invalid, (await VerifyAsync("not a token")).Fault);
    }

    [Fact]
    public async Task Private_keys_and_service_keys_are_not_readable_in_the_database()
    {
        var stored = await database.ScalarAsync<string>("select string_agg(encode(sealed_token, 'escape'), '') from auth.api_keys");
        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal);
    }

    private async Task<SignedIn> SignInAsync()
    {
        var outcome = await SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, "a test"));
        return outcome.Value ?? throw new InvalidOperationException(outcome.Error!.Message);
    }

    private ValueTask<VerifiedToken> VerifyAsync(string token) =>
        database.Services.GetRequiredService<TokenVerifier>().VerifyAsync(token, CancellationToken.None);

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request, string? address = null) =>
        SendAsAsync(Caller.Anonymous with { IpAddress = address }, request);

    private Task<Result<T>> SendAsAsync<T>(Caller caller, IUseCase<T> request) =>
        database.RunAsync(caller, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
