using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Projects;
using Peppi.Domain.Reports;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class ReportsMapping : IEntityTypeConfiguration<Report>, IEntityTypeConfiguration<ReportSchedule>,
    IEntityTypeConfiguration<ReportScheduleRecipient>, IEntityTypeConfiguration<ReportDelivery>
{
    private static readonly string[] Locales = ["fr", "en"];

    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.ToTable("reports", table =>
        {
            table.CheckIn("format", ReportFormats.All);
            table.CheckIn("status", ReportStatuses.All);
            table.CheckIn("locale", Locales);
        });
        builder.Property(report => report.GeneratedAt).HasDefaultValueSql("now()").ValueGeneratedNever();
        builder.Property(report => report.Status).HasDefaultValue(ReportStatuses.Ready);
        builder.Property(report => report.Filters).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.HasIndex(report => new { report.OwnerId, report.CreatedAt });
        builder.HasIndex(report => report.FilePath);
        builder.HasOne<Project>().WithMany().HasForeignKey(report => report.ProjectId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(report => report.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<ReportSchedule>().WithMany().HasForeignKey(report => report.ScheduleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<ReportDelivery>().WithMany().HasForeignKey(report => report.DeliveryId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ReportSchedule> builder)
    {
        builder.ToTable("report_schedules", table =>
        {
            table.CheckIn("locale", Locales);
            table.CheckIn("last_status", ScheduleOutcomes.All);
            table.HasCheckConstraint("report_schedules_formats_check", "cardinality(formats) > 0 and formats <@ array['pdf', 'xlsx']::text[]");
        });
        builder.Property(schedule => schedule.Filters).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.Property(schedule => schedule.Formats).HasColumnType("text[]").HasDefaultValueSql("'{pdf}'");
        builder.Property(schedule => schedule.TimeZone).HasDefaultValue("UTC");
        builder.Property(schedule => schedule.Locale).HasDefaultValue("fr");
        builder.Property(schedule => schedule.Enabled).HasDefaultValue(true);
        builder.HasOne<Person>().WithMany().HasForeignKey(schedule => schedule.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ReportScheduleRecipient> builder)
    {
        builder.ToTable("report_schedule_recipients");
        builder.HasIndex(recipient => new { recipient.ScheduleId, recipient.UserId }).IsUnique();
        builder.HasOne<ReportSchedule>().WithMany().HasForeignKey(recipient => recipient.ScheduleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(recipient => recipient.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ReportDelivery> builder)
    {
        builder.ToTable("report_deliveries", table => table.CheckIn("status", DeliveryStatuses.All));
        builder.Property(delivery => delivery.Status).HasDefaultValue(DeliveryStatuses.Pending);
        builder.Property(delivery => delivery.Attempts).HasDefaultValue(0);

        // What makes a slot delivered once, whichever nodes run it.
        builder.HasIndex(delivery => new { delivery.ScheduleId, delivery.Slot, delivery.RecipientId }).IsUnique();
        builder.HasIndex(delivery => delivery.NextAttemptAt).HasFilter("status in ('pending', 'running')");
        builder.HasOne<ReportSchedule>().WithMany().HasForeignKey(delivery => delivery.ScheduleId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Person>().WithMany().HasForeignKey(delivery => delivery.RecipientId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
