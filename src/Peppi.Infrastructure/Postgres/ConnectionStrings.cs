using Npgsql;

namespace Peppi.Infrastructure.Postgres;

/// <summary>Small turns of connection strings.</summary>
internal static class ConnectionStrings
{
    /// <summary>The same server and database under another login.</summary>
    public static string With(this NpgsqlConnectionStringBuilder builder, string login, string password)
    {
        builder.Username = login;
        builder.Password = password;
        return builder.ConnectionString;
    }
}
