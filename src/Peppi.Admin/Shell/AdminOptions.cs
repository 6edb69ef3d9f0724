namespace Peppi.Admin.Shell;

/// <summary>Settings of the admin site (section <c>Admin</c>).</summary>
internal sealed class AdminOptions
{
    public const string Section = "Admin";

    /// <summary>The name in the title of the browser's tab and beside the mark, e.g. the group's.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>Hue of the brand in degrees of OKLCH; 192 is a deep teal. Lightness and contrast do not depend on it.</summary>
    public int BrandHue { get; set; } = 192;

    /// <summary>Time zone of a reader whose browser does not tell its own (IANA name).</summary>
    public string TimeZone { get; set; } = "Europe/Paris";

    /// <summary>A session without a page for this long ends.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromHours(8);
}
