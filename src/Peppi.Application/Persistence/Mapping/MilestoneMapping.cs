using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class MilestoneMapping : IEntityTypeConfiguration<ProjectMilestone>, IEntityTypeConfiguration<ProjectProgress>
{
    public void Configure(EntityTypeBuilder<ProjectMilestone> builder)
    {
        builder.ToTable("project_milestones", table => table.CheckIn("phase", ProjectPhases.All));
        builder.Property(milestone => milestone.IsCritical).HasDefaultValue(false);
        builder.HasOne<Project>().WithMany().HasForeignKey(milestone => milestone.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ProjectProgress> builder)
    {
        builder.ToTable("project_progress", table =>
        {
            table.CheckIn("phase", ProjectPhases.All);
            table.CheckRange("percent_complete", 0, 100);
            table.HasCheckConstraint("project_progress_weight_check", "weight > 0");
        });
        builder.Property(progress => progress.PercentComplete).HasPrecision(5, 2);
        builder.Property(progress => progress.Weight).HasPrecision(9, 3).HasDefaultValue(1m);
        builder.Property(progress => progress.RecordedOn).HasDefaultValueSql("current_date");
        builder.HasIndex(progress => new { progress.ProjectId, progress.RecordedOn });
        builder.HasOne<Project>().WithMany().HasForeignKey(progress => progress.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(progress => progress.AuthorId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
