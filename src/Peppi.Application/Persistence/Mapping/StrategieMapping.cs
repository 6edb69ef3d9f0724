using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;
using Peppi.Domain.Strategie;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class StrategieMapping : IEntityTypeConfiguration<StrategieKpi>, IEntityTypeConfiguration<StrategieKpiValue>,
    IEntityTypeConfiguration<StrategieActionPlan>
{
    public void Configure(EntityTypeBuilder<StrategieKpi> builder)
    {
        builder.ToTable("strategie_kpis", table =>
        {
            table.CheckIn("direction", KpiDirections.All);
            table.CheckIn("period", KpiPeriods.All);
        });
        builder.Property(kpi => kpi.Direction).HasDefaultValue(KpiDirections.Higher);
        builder.Property(kpi => kpi.Period).HasDefaultValue(KpiPeriods.Month);
        builder.HasOne<Project>().WithMany().HasForeignKey(kpi => kpi.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<StrategieKpiValue> builder)
    {
        builder.ToTable("strategie_kpi_values");
        builder.HasIndex(value => new { value.KpiId, value.PeriodStart }).IsUnique();
        builder.HasOne<StrategieKpi>().WithMany().HasForeignKey(value => value.KpiId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(value => value.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<StrategieActionPlan> builder)
    {
        builder.ToTable("strategie_action_plans", table =>
        {
            table.CheckIn("status", ActionPlanStatuses.All);
            table.CheckIn("source", ActionPlanSources.All);
        });
        builder.Property(plan => plan.Source).HasDefaultValue(ActionPlanSources.Manual);
        builder.HasOne<Alert>().WithMany().HasForeignKey(plan => plan.SourceAlertId).OnDelete(DeleteBehavior.SetNull);
        builder.Property(plan => plan.Status).HasDefaultValue(ActionPlanStatuses.Open);
        builder.HasOne<Project>().WithMany().HasForeignKey(plan => plan.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StrategieKpi>().WithMany().HasForeignKey(plan => plan.KpiId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(plan => plan.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
