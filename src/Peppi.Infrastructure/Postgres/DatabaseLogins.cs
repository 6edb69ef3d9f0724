using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

/// <summary>The logins that serve, each for one kind of work, and the roles that they may become. None owns anything.</summary>
internal static class DatabaseLogins
{
    /// <summary>Serves clients and pages; may become <c>anon</c> or <c>authenticated</c> and is nothing by itself.</summary>
    public const string Api = "peppi_api";

    /// <summary>Serves holders of the service key; becomes <c>service_role</c>.</summary>
    public const string Service = "peppi_service";

    /// <summary>Sign-in and accounts: alone reaches schema <c>auth</c>.</summary>
    public const string Auth = "peppi_auth";

    /// <summary>Background work: Quartz, outbox, mail, deliveries.</summary>
    public const string Jobs = "peppi_jobs";

    /// <summary>All.</summary>
    public static readonly IReadOnlyList<string> All = [Api, Service, Auth, Jobs];

    /// <summary>What each may become.</summary>
    public static IReadOnlyList<string> MembershipsOf(string login) => login switch
    {
        Api => ["anon", "authenticated"],
        Service => ["service_role"],
        _ => [],
    };

    private const string EnsureSql = """
        do $$
        declare
          wanted record;
        begin
          for wanted in
            select * from (values
              ('anon', 'nologin'), ('authenticated', 'nologin'), ('service_role', 'nologin'),
              ('peppi_api', 'login noinherit'), ('peppi_service', 'login noinherit'), ('peppi_auth', 'login'), ('peppi_jobs', 'login')) as list (name, options)
          loop
            if not exists (select from pg_roles where rolname = wanted.name) then
              begin
                execute format('create role %I %s', wanted.name, wanted.options);
                -- Given once, so that an operator's own figures stay: no client's statement occupies the server for ever.
                if wanted.name in ('peppi_api', 'peppi_service') then execute format('alter role %I set statement_timeout = ''60s''', wanted.name); end if;
                if wanted.options <> 'nologin' then execute format('alter role %I set idle_in_transaction_session_timeout = ''5min''', wanted.name); end if;
              exception when duplicate_object or unique_violation then null;
              end;
            end if;
          end loop;
          -- Asked first: a needless grant would write to a catalog that every database of the server shares.
          if not pg_has_role('peppi_api', 'anon', 'member') then grant anon to peppi_api; end if;
          if not pg_has_role('peppi_api', 'authenticated', 'member') then grant authenticated to peppi_api; end if;
          if not pg_has_role('peppi_service', 'service_role', 'member') then grant service_role to peppi_service; end if;
        end $$;
        """;

    /// <summary>Makes the roles where they are missing and gives each login its derived password.</summary>
    /// <param name="owner">An open connection of the owner, who may create roles.</param>
    /// <param name="settings">The instance, which knows the passwords.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task EnsureAsync(NpgsqlConnection owner, InstanceSettings settings, CancellationToken cancellation)
    {
        await using (var ensure = new NpgsqlCommand(EnsureSql, owner)) await ensure.ExecuteNonQueryAsync(cancellation);
        foreach (var login in All)
        {
            if (await OpensAsync(settings.ConnectionStringOf(login), cancellation)) continue;

            // The verifier instead of the password: nothing secret passes through statement logs.
            var verifier = Verifier(settings.MasterKey.PasswordOf(login));
            await using var alter = new NpgsqlCommand($"alter role {login} login password '{verifier}'", owner);
            await alter.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<bool> OpensAsync(string connectionString, CancellationToken cancellation)
    {
        try
        {
            await using var probe = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            await probe.OpenAsync(cancellation);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    /// <summary>What PostgreSQL stores of a password (RFC 5802, as in its <c>scram-common.c</c>).</summary>
    private static string Verifier(string password)
    {
        const int rounds = 4096;
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${rounds}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}";
    }
}
