using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Peppi.Application.Accounts;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Postgres;
using Peppi.Infrastructure.Postgres.Demo;

namespace Peppi.Infrastructure.Instance;

/// <summary>
/// Brings an instance from nothing to ready: its database runs, its schema is the newest, its keys and its first administrator exist.
/// Each step sees for itself whether it has anything to do, so that every start may go this way.
/// </summary>
internal sealed class InstancePreparation(
    InstanceSettings settings, Migrator migrator, DemoData demoData, CallerScopes scopes, IOptions<FirstAdministratorOptions> administrator, IOptions<PublicUrlOptions> urls)
{
    // Beside the migrator's own lock, which is held for a shorter time.
    private const long Lock = 0x7065707069 + 1;

    /// <summary>Prepares the instance, and writes down what its owner must know.</summary>
    /// <param name="demo">Whether demo data are wanted.</param>
    /// <param name="tell">Hears what was done, one line a step; never a secret.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public async Task<Result<InstanceFacts>> RunAsync(bool demo, Action<string> tell, CancellationToken cancellation)
    {
        if (await StartDatabaseAsync(tell, cancellation) is { } down) return down;
        try
        {
            // Processes and nodes that start at once take turns: the second finds everything done. The lock falls with the connection.
            await using var turn = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.OwnerConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
            await turn.OpenAsync(cancellation);
            await using (var take = new NpgsqlCommand("select pg_advisory_lock($1)", turn) { Parameters = { new() { Value = Lock } } }) await take.ExecuteNonQueryAsync(cancellation);

            if (await migrator.MigrateIfNewAsync(cancellation)) tell("Schema     brought to this version");
            if (demo && await LoadDemoAsync(tell, cancellation) is { } unloaded) return unloaded;

            var prepared = await SendAsync(new PrepareInstance(administrator.Value.Email), cancellation);
            if (!prepared.Succeeded) return prepared.Error;
            if (prepared.Value.FirstPassword is { } password)
            {
                FirstSignIn.Write(settings, new FirstSignIn(administrator.Value.Email, password));
                tell($"Admin      first administrator made, password in {FirstSignIn.FileOf(settings)}");
            }

            var facts = Facts(prepared.Value);
            facts.Write(settings);
            return facts;
        }
        catch (NpgsqlException exception)
        {
            return PostgresErrors.Unprepared(exception.Message);
        }
    }

    /// <summary>Brings the schema to this version, even when this build did so before.</summary>
    public async Task<Result<Done>> MigrateAsync(Action<string> tell, CancellationToken cancellation)
    {
        if (await StartDatabaseAsync(tell, cancellation) is { } down) return down;
        try
        {
            await migrator.MigrateAsync(cancellation);
        }
        catch (NpgsqlException exception)
        {
            return PostgresErrors.Unprepared(exception.Message);
        }

        tell("Schema     brought to this version");
        return Done.Value;
    }

    /// <summary>Lets a verb work: the database runs and has this version's schema. Null, or why not.</summary>
    public async Task<Error?> OpenAsync(CancellationToken cancellation)
    {
        if (await StartDatabaseAsync(_ => { }, cancellation) is { } down) return down;
        try
        {
            await migrator.MigrateIfNewAsync(cancellation);
            return null;
        }
        catch (NpgsqlException exception)
        {
            return PostgresErrors.Unprepared(exception.Message);
        }
    }

    /// <summary>Writes down anew what <c>./peppi status</c> tells, where something runs that it could tell of.</summary>
    public async Task RefreshFactsAsync(CancellationToken cancellation)
    {
        if (!File.Exists(InstanceFacts.FileOf(settings))) return;
        var prepared = await SendAsync(new PrepareInstance(administrator.Value.Email), cancellation);
        if (prepared.Succeeded) Facts(prepared.Value).Write(settings);
    }

    private async Task<Error?> StartDatabaseAsync(Action<string> tell, CancellationToken cancellation)
    {
        var database = await EmbeddedPostgres.EnsureStartedAsync(settings, cancellation);
        if (database.Value is { } running) tell($"Database   {(running.StartedNow ? "started" : "runs")} on 127.0.0.1:{running.Port}, data in {running.DataFolder}");
        return database.Error;
    }

    private async Task<Error?> LoadDemoAsync(Action<string> tell, CancellationToken cancellation)
    {
        var hash = await SendAsync(new HashPassword(settings.DemoPassword), cancellation);
        if (!hash.Succeeded) return hash.Error;
        if (await demoData.LoadAsync(hash.Value, cancellation))
        {
            PrivateFiles.Write(DemoMarker, "This instance holds the demo; its people's password derives from the master key.\n");
            await DemoPhotos.LoadAsync(scopes, cancellation);
            tell("Demo       loaded: 12 projects, a person for each role, two years of records");
        }
        else if (!File.Exists(DemoMarker))
        {
            tell("Demo       not loaded: this instance has projects of its own");
        }

        return null;
    }

    private string DemoMarker => Path.Combine(settings.KeysFolder, "demo");

    private Task<Result<T>> SendAsync<T>(IUseCase<T> request, CancellationToken cancellation) =>
        scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, cancellation));

    private InstanceFacts Facts(PreparedInstance prepared)
    {
        var demo = File.Exists(DemoMarker);

        // A demo's own administrator is the first where the demo came first.
        var first = FirstSignIn.Read(settings) ?? (demo ? new FirstSignIn($"{RoleNames.Admin}@demo.peppi.local", settings.DemoPassword) : null);
        return new InstanceFacts()
            .Add("API_URL", urls.Value.Api)
            .Add("ADMIN_URL", urls.Value.Admin)
            .Add("DB_URL", InstanceFacts.DatabaseUrl(settings.OwnerConnectionString))
            .Add("ANON_KEY", prepared.AnonKey)
            .Add("SERVICE_ROLE_KEY", prepared.ServiceRoleKey)
            .Add("JWKS_URL", urls.Value.Api + "/auth/v1/.well-known/jwks.json")
            .Add("ADMIN_EMAIL", first?.Email)
            .Add("ADMIN_PASSWORD", first?.Password)
            .Add("DEMO_PASSWORD", demo ? settings.DemoPassword : null);
    }
}
