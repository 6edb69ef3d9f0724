using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Options;
using Peppi.Admin.Words;

namespace Peppi.Admin.Shell;

/// <summary>How the person in front of the screen reads: language, theme, time zone; and dates, figures and amounts in that manner.</summary>
internal sealed class Reader(IHttpContextAccessor http, IOptions<AdminOptions> options, TimeProvider time)
{
    /// <summary>Cookie that holds the chosen theme; absent, the system's choice holds.</summary>
    public const string ThemeCookie = "peppi-theme";

    /// <summary>Cookie in which the browser tells its time zone (IANA name).</summary>
    public const string TimeZoneCookie = "peppi-tz";

    private TimeZoneInfo? zone;

    public static bool SpeaksFrench => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en";

    /// <summary>What stands between a name and its value.</summary>
    public static string Colon => SpeaksFrench ? "\u00A0: " : ": ";

    public static string Language => SpeaksFrench ? "fr" : "en";

    /// <summary><c>light</c>, <c>dark</c>, or null: as the system has it.</summary>
    public string? Theme => Cookie(ThemeCookie) is "light" or "dark" ? Cookie(ThemeCookie) : null;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    public TimeZoneInfo Zone => zone ??=
        Cookie(TimeZoneCookie) is { Length: < 64 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found
            : TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>"il y a 2 h", with the exact instant on hover and for screen readers.</summary>
    public IHtmlContent When(DateTimeOffset? instant)
    {
        if (instant is not { } known) return new HtmlString($"<span class=\"hush\">{HtmlEncoder.Default.Encode(DateWords.Never)}</span>");
        var local = Local(known);
        var exact = local.ToString("f", CultureInfo.CurrentCulture);
        return new HtmlString($"<time datetime=\"{known.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\" title=\"{HtmlEncoder.Default.Encode(exact)}\">{HtmlEncoder.Default.Encode(Relative(known))}</time>");
    }

    /// <summary>A day, short: "3 mars 2026".</summary>
    public string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.CurrentCulture) ?? "–";

    public string Clock(DateTimeOffset instant) => Local(instant).ToString("t", CultureInfo.CurrentCulture);

    /// <summary>The offset of an instant from now, in words.</summary>
    public string Relative(DateTimeOffset instant)
    {
        var distance = Now - instant;
        var past = distance >= TimeSpan.Zero;
        var span = distance.Duration();
        var days = Math.Abs(Today.DayNumber - DateOnly.FromDateTime(Local(instant).DateTime).DayNumber);
        if (span < TimeSpan.FromMinutes(1)) return DateWords.JustNow;
        if (span < TimeSpan.FromHours(1)) return (past ? DateWords.MinutesAgo : DateWords.InMinutes).For((int)span.TotalMinutes);
        if (span < TimeSpan.FromHours(12) || days == 0) return (past ? DateWords.HoursAgo : DateWords.InHours).For((int)span.TotalHours);
        if (days == 1) return (past ? DateWords.YesterdayAt : DateWords.TomorrowAt).With(Clock(instant));
        if (days < 30) return (past ? DateWords.DaysAgo : DateWords.InDays).For(days);
        return Day(DateOnly.FromDateTime(Local(instant).DateTime));
    }

    private string? Cookie(string name) => http.HttpContext?.Request.Cookies[name];
}
