using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Peppi.Infrastructure.Reports.Chromium;

/// <summary>
/// One headless Chromium in a profile of its own, spoken to over pipes. It ends with its pipes: even when this process is
/// killed outright, no browser stays behind.
/// </summary>
internal sealed class ChromiumProcess : IAsyncDisposable
{
    private const string ProfilePrefix = "peppi-chromium-";

    // .NET hands a child only its standard streams; DevTools speaks on 3 and 4. The profile is made by the one who will own it.
    private const string Script = """mkdir -m 700 -- "$HOME" && exec "$0" "$@" 3<&0 4>&1 0</dev/null 1>/dev/null""";

    private readonly Process process;
    private readonly StringBuilder complaints = new();

    private ChromiumProcess(Process process, string profile, DevToolsConnection connection)
    {
        this.process = process;
        Profile = profile;
        Connection = connection;
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Its folder, gone when it has ended.</summary>
    public string Profile { get; }

    /// <summary>The way to it.</summary>
    public DevToolsConnection Connection { get; }

    /// <summary>True until it has ended.</summary>
    public bool Alive => !process.HasExited && !Connection.Closed.IsCompleted;

    /// <summary>Starts a browser and waits until it answers.</summary>
    public static async Task<ChromiumProcess> StartAsync(ChromiumOptions options, CancellationToken cancellationToken)
    {
        var program = options.Locate();
        SweepProfiles();
        var own = string.Create(CultureInfo.InvariantCulture, $"{ProfilePrefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        var profile = Path.Combine(Path.GetTempPath(), own);
        var process = Process.Start(StartInfo(options, program, profile)) ?? throw new BrowserException($"{program} did not start.");
        var browser = new ChromiumProcess(process, profile, new DevToolsConnection(process.StandardInput.BaseStream, process.StandardOutput.BaseStream));
        try
        {
            await browser.Connection.SendAsync("Browser.getVersion", null, null, cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return browser;
        }
        catch (Exception exception) when (exception is BrowserException or TimeoutException)
        {
            await browser.DisposeAsync();
            throw new BrowserException($"{program} did not start: {browser.Complaint()}", exception);
        }
    }

    /// <summary>Opens a page in a context of its own: no cookie, cache or storage is shared with another.</summary>
    public async Task<BrowserPage> OpenPageAsync(CancellationToken cancellationToken)
    {
        var context = await Connection.SendAsync("Target.createBrowserContext", new JsonObject { ["disposeOnDetach"] = true }, null, cancellationToken);
        var contextId = context.GetProperty("browserContextId").GetString()!;
        var target = await Connection.SendAsync("Target.createTarget",
            new JsonObject { ["url"] = "about:blank", ["browserContextId"] = contextId }, null, cancellationToken);
        var session = await Connection.SendAsync("Target.attachToTarget",
            new JsonObject { ["targetId"] = target.GetProperty("targetId").GetString(), ["flatten"] = true }, null, cancellationToken);
        var page = new BrowserPage(Connection, session.GetProperty("sessionId").GetString()!, contextId);
        await page.SendAsync("Page.enable", null, cancellationToken);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        try
        {
            // It ends by itself once its pipe is closed; a hung one is helped.
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(3));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        RemoveProfile(Profile);
    }

    private static ProcessStartInfo StartInfo(ChromiumOptions options, string program, string profile)
    {
        var root = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;
        var start = new ProcessStartInfo(root ? "setpriv" : "/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        if (root)
        {
            foreach (var part in (string[])[$"--reuid={options.User}", $"--regid={Group(options.User)}", "--clear-groups", "/bin/sh"]) start.ArgumentList.Add(part);
        }

        // Nothing of Peppi's own environment (keys, connection strings) goes to the browser.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = profile;
        start.Environment["TMPDIR"] = Path.GetTempPath();
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        foreach (var part in (string[])["-c", Script, program, .. Switches(options, profile)]) start.ArgumentList.Add(part);
        return start;
    }

    private static IEnumerable<string> Switches(ChromiumOptions options, string profile)
    {
        string[] always =
        [
            "--headless", "--remote-debugging-pipe", $"--user-data-dir={profile}", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
            "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            "--disable-crash-reporter", "--disable-breakpad", "--disable-dev-shm-usage", "--mute-audio", "--hide-scrollbars", "--no-pings",
            "--force-color-profile=srgb", "--font-render-hinting=none", "--password-store=basic", "--metrics-recording-only",
            "--disable-features=Translate,MediaRouter,OptimizationHints,DialMediaRouteProvider",
        ];

        // Loopback would otherwise go around the proxy, and Peppi's own services listen there.
        string[] offline = ["--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND"];
        return [.. always, .. options.Network ? [] : offline, .. options.Sandbox ? Array.Empty<string>() : ["--no-sandbox"]];
    }

    // The group whose number stands beside the user in /etc/passwd.
    private static string Group(string user) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(parts => parts.Length > 3 && parts[0] == user)?[3]
        ?? throw new BrowserException($"Chromium must not run as root, and there is no user {user} (Reports:ChromiumUser).");

    // A process that was killed could not remove its browser's profile.
    private static void SweepProfiles()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), ProfilePrefix + "*"))
        {
            var owner = Path.GetFileName(folder)[ProfilePrefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && !Directory.Exists($"/proc/{pid}")) RemoveProfile(folder);
        }
    }

    private static void RemoveProfile(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its last child may still write; the next start sweeps.
        }
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (complaints)
        {
            if (complaints.Length < 4000) complaints.AppendLine(line);
        }
    }

    private string Complaint()
    {
        lock (complaints)
        {
            var text = complaints.ToString().Trim();
            return text.Length == 0 ? "it said nothing." : text.Length > 600 ? text[^600..] : text;
        }
    }
}
