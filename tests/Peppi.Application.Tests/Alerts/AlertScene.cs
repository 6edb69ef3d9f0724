using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Notices;
using Peppi.Application.Changes;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Testing;

namespace Peppi.Application.Tests.Alerts;

/// <summary>Two projects with a manager each, a director and an accountant, and a clock that stands until a test moves it.</summary>
public sealed class AlertScene : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private AlertScene(TestDatabase database, Action<IServiceCollection>? more)
    {
        Database = database;
        services = Node(more);
    }

    public TestDatabase Database { get; }

    /// <summary>A Monday morning, 10:00 in Douala.</summary>
    public StandingClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public static Guid Manager { get; } = Guid.Parse("00000000-0000-7000-8000-000000000001");

    public static Guid OtherManager { get; } = Guid.Parse("00000000-0000-7000-8000-000000000002");

    public static Guid Director { get; } = Guid.Parse("00000000-0000-7000-8000-000000000003");

    public static Guid Accountant { get; } = Guid.Parse("00000000-0000-7000-8000-000000000004");

    public static async Task<AlertScene> CreateAsync(Action<IServiceCollection>? more = null)
    {
        var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync($"""
            insert into users (id, email, role_id, locale) select id::uuid, mail, (select roles.id from roles where name = role), locale from (values
              ('{Manager}', 'manager@exemple.cm', '{RoleNames.ProjectManager}', 'fr'), ('{OtherManager}', 'other@exemple.cm', '{RoleNames.ProjectManager}', 'fr'),
              ('{Director}', 'director@exemple.cm', '{RoleNames.GeneralManagement}', 'en'), ('{Accountant}', 'accountant@exemple.cm', '{RoleNames.Finance}', 'fr')) as people (id, mail, role, locale);
            insert into projects (id, name, status, manager_id) values (1, 'Les Palmiers', 'active', '{Manager}'), (2, 'Bonanjo', 'active', '{OtherManager}');

            -- They see that the clock runs ahead of the database's own, and that no worker sends.
            update alert_rules set enabled = false where code in ('outbox_deep', 'mail_stuck');
            delete from app.outbox;
            """);
        return new AlertScene(database, more);
    }

    /// <summary>Another node on the same database and clock.</summary>
    public ServiceProvider Node(Action<IServiceCollection>? more = null) => Database.MakeServices(collection =>
    {
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        more?.Invoke(collection);
    });

    /// <summary>Sends a request as background work.</summary>
    public Task<T?> AsJobsAsync<T>(IUseCase<T> request, IServiceProvider? node = null) => AsAsync(Caller.Jobs, request, node);

    public async Task<T?> AsAsync<T>(Caller caller, IUseCase<T> request, IServiceProvider? node = null)
    {
        var outcome = await (node ?? services).GetRequiredService<CallerScopes>().RunAsync(caller, scope => scope.GetRequiredService<UseCases>().SendAsync(request, CancellationToken.None));
        Assert.Null(outcome.Error);
        return outcome.Value;
    }

    /// <summary>What the workers do when they are woken.</summary>
    public async Task SettleAsync()
    {
        do
        {
            while (await AsJobsAsync(new TellChanges()) > 0)
            {
            }
        }
        while (await AsJobsAsync(new LookAtChanges()) > 0);
        await AsJobsAsync(new TellPeople());
    }

    /// <summary>What the clock's jobs do, and then the workers.</summary>
    public async Task LaterAsync(TimeSpan later)
    {
        Clock.Now += later;
        await AsJobsAsync(new TendAlerts());
        await AsJobsAsync(new SweepAlerts());
        await SettleAsync();
    }

    /// <summary>What is not resolved: key and priority, in the order of the keys.</summary>
    public Task<string> OpenAsync() =>
        Database.ScalarAsync<string>("select coalesce(string_agg(dedup_key || ' ' || priority, ', ' order by dedup_key), '') from alerts where status <> 'resolved'");

    /// <summary>How many mails each person got, by address.</summary>
    public Task<string> MailsAsync() =>
        Database.ScalarAsync<string>("select coalesce(string_agg(line, ', ' order by line), '') from (select to_address || ' ' || count(*) as line from app.mail_outbox group by to_address) lines");

    /// <summary>Runs a statement as a client with this person's rights does.</summary>
    public async Task<int> AsPersonAsync(Guid person, string sql)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionStringOf("peppi_api"));
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var preamble = new NpgsqlCommand("select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)", connection, transaction))
        {
            preamble.Parameters.Add(new NpgsqlParameter { Value = Caller.OnBehalfOf(person, null).Claims });
            await preamble.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection, transaction);
        var touched = await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return touched;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>A clock that stands until it is moved. Its timers are the machine's.</summary>
public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
