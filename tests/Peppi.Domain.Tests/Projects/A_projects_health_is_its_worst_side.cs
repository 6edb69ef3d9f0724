using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;

namespace Peppi.Domain.Tests.Projects;

public sealed class A_projects_health_is_its_worst_side
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData(100, 0, Health.Good, HealthReason.OnTrack)]
    [InlineData(100, 7, Health.Good, HealthReason.OnTrack)]
    [InlineData(100, 8, Health.Watch, HealthReason.Slipping)]
    [InlineData(100, 30, Health.Watch, HealthReason.Slipping)]
    [InlineData(100, 31, Health.Bad, HealthReason.Slipping)]
    [InlineData(0, 0, Health.Good, HealthReason.OnTrack)]
    [InlineData(-1, 0, Health.Bad, HealthReason.Overdue)]
    [InlineData(-1, 5, Health.Good, HealthReason.OnTrack)]
    public void Time_decides_where_no_alert_is_open(int daysToEnd, int slip, Health level, HealthReason reason)
    {
        var project = Active();
        project.EndDate = Today.AddDays(daysToEnd);
        project.ForecastEndDate = project.EndDate.Value.AddDays(slip);
        Assert.Equal(new ProjectHealth(level, reason), ProjectHealth.Of(project, [], Today));
    }

    [Theory]
    [InlineData(AlertPriorities.Critical, Health.Bad, HealthReason.CriticalAlert)]
    [InlineData(AlertPriorities.High, Health.Watch, HealthReason.OpenAlert)]
    [InlineData(AlertPriorities.Warning, Health.Good, HealthReason.OnTrack)]
    [InlineData(AlertPriorities.Info, Health.Good, HealthReason.OnTrack)]
    public void An_alert_of_weight_outweighs_a_good_calendar(string priority, Health level, HealthReason reason)
    {
        var project = Active();
        project.EndDate = Today.AddDays(200);
        Assert.Equal(new ProjectHealth(level, reason), ProjectHealth.Of(project, [AlertPriorities.Info, priority], Today));
    }

    [Fact]
    public void A_late_end_outweighs_a_high_alert()
    {
        var project = Active();
        project.EndDate = Today.AddDays(-3);
        Assert.Equal(HealthReason.Overdue, ProjectHealth.Of(project, [AlertPriorities.High], Today)!.Reason);
    }

    [Fact]
    public void Without_an_end_it_is_not_measured() =>
        Assert.Equal(Health.Unknown, ProjectHealth.Of(Active(), [], Today)!.Level);

    [Theory]
    [InlineData(ProjectStatuses.Completed)]
    [InlineData(ProjectStatuses.Cancelled)]
    [InlineData(ProjectStatuses.Archived)]
    public void A_closed_project_has_none(string status)
    {
        var project = Active();
        project.Status = status;
        project.EndDate = Today.AddDays(-400);
        Assert.Null(ProjectHealth.Of(project, [AlertPriorities.Critical], Today));
    }

    private static Project Active() => new() { Name = "Tours du Wouri", Status = ProjectStatuses.Active };
}
