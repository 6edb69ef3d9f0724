using System.ComponentModel;
using System.Diagnostics;

namespace Peppi.Infrastructure.Postgres;

/// <summary>What a program left behind.</summary>
/// <param name="ExitCode">Its exit code; 127 when it could not be started.</param>
/// <param name="Output">Standard output and error together.</param>
internal sealed record ChildOutcome(int ExitCode, string Output)
{
    /// <summary>True when the program ended well.</summary>
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a short program to its end and keeps what it said.</summary>
internal static class ChildProcess
{
    /// <summary>Runs the program without a shell.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="input">Text for its standard input.</param>
    /// <param name="cancellation">Kills the program.</param>
    public static async Task<ChildOutcome> RunAsync(IEnumerable<string> command, string input = "", CancellationToken cancellation = default)
    {
        var words = command.ToList();
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // The caller's folder may be closed to the account that the program runs under.
            WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
                process.StandardInput.Close();
                await process.WaitForExitAsync(cancellation);
                return new ChildOutcome(process.ExitCode, (await output + await errors).Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
            catch (IOException)
            {
                // It ended before it read its input: its own words say why.
                await process.WaitForExitAsync(cancellation);
                return new ChildOutcome(process.ExitCode, (await output + await errors).Trim());
            }
        }
        catch (Win32Exception exception)
        {
            return new ChildOutcome(127, $"{words[0]}: {exception.Message}");
        }
    }
}
