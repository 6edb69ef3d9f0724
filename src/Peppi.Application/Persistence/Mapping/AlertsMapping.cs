using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Alerts;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class AlertsMapping : IEntityTypeConfiguration<Alert>, IEntityTypeConfiguration<AlertEvent>, IEntityTypeConfiguration<AlertRule>,
    IEntityTypeConfiguration<AlertPreference>, IEntityTypeConfiguration<AlertNotice>, IEntityTypeConfiguration<OutboxRetry>
{
    // The provider's word for "nulls not distinct": this assembly names no provider.
    private const string OneWithoutValue = "Npgsql:NullsDistinct";

    private static readonly string[] Digests = ["immediate", "hourly", "daily", "none"];
    private static readonly string[] NoticeStatuses = ["pending", "sent", "skipped", "failed"];

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

    public void Configure(EntityTypeBuilder<AlertEvent> builder)
    {
        builder.ToTable("alert_events", table => table.CheckIn("kind", AlertEventKinds.All));
        builder.Property(happened => happened.Kind).HasDefaultValue(AlertEventKinds.Note);
        builder.Property(happened => happened.At).HasDefaultValueSql("now()");
        builder.Property(happened => happened.Details).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.HasIndex(happened => happened.AlertId);
        builder.HasIndex(happened => happened.ProjectId);
        builder.HasOne<Alert>().WithMany().HasForeignKey(happened => happened.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(happened => happened.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(happened => happened.ActorId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<AlertRule> builder)
    {
        builder.ToTable("alert_rules", table =>
        {
            table.HasCheckConstraint("alert_rules_parameters_check", "jsonb_typeof(parameters) = 'object'");
            table.CheckRange("resolve_after_hours", 0, 8760);
            table.CheckRange("escalate_after_hours", 1, 8760);
        });
        builder.Property(rule => rule.Enabled).HasDefaultValue(true);
        builder.Property(rule => rule.Parameters).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.Property(rule => rule.NotifyRoles).HasColumnType("text[]");
        builder.Property(rule => rule.ResolveAfterHours).HasDefaultValue(0);

        // One for all projects, and at most one for each.
        builder.HasIndex(rule => new { rule.ProjectId, rule.Code }).IsUnique().HasAnnotation(OneWithoutValue, false);
        builder.HasOne<Project>().WithMany().HasForeignKey(rule => rule.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(rule => rule.EscalateTo).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<AlertPreference> builder)
    {
        builder.ToTable("alert_preferences", "app", table =>
        {
            table.CheckIn("least_priority", AlertPriorities.All);
            table.CheckIn("digest", Digests);
        });
        builder.HasKey(preference => preference.UserId);
        builder.Property(preference => preference.UserId).ValueGeneratedNever();
        builder.Property(preference => preference.LeastPriority).HasDefaultValue(AlertPriorities.Warning);
        builder.Property(preference => preference.Digest).HasDefaultValue("immediate");
        builder.Property(preference => preference.DigestAt).HasDefaultValueSql("'07:00'");
        builder.Property(preference => preference.QuietWeekends).HasDefaultValue(false);
        builder.Property(preference => preference.UpdatedAt).HasDefaultValueSql("now()");
        builder.HasOne<Person>().WithOne().HasForeignKey<AlertPreference>(preference => preference.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<AlertNotice> builder)
    {
        builder.ToTable("alert_notices", "app", table => table.CheckIn("status", NoticeStatuses));
        builder.Property(notice => notice.Status).HasDefaultValue("pending");
        builder.Property(notice => notice.Attempts).HasDefaultValue(0);
        builder.Property(notice => notice.NextAttemptAt).HasDefaultValueSql("now()");
        builder.Property(notice => notice.CreatedAt).HasDefaultValueSql("now()");

        // What makes each person be told once.
        builder.HasIndex(notice => new { notice.EventId, notice.UserId }).IsUnique().HasAnnotation(OneWithoutValue, false);
        builder.HasIndex(notice => notice.NextAttemptAt).HasFilter("status = 'pending'");
        builder.HasIndex(notice => new { notice.UserId, notice.SentAt });
        builder.HasIndex(notice => notice.AlertId);
        builder.HasOne<Alert>().WithMany().HasForeignKey(notice => notice.AlertId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(notice => notice.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OutboxRetry> builder)
    {
        builder.ToTable("outbox_retries", "app");
        builder.Property(retry => retry.Key).HasColumnType("jsonb");
        builder.Property(retry => retry.Attempts).HasDefaultValue(0);
        builder.HasIndex(retry => retry.NextAttemptAt);
    }
}
