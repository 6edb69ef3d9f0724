using Npgsql;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

/// <summary>
/// The connection pools, one for each role: a statement prepared under one role would be planned anew under another, and no
/// connection ever carries a right that its caller has not.
/// </summary>
internal sealed class PeppiDataSources(InstanceSettings settings) : IAsyncDisposable
{
    private readonly Lazy<NpgsqlDataSource> anon = Pool(settings, DatabaseLogins.Api, "peppi anon", 10);
    private readonly Lazy<NpgsqlDataSource> authenticated = Pool(settings, DatabaseLogins.Api, "peppi authenticated", 30);
    private readonly Lazy<NpgsqlDataSource> service = Pool(settings, DatabaseLogins.Service, "peppi service", 15);
    private readonly Lazy<NpgsqlDataSource> auth = Pool(settings, DatabaseLogins.Auth, "peppi auth", 15);
    private readonly Lazy<NpgsqlDataSource> jobs = Pool(settings, DatabaseLogins.Jobs, "peppi jobs", 15);

    /// <summary>Login <c>peppi_auth</c>: accounts only.</summary>
    public NpgsqlDataSource Auth => auth.Value;

    /// <summary>Login <c>peppi_jobs</c>: background work.</summary>
    public NpgsqlDataSource Jobs => jobs.Value;

    /// <summary>The pool of a caller's role. Every transaction on it begins with <see cref="CallerPreamble"/>.</summary>
    public NpgsqlDataSource For(DatabaseRole role) => role switch
    {
        DatabaseRole.Authenticated => authenticated.Value,
        DatabaseRole.Service => service.Value,
        DatabaseRole.Jobs => jobs.Value,
        _ => anon.Value,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in (Lazy<NpgsqlDataSource>[])[anon, authenticated, service, auth, jobs])
        {
            if (pool.IsValueCreated) await pool.Value.DisposeAsync();
        }
    }

    private static Lazy<NpgsqlDataSource> Pool(InstanceSettings settings, string login, string name, int size) => new(() =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ConnectionStringOf(login))
        {
            ApplicationName = name,
            MaxPoolSize = size,
            MaxAutoPrepare = 200,

            // Nothing is ever set for longer than a transaction, so there is nothing to reset.
            NoResetOnClose = true,

            // Which value of a key is taken, for who sent it. PostgreSQL itself says no more of a row than its reader may see.
            IncludeErrorDetail = true,
        }));
}
