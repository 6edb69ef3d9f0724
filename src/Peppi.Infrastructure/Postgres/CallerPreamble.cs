using System.Data.Common;
using Npgsql;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>The first statement of every transaction: whose it is. It lasts as long as the transaction and no longer.</summary>
internal static class CallerPreamble
{
    /// <summary>Role, claims (<c>auth.jwt()</c>), and for the audit log the caller's address and program and the request's id.</summary>
    public const string Sql =
        "select set_config('role', $1, true), set_config('request.jwt.claims', $2, true), set_config('request.ip', $3, true), set_config('request.id', $4, true), set_config('request.user_agent', $5, true)";

    /// <summary>The database role to become. Background work stays its own login.</summary>
    public static string RoleName(DatabaseRole role) => role switch
    {
        DatabaseRole.Authenticated => "authenticated",
        DatabaseRole.Service => "service_role",
        DatabaseRole.Jobs => DatabaseLogins.Jobs,
        _ => "anon",
    };

    /// <summary>The parameters of <see cref="Sql"/>.</summary>
    public static void AddParameters(DbParameterCollection parameters, string role, Caller caller)
    {
        parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Claims });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.IpAddress ?? "" });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.RequestId ?? "" });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.UserAgent ?? "" });
    }
}
