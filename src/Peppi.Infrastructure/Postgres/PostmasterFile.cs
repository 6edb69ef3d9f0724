using System.Globalization;

namespace Peppi.Infrastructure.Postgres;

/// <summary>PostgreSQL's own note of its running server (<c>postmaster.pid</c> in the data folder).</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Port">The port that it listens on.</param>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    /// <summary>Reads the note; null where there is none, or none that can be read yet.</summary>
    /// <param name="dataFolder">The server's data folder.</param>
    public static PostmasterFile? Read(string dataFolder)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(dataFolder, "postmaster.pid"));
            return lines.Length >= 4
                && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)
                && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    ? new PostmasterFile(Math.Abs(process), port)
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The port of the server that runs on a data folder; null when none does.</summary>
    /// <param name="dataFolder">The server's data folder.</param>
    public static int? PortOfRunning(string dataFolder) =>
        Read(dataFolder) is { } file && file.IsAliveIn(dataFolder) ? file.Port : null;

    /// <summary>
    /// Whether the noted process lives and is this folder's server: after a crash or a reboot its number may belong to somebody else.
    /// The command line tells, since it can be read whatever account the server runs under.
    /// </summary>
    /// <param name="dataFolder">The server's data folder.</param>
    public bool IsAliveIn(string dataFolder)
    {
        if (!Directory.Exists("/proc/self")) return IsAlive(ProcessId);
        try
        {
            var words = File.ReadAllText($"/proc/{ProcessId}/cmdline").Split('\0');
            return words[0].EndsWith("postgres", StringComparison.Ordinal) && words.Contains(RealPath(dataFolder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The folder's path with every link on the way followed.</summary>
    public static string RealPath(string path)
    {
        var real = Path.GetPathRoot(path) ?? "/";
        foreach (var part in Path.GetFullPath(path).Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new DirectoryInfo(Path.Combine(real, part));
            real = next.LinkTarget is null ? next.FullName : RealPath(Path.Combine(real, next.LinkTarget));
        }

        return real;
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
