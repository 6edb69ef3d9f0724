using Microsoft.Extensions.Options;
using Npgsql;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Infrastructure.Instance;

/// <summary>
/// Brings an instance from nothing to ready: its database runs, its schema is the newest, its first administrator and its keys exist.
/// Each step sees for itself whether it has anything to do, so that every start may go this way.
/// </summary>
internal sealed class InstancePreparation(InstanceSettings settings, Migrator migrator, IOptions<PublicUrlOptions> urls)
{
    /// <summary>Prepares the instance, and writes down what its owner must know.</summary>
    /// <param name="migrateAnyway">Whether the schema is to be brought up even when this build did so before.</param>
    /// <param name="demo">Whether demo data are wanted.</param>
    /// <param name="tell">Hears what was done, one line a step.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public async Task<Result<InstanceFacts>> RunAsync(bool migrateAnyway, bool demo, Action<string> tell, CancellationToken cancellation)
    {
        var database = await EmbeddedPostgres.EnsureStartedAsync(settings, cancellation);
        if (!database.Succeeded && database.Error is { } failure) return failure;
        if (database.Value is { } running)
        {
            tell($"Database   {(running.StartedNow ? "started" : "runs")} on 127.0.0.1:{running.Port}, data in {running.DataFolder}");
        }

        try
        {
            if (migrateAnyway) await migrator.MigrateAsync(cancellation);
            if (migrateAnyway || await migrator.MigrateIfNewAsync(cancellation)) tell("Schema     is the newest");
        }
        catch (NpgsqlException exception)
        {
            return PostgresErrors.Unprepared("The database could not be brought to the newest schema.", exception.Message);
        }

        var facts = Facts();
        facts.Write(settings);
        return facts;
    }

    private InstanceFacts Facts()
    {
        return new InstanceFacts()
            .Add("API_URL", urls.Value.Api)
            .Add("ADMIN_URL", urls.Value.Admin)
            .Add("DB_URL", InstanceFacts.DatabaseUrl(settings.OwnerConnectionString))
            .Add("JWKS_URL", urls.Value.Api + "/auth/v1/.well-known/jwks.json");
    }
}
