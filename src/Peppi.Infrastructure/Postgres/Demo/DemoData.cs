using System.Globalization;
using Bogus;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Domain.Reports;
using Peppi.Infrastructure.Instance;
using Person = Peppi.Domain.Accounts.Person;

namespace Peppi.Infrastructure.Postgres.Demo;

/// <summary>
/// Loads the demo into an empty, migrated database: a group with twelve sites, a person for each role, two years of records up to
/// today. The same seed gives the same group each time; only the dates move with the day.
/// </summary>
internal sealed class DemoData(InstanceSettings settings, TimeProvider time)
{
    private const int Seed = 20260101;

    /// <summary>Loads it, unless there is a project already; tells whether it did.</summary>
    /// <param name="passwordHash">The hash of the password that all demo people share.</param>
    /// <param name="cancellation">Stops it, leaving nothing.</param>
    public async Task<bool> LoadAsync(string passwordHash, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.OwnerConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var db = new PeppiDbContext(new DbContextOptionsBuilder<PeppiDbContext>().UseNpgsql(connection).Options);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Two starts at once: the second waits, and finds the first's.
        await ExecuteAsync(connection, "lock table public.projects in share row exclusive mode", cancellation);
        if (await ScalarAsync(connection, "select 1 from public.projects limit 1", cancellation) is not null) return false;

        var now = time.GetUtcNow();
        var copy = new BulkCopy(db, connection, now);
        await WritePeopleAsync(connection, copy, passwordHash, now, cancellation);
        await WriteRecordsAsync(connection, copy, DateOnly.FromDateTime(now.UtcDateTime), cancellation);

        while (await ScalarAsync(connection, "select more from app.refresh_figures()", cancellation) is true) cancellation.ThrowIfCancellationRequested();

        // A flow whose variables were empty: what quarantine is for.
        await ExecuteAsync(connection, """
            insert into app.webhook_inbox (source, received_at, headers, body, outcome, messages, error, processed_at) values
              ('manychat', now() - interval '26 hours', '{"content-type": "application/json"}', convert_to('{"id": "98765432109876500", "last_input_text": "{{last_input_text}}", "media_url": "{{photo}}"}', 'UTF8'),
               'quarantined', 0, 'It holds neither text nor photo: the variables of the flow may be empty.', now() - interval '26 hours')
            """, cancellation);

        // Nobody waits to hear of what happened before the demo began.
        await ExecuteAsync(connection, "delete from app.outbox", cancellation);
        await transaction.CommitAsync(cancellation);
        await ExecuteAsync(connection, "analyze", cancellation);
        return true;
    }

    private static async Task WritePeopleAsync(NpgsqlConnection connection, BulkCopy copy, string passwordHash, DateTimeOffset now, CancellationToken cancellation)
    {
        var roles = new Dictionary<string, int>();
        await using (var command = new NpgsqlCommand("select name, id from public.roles", connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation)) roles.Add(reader.GetString(0), reader.GetInt32(1));
        }

