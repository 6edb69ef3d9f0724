using Peppi.Infrastructure.Scheduling;

namespace Peppi.Infrastructure.Tests.Scheduling;

public sealed class CronCalendarTests
{
    private readonly CronCalendar calendar = new();

    [Theory]
    [InlineData("0 0 7 ? * MON", "Africa/Douala", "2026-11-22T07:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData("0 0 8 L * ?", "Africa/Abidjan", "2026-11-22T07:00:00Z", "2026-11-30T08:00:00Z")]
    [InlineData("0 30 8 ? * MON-FRI", "Europe/Paris", "2027-03-27T12:00:00Z", "2027-03-29T06:30:00Z")]
    public void A_slot_is_an_hour_of_its_own_zone(string cron, string zone, string after, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), calendar.NextAfter(cron, zone, DateTimeOffset.Parse(after, null)));

    [Theory]
    [InlineData("every monday")]
    [InlineData("")]
    [InlineData("0 0 25 * * ?")]
    public void What_is_not_a_cron_expression_is_refused_with_the_expected_form(string cron)
    {
        Assert.Contains("0 0 7 ? * MON", calendar.Fault(cron), StringComparison.Ordinal);
        Assert.Null(calendar.NextAfter(cron, "UTC", DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("Africa/Douala", true)]
    [InlineData("UTC", true)]
    [InlineData("Romance Standard Time", false)]
    [InlineData("Africa/Nowhere", false)]
    public void Only_IANA_zones_are_known(string zone, bool known) => Assert.Equal(known, calendar.KnowsZone(zone));
}
