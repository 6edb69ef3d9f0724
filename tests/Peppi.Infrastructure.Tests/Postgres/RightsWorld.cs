using Npgsql;
using Peppi.Application.Shared;
using Peppi.Infrastructure.Postgres;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Postgres;

/// <summary>The scene of rights in a database of its own, and connections to try things on it.</summary>
public sealed class RightsWorld : IAsyncLifetime
{
    private readonly Dictionary<string, NpgsqlDataSource> pools = [];

    public TestDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        await RightsScene.FillAsync(Database);
    }

    public async Task DisposeAsync()
    {
        foreach (var pool in pools.Values) await pool.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Runs work in a transaction of one of the logins that ends in a rollback.</summary>
    public async Task<T> TryAsync<T>(string login, string role, Caller caller, Func<NpgsqlConnection, Task<T>> work)
    {
        if (!pools.TryGetValue(login, out var pool))
        {
            pools[login] = pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionStringOf(login)) { Pooling = true, NoResetOnClose = true });
        }

        await using var connection = await pool.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var preamble = new NpgsqlCommand(CallerPreamble.Sql, connection))
        {
            CallerPreamble.AddParameters(preamble.Parameters, role, caller);
            await preamble.ExecuteNonQueryAsync();
        }

        var outcome = await work(connection);
        await transaction.RollbackAsync();
        return outcome;
    }

    /// <summary>The same as a signed-in person.</summary>
    public Task<T> TryAsAsync<T>(string person, Func<NpgsqlConnection, Task<T>> work) =>
        TryAsync(DatabaseLogins.Api, "authenticated", Caller.OnBehalfOf(RightsScene.IdOf(person), $"{person}@example.org"), work);

    /// <summary>How many rows a statement touched or counted, or the SQLSTATE that refused it.</summary>
    public static async Task<string> OutcomeAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            return sql.StartsWith("select", StringComparison.Ordinal)
                ? $"{await command.ExecuteScalarAsync()}"
                : $"{await command.ExecuteNonQueryAsync()}";
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }
}
