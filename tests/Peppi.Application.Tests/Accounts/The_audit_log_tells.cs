using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application.Accounts;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Audit;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Testing;

namespace Peppi.Application.Tests.Accounts;

public sealed class The_audit_log_tells : IAsyncLifetime
{
    private const string Email = "admin@exemple.fr";
    private TestDatabase database = null!;
    private PreparedInstance instance = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        instance = (await SendAsync(new PrepareInstance(Email))).Value!;
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task Sign_ins_and_failures_with_address_program_and_request_and_never_a_password()
    {
        var visitor = Caller.Anonymous with { IpAddress = "203.0.113.7", UserAgent = "Firefox", RequestId = "r-1" };
        await SendAsync(new SignInWithPassword(Email, "a wrong password", "Firefox"), visitor);
        await SendAsync(new SignInWithPassword("my secret by mistake", "whatever", "Firefox"), visitor);
        await SendAsync(new SignInWithPassword(Email, instance.FirstPassword!, "Firefox"), visitor);

        Assert.Equal(2L, await CountAsync("action = 'sign_in_failed' and ip_address = '203.0.113.7' and user_agent = 'Firefox' and request_id = 'r-1'"));
        Assert.Equal(1L, await CountAsync("action = 'sign_in' and ip_address = '203.0.113.7' and user_agent = 'Firefox' and request_id = 'r-1' and actor_id is not null"));
        Assert.Equal(0L, await CountAsync("log::text ~ 'wrong password|by mistake|whatever' or strpos(log::text, '" + instance.FirstPassword + "') > 0"));
    }

    [Fact]
    public async Task Passwords_keys_and_roles_before_and_after()
    {
        await SendAsync(new RotateSigningKeys(OnlyIfDue: false), Caller.Jobs);
        var secret = (await SendAsync(new IssueServiceKey("export", null), Caller.Jobs)).Value!;
        await SendAsync(new ReissueApiKey("anon"), Caller.Jobs);
        await database.ExecuteAsync("update auth.users set password_hash = 'x', security_stamp = 'y'");

        foreach (var action in (string[])["key_current", "key_previous", "key_make", "key_issue", "password_change"]) Assert.NotEqual(0L, await CountAsync($"action = '{action}'"));
        Assert.Equal(1L, await CountAsync("action = 'key_previous' and before ->> 'status' = 'current' and after ->> 'status' = 'previous' and actor_role = 'peppi_jobs'"));
        Assert.Equal(0L, await CountAsync($"strpos(log::text, '{secret}') > 0"));
    }

    [Fact]
    public async Task Nobody_who_serves_changes_or_deletes_an_entry()
    {
        foreach (var login in (string[])["peppi_auth", "peppi_jobs", "peppi_service", "peppi_api"])
        {
            foreach (var statement in (string[])["update app.audit_log set action = 'x'", "delete from app.audit_log", "truncate app.audit_log", "delete from app.audit_seals", "update app.audit_seals set entry_id = 1"])
            {
                await using var connection = new NpgsqlConnection(database.ConnectionStringOf(login));
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(statement, connection);
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
            }
        }

        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("delete from app.audit_log"));
    }

    [Fact]
    public async Task A_log_that_was_left_alone_is_found_so_and_what_is_new_waits()
    {
        await SealAsync();
        Assert.Equal(0, (await SendAsync(new SealAuditLog(), Caller.Jobs)).Value);
        await database.ExecuteAsync("insert into app.audit_log (action, subject) values ('new', 'test')");
        var verdict = await VerifyAsync();
        Assert.Empty(verdict.Faults);
        Assert.Equal(1, verdict.Waiting);
        Assert.True(verdict.Linked > 3);
        Assert.Empty((await VerifyAsync(verdict.Head)).Faults);
    }

    [Theory]
    [InlineData("update app.audit_log set action = 'nothing' where id = $1", "changed")]
    [InlineData("update app.audit_log set actor_id = gen_random_uuid() where id = $1", "changed")]
    [InlineData("update app.audit_log set at = at + interval '1 microsecond' where id = $1", "changed")]
    [InlineData("update app.audit_log set user_agent = '' where id = $1", "changed")]
    [InlineData("delete from app.audit_log where id = $1", "deleted")]
    [InlineData("delete from app.audit_seals where entry_id = $1", "unlinked")]
    public async Task Whoever_owns_the_database_and_changes_it_is_found_out(string forgery, string kind)
    {
        await SealAsync();
        var entry = await database.ScalarAsync<long>("select entry_id from app.audit_seals where position = 3");
        await ForgeAsync(forgery.Replace("$1", $"{entry}", StringComparison.Ordinal));
        var fault = (await VerifyAsync()).Faults[0];
        Assert.Equal(kind, fault.Kind);
        if (kind != "unlinked") Assert.Equal(entry, fault.EntryId);
    }

    [Fact]
    public async Task Entries_that_change_places_are_found()
    {
        await SealAsync();
        await ForgeAsync("""
            update app.audit_log one set action = two.action, subject = two.subject, subject_key = two.subject_key, before = two.before, after = two.after
            from app.audit_log two where one.id = (select entry_id from app.audit_seals where position = 2) and two.id = (select entry_id from app.audit_seals where position = 3)
            """);
        Assert.Equal("changed", (await VerifyAsync()).Faults[0].Kind);
    }

    [Fact]
    public async Task Links_that_change_places_are_found()
    {
        await SealAsync();
        await ForgeAsync("""
            update app.audit_seals set position = -position where position in (2, 3);
            update app.audit_seals set position = 5 + position where position in (-2, -3)
            """);
        Assert.Equal("changed", (await VerifyAsync()).Faults[0].Kind);
    }

    [Fact]
    public async Task An_entry_put_in_afterwards_is_found_wherever_it_is_put()
    {
        await SealAsync();
        await database.ExecuteAsync("insert into app.audit_log (id, action, subject, at) overriding system value values (-5, 'forged', 'test', now() - interval '1 day')");
        Assert.Equal(["inserted"], (await VerifyAsync()).Faults.Select(fault => fault.Kind));
        await database.ExecuteAsync("insert into app.audit_log (action, subject, at) values ('forged', 'test', now() - interval '1 day')");
        await SealAsync();
        Assert.Contains((await VerifyAsync()).Faults, fault => fault.Kind == "inserted" && fault.EntryId > 0);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_is_found_with_the_head_that_was_noted()
    {
        await SealAsync();
        var head = (await VerifyAsync()).Head;
        await ForgeAsync("delete from app.audit_log where id = (select max(id) from app.audit_log)");
        await ForgeAsync("delete from app.audit_seals where position = (select max(position) from app.audit_seals)");
        Assert.Empty((await VerifyAsync()).Faults);
        Assert.Equal("cut", Assert.Single((await VerifyAsync(head)).Faults).Kind);
    }

    // As a superuser would: without triggers.
    private async Task ForgeAsync(string statement, TestDatabase? where = null)
    {
        await using var connection = new NpgsqlConnection((where ?? database).SuperConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("set session_replication_role = replica; " + statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task SealAsync() => Assert.True((await SendAsync(new SealAuditLog(), Caller.Jobs)).Succeeded);

    private async Task<AuditVerdict> VerifyAsync(string? head = null) => (await SendAsync(new VerifyAuditLog(head), Caller.Jobs)).Value!;

    private Task<long> CountAsync(string condition) => database.ScalarAsync<long>($"select count(*) from app.audit_log log where {condition}");

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request, Caller? caller = null) =>
        database.RunAsync(caller ?? Caller.Anonymous, services => services.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
}
