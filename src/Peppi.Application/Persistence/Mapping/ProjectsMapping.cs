using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class ProjectsMapping : IEntityTypeConfiguration<Project>, IEntityTypeConfiguration<ProjectMember>
{
    public void Configure(EntityTypeBuilder<Project> builder)
    {
        builder.ToTable("projects", table =>
        {
            table.CheckIn("phase", ProjectPhases.All);
            table.CheckIn("status", ProjectStatuses.All);
            table.CheckIn("eac_method", EacMethods.All);
            table.CheckCurrency();
            table.CheckRange("latitude", -90, 90);
            table.CheckRange("longitude", -180, 180);
            table.CheckRange("percent_complete", 0, 100);
            table.HasCheckConstraint("projects_dates_check", "end_date >= start_date");
        });
        builder.Property(project => project.Latitude).HasPrecision(9, 6);
        builder.Property(project => project.Longitude).HasPrecision(9, 6);
        builder.Property(project => project.PercentComplete).HasPrecision(5, 2);
        builder.Property(project => project.EacMethod).HasDefaultValue(EacMethods.Cpi);
        builder.HasIndex(project => project.Code).IsUnique();
        builder.HasIndex(project => new { project.Region, project.Name });
        builder.HasIndex(project => project.Name);
        builder.HasOne<Person>().WithMany().HasForeignKey(project => project.ManagerId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ProjectMember> builder)
    {
        builder.ToTable("project_members");
        builder.HasIndex(member => new { member.ProjectId, member.UserId }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(member => member.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(member => member.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }
}
