namespace Peppi.Application.Alerts;

/// <summary>Section <c>Alerts</c> of the configuration.</summary>
public sealed class AlertsOptions
{
    /// <summary>Whether this instance looks for alerts and tells people of them.</summary>
    public bool Watching { get; set; } = true;

    /// <summary>Address of a Slack-compatible webhook that is told of alerts; empty for none.</summary>
    public string? ChannelUrl { get; set; }

    /// <summary>Signs what is posted there (HMAC-SHA256 in <c>X-Peppi-Signature</c>); empty for no signature.</summary>
    public string? ChannelSecret { get; set; }

    /// <summary>Alerts below this priority are not posted.</summary>
    public string ChannelFrom { get; set; } = "high";

    /// <summary>IANA time zone of people who have chosen none.</summary>
    public string TimeZone { get; set; } = "Africa/Douala";
}
