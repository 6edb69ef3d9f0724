using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class InboxMapping : IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<MessageStatus>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_inbox", "app", table => table.CheckIn("outcome", WebhookOutcomes.All));
        builder.Property(delivery => delivery.ReceivedAt).HasDefaultValueSql("now()");
        builder.Property(delivery => delivery.Headers).HasColumnType("jsonb").HasDefaultValueSql("'{}'");
        builder.Property(delivery => delivery.Repeats).HasDefaultValue(0);
        builder.Property(delivery => delivery.Outcome).HasDefaultValue(WebhookOutcomes.Pending);
        builder.Property(delivery => delivery.Messages).HasDefaultValue(0);
        builder.Property(delivery => delivery.Duplicates).HasDefaultValue(0);
        builder.Property(delivery => delivery.Attempts).HasDefaultValue(0);
        builder.Property(delivery => delivery.NextAttemptAt).HasDefaultValueSql("now()");
        builder.HasIndex(delivery => delivery.DedupKey).IsUnique();
        builder.HasIndex(delivery => new { delivery.NextAttemptAt, delivery.Id }).HasFilter("outcome = 'pending'");
        builder.HasIndex(delivery => new { delivery.Source, delivery.ReceivedAt });
        builder.HasIndex(delivery => new { delivery.Outcome, delivery.Id });
    }

    public void Configure(EntityTypeBuilder<MessageStatus> builder)
    {
        builder.ToTable("message_statuses", "app");
        builder.HasKey(status => status.ExternalId);
    }
}
