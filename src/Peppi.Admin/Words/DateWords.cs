using Peppi.Admin.Shell;

namespace Peppi.Admin.Words;

/// <summary>Time as people say it.</summary>
internal static class DateWords
{
    public static readonly Phrase Never = new("Jamais", "Never");
    public static readonly Phrase JustNow = new("à l'instant", "just now");
    public static readonly CountedPhrase MinutesAgo = new(new("il y a {0} min", "{0} min ago"), new("il y a {0} min", "{0} min ago"));
    public static readonly CountedPhrase InMinutes = new(new("dans {0} min", "in {0} min"), new("dans {0} min", "in {0} min"));
    public static readonly CountedPhrase HoursAgo = new(new("il y a {0} h", "{0} h ago"), new("il y a {0} h", "{0} h ago"));
    public static readonly CountedPhrase InHours = new(new("dans {0} h", "in {0} h"), new("dans {0} h", "in {0} h"));
    public static readonly Phrase YesterdayAt = new("hier à {0}", "yesterday at {0}");
    public static readonly Phrase TomorrowAt = new("demain à {0}", "tomorrow at {0}");
    public static readonly CountedPhrase DaysAgo = new(new("il y a {0} jour", "{0} day ago"), new("il y a {0} jours", "{0} days ago"));
    public static readonly CountedPhrase InDays = new(new("dans {0} jour", "in {0} day"), new("dans {0} jours", "in {0} days"));
}
