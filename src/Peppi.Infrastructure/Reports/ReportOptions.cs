using Peppi.Infrastructure.Reports.Chromium;

namespace Peppi.Infrastructure.Reports;

/// <summary>Section <c>Reports</c> of the configuration.</summary>
internal sealed class ReportOptions
{
    /// <summary>Chromium's program; without it, the first one on PATH.</summary>
    public string? ChromiumPath { get; set; }

    /// <summary>Whom Chromium runs as when Peppi runs as root.</summary>
    public string ChromiumUser { get; set; } = "nobody";

    /// <summary>Chromium's sandbox; off only where the machine forbids user namespaces.</summary>
    public bool ChromiumSandbox { get; set; } = true;

    /// <summary>PDFs made at the same time; the next ones wait.</summary>
    public int ParallelPdfs { get; set; } = 2;

    /// <summary>How long a browser that prints nothing is kept warm.</summary>
    public int BrowserIdleSeconds { get; set; } = 300;

    /// <summary>How long one PDF may take.</summary>
    public int PdfTimeoutSeconds { get; set; } = 60;

    public ChromiumOptions Chromium() => new() { Path = ChromiumPath, User = ChromiumUser, Sandbox = ChromiumSandbox, Network = false };
}
