namespace Peppi.Infrastructure.Reports.Chromium;

/// <summary>How Chromium is found and started.</summary>
internal sealed record ChromiumOptions
{
    /// <summary>Its program; without it, the first of <see cref="Names"/> on PATH.</summary>
    public string? Path { get; init; }

    /// <summary>Whom it runs as when Peppi is root: its sandbox refuses root, and a page has no business with root's files.</summary>
    public string User { get; init; } = "nobody";

    /// <summary>Chromium's own sandbox. Off only where the machine forbids user namespaces.</summary>
    public bool Sandbox { get; init; } = true;

    /// <summary>False closes every way to the network, loopback included.</summary>
    public bool Network { get; init; }

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>The program, or a failure that says what to do.</summary>
    public string Locate()
    {
        if (!string.IsNullOrWhiteSpace(Path))
        {
            return File.Exists(Path) ? Path : throw new BrowserException($"Reports:ChromiumPath names {Path}, where there is no file.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new BrowserException("PDF reports need Chromium, which is not on this machine: apt-get install chromium, or set Reports:ChromiumPath.");
    }
}
