using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class AlertsMapping : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> builder)
    {
        builder.ToTable("alerts", table =>
        {
            table.CheckIn("priority", AlertPriorities.All);
            table.CheckIn("status", AlertStatuses.All);
        });
        builder.Property(alert => alert.Priority).HasDefaultValue(AlertPriorities.Warning);
        builder.Property(alert => alert.Status).HasDefaultValue(AlertStatuses.Open);
        builder.Property(alert => alert.Details).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.HasIndex(alert => alert.DedupKey).IsUnique().HasFilter("status <> 'resolved'");
        builder.HasIndex(alert => new { alert.ProjectId, alert.CreatedAt });
        builder.HasOne<Project>().WithMany().HasForeignKey(alert => alert.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(alert => alert.AssignedTo).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(alert => alert.AcknowledgedBy).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
