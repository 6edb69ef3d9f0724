using Peppi.Domain.Strategie;

namespace Peppi.Domain.Tests.Strategie;

public sealed class A_period_begins_on_its_first_day
{
    [Theory]
    [InlineData(KpiPeriods.Week, "2026-11-23", "2026-11-23")]
    [InlineData(KpiPeriods.Week, "2026-11-29", "2026-11-23")]
    [InlineData(KpiPeriods.Month, "2026-02-28", "2026-02-01")]
    [InlineData(KpiPeriods.Quarter, "2026-12-31", "2026-10-01")]
    [InlineData(KpiPeriods.Quarter, "2026-03-31", "2026-01-01")]
    [InlineData(KpiPeriods.Year, "2026-11-23", "2026-01-01")]
    public void As_PostgreSQL_truncates_it(string period, string day, string first) =>
        Assert.Equal(DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), KpiPeriods.StartOf(period, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
