using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Peppi.Application;
using Peppi.Application.Shared;
using Peppi.Infrastructure;
using Peppi.Infrastructure.Postgres;

namespace Peppi.Testing;

/// <summary>
/// A database of one's own on the shared throwaway server: migrated, copied in about 100 ms, dropped when disposed. Point a host at it
/// with <see cref="Settings"/>, or use <see cref="RunAsync"/> for use cases without a host.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestPostgres server;
    private readonly Lazy<ServiceProvider> services;

    private TestDatabase(TestPostgres server, string name, Dictionary<string, string?>? settings)
    {
        this.server = server;
        Name = name;
        Home = Path.Combine(Path.GetTempPath(), "peppi-test-" + name);
        var own = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Peppi"] = server.OwnerConnectionString(name),
            ["Security:MasterKey"] = TestPostgres.MasterKeyBase64,
            ["PEPPI_HOME"] = Home,
        };
        foreach (var (key, value) in settings ?? []) own[key] = value;
        Settings = own;
        services = new(() => MakeServices(_ => { }));
    }

    /// <summary>The database's name.</summary>
    public string Name { get; }

    /// <summary>A state folder of its own; removed with the database.</summary>
    public string Home { get; }

    /// <summary>Configuration that makes a host use this database (<c>UseSetting</c> each of them).</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>How the owner, whom no policy binds, connects.</summary>
    public string OwnerConnectionString => TestPostgres.Unpooled(server.OwnerConnectionString(Name));

    /// <summary>How the superuser connects: for what even the owner may not do.</summary>
    public string SuperConnectionString => TestPostgres.Unpooled(server.SuperConnectionString(Name));

    /// <summary>Every use case and everything that they need, on this database.</summary>
    public IServiceProvider Services => services.Value;

    /// <summary>Copies a migrated database, with the demo's data or without any but the roles; settings may be otherwise than by default.</summary>
    public static async Task<TestDatabase> CreateAsync(bool demo = false, Dictionary<string, string?>? settings = null)
    {
        var server = await TestPostgres.Shared;
        var template = await server.TemplateAsync(demo);
        var name = "t" + Guid.NewGuid().ToString("n")[..16];
        await server.RunAsSuperAsync($"create database {name} template {template} owner peppi_owner");

        // What the migrator grants on a database is not copied with it.
        await server.RunAsSuperAsync($"""
            revoke create, temporary on database {name} from public;
            grant connect on database {name} to peppi_api, peppi_service, peppi_auth, peppi_jobs;
            """);
        return new TestDatabase(server, name, settings);
    }

    /// <summary>How one of Peppi's logins (<c>peppi_api</c>, …) connects.</summary>
    public string ConnectionStringOf(string login) => TestPostgres.Unpooled(server.Settings(Name, Home).ConnectionStringOf(login));

    /// <summary>Another set of services on this database, with replacements.</summary>
    public ServiceProvider MakeServices(Action<IServiceCollection> replace)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddLogging();
        collection.AddPeppiApplication();
        collection.AddPeppiInfrastructure(configuration);
        replace(collection);
        return collection.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>Runs work in a scope of its own as <paramref name="caller"/>.</summary>
    public Task<T> RunAsync<T>(Caller caller, Func<IServiceProvider, Task<T>> work) =>
        Services.GetRequiredService<CallerScopes>().RunAsync(caller, work);

    /// <summary>Runs statements as the owner.</summary>
    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The single value that a statement gives to the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync() is T value ? value : throw new InvalidOperationException($"No {typeof(T).Name} from: {sql}");
    }

    /// <summary>Brings the database up to this build once more.</summary>
    public Task MigrateAsync() => new Migrator(server.Settings(Name, Home)).MigrateAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (services.IsValueCreated) await services.Value.DisposeAsync();
        await server.RunAsSuperAsync($"drop database if exists {Name} with (force)");
        if (Directory.Exists(Home)) Directory.Delete(Home, recursive: true);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
