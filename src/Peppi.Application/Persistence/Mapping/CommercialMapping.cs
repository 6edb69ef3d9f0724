using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Commercial;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class CommercialMapping : IEntityTypeConfiguration<CommercialActivity>
{
    public void Configure(EntityTypeBuilder<CommercialActivity> builder)
    {
        builder.ToTable("commercial_activities", table =>
        {
            table.CheckIn("activity_type", CommercialActivityTypes.All);
            table.CheckIn("status", CommercialStatuses.All);
            table.CheckCurrency();
            table.CheckRange("probability", 0, 100);
        });
        builder.Property(activity => activity.Details).HasColumnType("jsonb");
        builder.Property(activity => activity.Amount).Money();
        builder.Property(activity => activity.Probability).HasPrecision(5, 2);
        builder.HasIndex(activity => new { activity.ProjectId, activity.RecordDate });
        builder.HasOne<Project>().WithMany().HasForeignKey(activity => activity.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CommercialActivity>().WithMany().HasForeignKey(activity => activity.ReservationId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
