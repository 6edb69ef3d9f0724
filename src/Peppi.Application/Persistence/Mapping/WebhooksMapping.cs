using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class WebhooksMapping : IEntityTypeConfiguration<WebhookTarget>, IEntityTypeConfiguration<OutgoingEvent>
{
    public void Configure(EntityTypeBuilder<WebhookTarget> builder)
    {
        builder.ToTable("webhook_targets", "app", table => table.CheckIn("format", ["peppi", "slack"]));
        builder.Property(target => target.Id).ValueGeneratedNever();
        builder.Property(target => target.Format).HasDefaultValue("peppi");
        builder.Property(target => target.CreatedAt).HasDefaultValueSql("now()");
    }

    public void Configure(EntityTypeBuilder<OutgoingEvent> builder)
    {
        builder.ToTable("webhook_events", "app", table => table.CheckIn("status", ["pending", "sent", "dead"]));
        builder.Property(delivery => delivery.Status).HasDefaultValue("pending");
        builder.Property(delivery => delivery.NextAttemptAt).HasDefaultValueSql("now()");
        builder.Property(delivery => delivery.CreatedAt).HasDefaultValueSql("now()");

        // An event goes to a target once, however often the outbox is read.
        builder.HasIndex(delivery => new { delivery.TargetId, delivery.EventId }).IsUnique();
        builder.HasIndex(delivery => new { delivery.TargetId, delivery.NextAttemptAt }).HasFilter("status = 'pending'");
        builder.HasIndex(delivery => new { delivery.Status, delivery.FinishedAt });
        builder.HasOne<WebhookTarget>().WithMany().HasForeignKey(delivery => delivery.TargetId).OnDelete(DeleteBehavior.Cascade);
    }
}
