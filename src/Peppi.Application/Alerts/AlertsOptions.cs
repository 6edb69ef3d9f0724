namespace Peppi.Application.Alerts;

/// <summary>Section <c>Alerts</c> of the configuration.</summary>
public sealed class AlertsOptions
{
    /// <summary>Whether this instance looks for alerts and tells people of them.</summary>
    public bool Watching { get; set; } = true;

    /// <summary>IANA time zone of people who have chosen none.</summary>
    public string TimeZone { get; set; } = "Africa/Douala";
}
