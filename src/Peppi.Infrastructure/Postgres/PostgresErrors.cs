using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Postgres;

/// <summary>Why an embedded server could not be made or started; shown on the command line.</summary>
internal static class PostgresErrors
{
    /// <summary>No server programs, or none that fit the data.</summary>
    public static Error ProgramsMissing(string what, string? package = null) => new(
        ErrorKind.Unavailable,
        "postgres_missing",
        what,
        Hint: $"Install it once: sudo apt-get install -y --no-install-recommends {package ?? "postgresql"} (or set Postgres__BinPath to the folder of initdb and pg_ctl, or ConnectionStrings__Peppi to a database of your own).");

    /// <summary>Another program listens on the port.</summary>
    public static Error PortTaken(int port) => new(
        ErrorKind.Conflict,
        "postgres_port_taken",
        $"Port {port} on 127.0.0.1 is taken by another program, so the database cannot start.",
        Hint: "Stop that program, or give this instance another port with PEPPI_DB_PORT.");

    /// <summary>This data folder's server already runs, on another port.</summary>
    public static Error RunsElsewhere(int port, int wanted) => new(
        ErrorKind.Conflict,
        "postgres_runs_elsewhere",
        $"This instance's database already runs on port {port}, not on {wanted}.",
        Hint: $"Use PEPPI_DB_PORT={port}, or stop it first with ./peppi down.");

    /// <summary>A program of PostgreSQL failed.</summary>
    public static Error Failed(string what, string details, string log) => new(
        ErrorKind.Unavailable, "postgres_failed", what, details, $"The server's log: {log}");

    /// <summary>The server runs, and the database in it could not be made ready.</summary>
    public static Error Unprepared(string details) =>
        new(ErrorKind.Unavailable, "database_unprepared", "The database could not be made ready.", details);

    /// <summary>The server knows another password than the master key gives.</summary>
    public static Error KeyMismatch(string folder) => new(
        ErrorKind.Conflict,
        "postgres_key_mismatch",
        $"The database in {folder} was made with another master key.",
        Hint: "Put the key back (keys/master.key or Security__MasterKey), or move the folder away to begin anew.");

    /// <summary>There is no account that the server could run under.</summary>
    public static Error NoAccount(string details) => new(
        ErrorKind.Unavailable,
        "postgres_no_account",
        "PostgreSQL refuses to run as root, and no account could be made for it.",
        details,
        "Create one: useradd --system --no-create-home --shell /usr/sbin/nologin peppi");
}