        await copy.WriteAsync(DemoGroup.People.Select(person => new Account
        {
            Id = person.Id,
            UserName = person.Email,
            NormalizedUserName = person.Email.ToUpperInvariant(),
            Email = person.Email,
            NormalizedEmail = person.Email.ToUpperInvariant(),
            EmailConfirmed = true,
            PasswordHash = passwordHash,
            SecurityStamp = Guid.NewGuid().ToString("N").ToUpperInvariant(),
            CreatedAt = now,
            UpdatedAt = now,
            UserMetadata = $$"""{"display_name": "{{person.Name}}"}""",
        }).ToList(), cancellation);
        await copy.WriteAsync(DemoGroup.People.Select(person => new Person
        {
            Id = person.Id,
            Email = person.Email,
            RoleId = roles[person.Role],
            DisplayName = person.Name,
            Locale = person.Locale,
            TimeZone = "Africa/Douala",
        }).ToList(), cancellation);
    }

    private static async Task WriteRecordsAsync(NpgsqlConnection connection, BulkCopy copy, DateOnly today, CancellationToken cancellation)
    {
        var faker = new Faker("fr") { Random = new Randomizer(Seed) };
        var projects = DemoGroup.Projects(today);
        var finance = new DemoFinance(faker, today);
        var site = new DemoSite(faker, today);
        var steering = new DemoSteering(faker, today);
        var units = new DemoUnits(today);

        // Labels hold months and numbers as French people write them.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        foreach (var demo in projects)
        {
            finance.Add(demo);
            site.Add(demo.Project);
            steering.Add(demo);
            if (demo.Units > 0) units.Add(demo, steering.Sales);
        }

        site.AddUnsorted();
        site.AddAlerts(projects, finance);
        CultureInfo.CurrentCulture = culture;

        // What follows from a ledger is not written beside it: progress and stock come from their entries.
        var control = new DemoControl(projects, finance, today);
        foreach (var demo in projects) demo.Project.PercentComplete = null;
        foreach (var item in site.Items) item.QuantityOnHand = 0;
        await copy.WriteAsync(projects.Select(demo => demo.Project).ToList(), cancellation);
        await copy.WriteAsync(control.Milestones, cancellation);
        await copy.WriteAsync(control.Progress, cancellation);
        await copy.WriteAsync(control.Rates, cancellation);
        await copy.WriteAsync(DemoGroup.Members(), cancellation);
        await copy.WriteAsync(site.Items, cancellation);
        await copy.WriteAsync(finance.Orders, cancellation);
        await copy.WriteAsync(site.Movements, cancellation);
        await copy.WriteAsync(finance.Finances, cancellation);

        // Behind the orders: the demo's past is not to be refused.
        await copy.WriteAsync(control.Lines, cancellation);
        await copy.WriteAsync(site.Contacts, cancellation);
        await copy.WriteAsync(site.Messages, cancellation);
        await ExecuteAsync(connection, "select set_config('peppi.ledger', 'demo', true)", cancellation);
        await copy.WriteAsync(steering.Kpis, cancellation);
        await ExecuteAsync(connection, "select set_config('peppi.ledger', '', true)", cancellation);
        await copy.WriteAsync(steering.Values, cancellation);
        await copy.WriteAsync(steering.ActionPlans, cancellation);
        await copy.WriteAsync(steering.Sales, cancellation);
        await copy.WriteAsync(units.Units, cancellation);
        await copy.WriteAsync(units.Reservations, cancellation);
        await copy.WriteAsync(units.Payments, cancellation);
        await copy.WriteAsync(site.Alerts, cancellation);
        await copy.WriteAsync(Schedules(), cancellation);
        await copy.WriteAsync(Recipients(), cancellation);
    }

    private static List<ReportSchedule> Schedules() =>
    [
        new()
        {
            Id = 1,
            Name = "Point hebdomadaire des projets",
            ReportType = "project_status",
            Cron = "0 0 7 ? * MON",
            TimeZone = "Africa/Douala",
            Formats = [ReportFormats.Pdf],
            OwnerId = DemoGroup.GeneralManagement.Id,
        },
        new()
        {
            Id = 2,
            Name = "Finances du mois",
            ReportType = "finance",
            Filters = """{"period": "last_month"}""",
            Cron = "0 30 7 1 * ?",
            TimeZone = "Africa/Douala",
            Formats = [ReportFormats.Pdf, ReportFormats.Xlsx],
            OwnerId = DemoGroup.Finance.Id,
        },
    ];

    private static List<ReportScheduleRecipient> Recipients() =>
    [
        new() { Id = 1, ScheduleId = 1, UserId = DemoGroup.GeneralManagement.Id },
        new() { Id = 2, ScheduleId = 1, UserId = DemoGroup.ProjectManager.Id },
        new() { Id = 3, ScheduleId = 2, UserId = DemoGroup.Finance.Id },
        new() { Id = 4, ScheduleId = 2, UserId = DemoGroup.GeneralManagement.Id },
        new() { Id = 5, ScheduleId = 2, UserId = DemoGroup.ProjectManager.Id },
    ];

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
