using System.Net;
using System.Net.Sockets;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Postgres;

/// <summary>A server that runs.</summary>
/// <param name="Port">Its loopback port.</param>
/// <param name="DataFolder">Where its data lie.</param>
/// <param name="LogFile">Its log.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="StartedNow">False when it was found running.</param>
internal sealed record RunningPostgres(int Port, string DataFolder, string LogFile, int ProcessId, bool StartedNow);

/// <summary>
/// Runs PostgreSQL for an instance that has no database of its own. The server is nobody's child: <c>pg_ctl</c> lets it stand alone,
/// so it outlives any process of Peppi, and it recovers by itself from being killed.
/// </summary>
internal static class EmbeddedPostgres
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(90);

    /// <summary>Makes the instance's server where there is none yet, and starts it where it does not run; null for a database of the operator's own.</summary>
    public static async Task<Result<RunningPostgres?>> EnsureStartedAsync(InstanceSettings settings, CancellationToken cancellation)
    {
        if (!settings.IsEmbedded) return (RunningPostgres?)null;
        var outcome = await EnsureStartedAsync(PostgresCluster.Of(settings), cancellation);
        return outcome.Succeeded ? outcome.Value : outcome.Error;
    }

    /// <summary>Makes the server where there is none yet, and starts it where it does not run. Safe to call from several processes at once.</summary>
    public static async Task<Result<RunningPostgres>> EnsureStartedAsync(PostgresCluster cluster, CancellationToken cancellation)
    {
        // The usual case by far: it runs and answers, and no lock is needed to see that.
        if (Running(cluster) is { } seen && seen.Port == cluster.Port
            && await EmbeddedPostgresSetup.WhyNoConnectionAsync(cluster.OwnerConnectionString, cancellation) is null) return seen;

        await using var turn = await TakeTurnAsync(cluster, cancellation);
        var account = await ServerAccount.ChooseAsync(cluster.DataFolder, cancellation);
        if (!account.Succeeded) return account.Error;

        var running = Running(cluster);
        if (running is null)
        {
            var setup = await EmbeddedPostgresSetup.PrepareAsync(cluster, account.Value, cancellation);
            if (!setup.Succeeded) return setup.Error;
            if (await StartAsync(cluster, setup.Value, account.Value, cancellation) is { } failure) return failure;
            running = Running(cluster);
            if (running is null) return PostgresErrors.Failed("The database stopped right after its start.", TailOf(cluster.LogFile), cluster.LogFile);
            running = running with { StartedNow = true };
        }
        else if (running.Port != cluster.Port)
        {
            return PostgresErrors.RunsElsewhere(running.Port, cluster.Port);
        }

        return await EmbeddedPostgresSetup.EnsureOwnerAsync(cluster, cancellation) is { } refusal ? refusal : running;
    }

    /// <summary>Stops the server, ending its connections and keeping what was committed; does nothing where none runs.</summary>
    public static async Task<Result<Done>> StopAsync(PostgresCluster cluster, CancellationToken cancellation)
    {
        await using var turn = await TakeTurnAsync(cluster, cancellation);
        if (Running(cluster) is null) return Done.Value;

        var programs = await PostgresPrograms.FindAsync(cluster.BinPath, EmbeddedPostgresSetup.DataMajor(cluster.DataFolder), cancellation);
        if (!programs.Succeeded) return programs.Error;
        var account = await ServerAccount.ChooseAsync(cluster.DataFolder, cancellation);
        if (!account.Succeeded) return account.Error;
        var outcome = await account.Value.RunAsync(
            [programs.Value.PathOf("pg_ctl"), "stop", "-D", cluster.DataFolder, "-m", "fast", "-w", "-t", "60"], cancellation);
        return outcome.Succeeded || Running(cluster) is null
            ? Done.Value
            : PostgresErrors.Failed("The database did not stop.", outcome.Output, cluster.LogFile);
    }

    /// <summary>The server as it runs now, or null.</summary>
    public static RunningPostgres? Running(PostgresCluster cluster) =>
        PostmasterFile.Read(cluster.DataFolder) is { } file && file.IsAliveIn(cluster.DataFolder)
            ? new RunningPostgres(file.Port, cluster.DataFolder, cluster.LogFile, file.ProcessId, StartedNow: false)
            : null;

    private static async Task<Error?> StartAsync(PostgresCluster cluster, PostgresPrograms programs, ServerAccount account, CancellationToken cancellation)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (!IsFree(cluster.Port)) return PostgresErrors.PortTaken(cluster.Port);

            // The note of a server that was killed names a process that is gone, or by now is somebody else's: PostgreSQL would wait for it.
            if (Running(cluster) is null) await account.RunAsync(["rm", "-f", Path.Combine(cluster.DataFolder, "postmaster.pid")], cancellation);

            var sizeBefore = new FileInfo(cluster.LogFile) is { Exists: true } log ? log.Length : 0;
            var outcome = await account.RunAsync(
                [programs.PathOf("pg_ctl"), "start", "-D", cluster.DataFolder, "-l", cluster.LogFile, "-w", "-t", "300", "-o", cluster.ServerOptions()], cancellation);
            if (outcome.Succeeded) return null;

            // Backends of a killed server take a moment to notice; until then their shared memory bars the way.
            var said = TailOf(cluster.LogFile, sizeBefore);
            var orphans = said.Contains("shared memory block", StringComparison.Ordinal) || said.Contains("lock file", StringComparison.Ordinal);
            if (!orphans || TimeProvider.System.GetElapsedTime(deadline) > patience)
            {
                return IsFree(cluster.Port)
                    ? PostgresErrors.Failed("The database did not start.", said.Length > 0 ? said : outcome.Output, cluster.LogFile)
                    : PostgresErrors.PortTaken(cluster.Port);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), cancellation);
        }
    }

    /// <summary>One process at a time makes, starts or stops the server; the lock falls with the process that held it.</summary>
    private static async Task<FileStream> TakeTurnAsync(PostgresCluster cluster, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(cluster.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            probe.Listen(1);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }

    private static string TailOf(string logFile, long from = 0)
    {
        if (!File.Exists(logFile)) return "";
        using var stream = new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(Math.Max(from, stream.Length - 2000), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Trim();
    }
}
