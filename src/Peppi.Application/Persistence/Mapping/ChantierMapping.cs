using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class ChantierMapping : IEntityTypeConfiguration<ChantierMessage>, IEntityTypeConfiguration<ChantierContact>, IEntityTypeConfiguration<ChantierMedia>
{
    public void Configure(EntityTypeBuilder<ChantierMessage> builder)
    {
        builder.ToTable("chantier_messages", table =>
        {
            table.CheckIn("channel", MessageChannels.All);
            table.CheckIn("routed_by", MessageRoutes.All);
        });
        builder.Property(message => message.Channel).HasDefaultValue(MessageChannels.Api);
        builder.Property(message => message.IsUrgent).HasDefaultValue(false);
        builder.Property(message => message.ReceivedAt).HasDefaultValueSql("now()");
        builder.HasIndex(message => new { message.Channel, message.ExternalId }).IsUnique();
        builder.HasIndex(message => new { message.ProjectId, message.ReceivedAt });
        builder.HasIndex(message => message.DedupKey).IsUnique();
        builder.HasIndex(message => new { message.ProjectId, message.LocalDay });
        builder.HasIndex(message => message.InboxId);
        builder.HasIndex(message => message.Id, "ix_chantier_messages_to_ingest").HasFilter("ingested_at is null");

        // Rows from before there was an inbox were looked at by whoever wrote them; a trigger empties it for what clients insert.
        builder.Property(message => message.IngestedAt).HasDefaultValueSql("now()");
        builder.HasOne<Project>().WithMany().HasForeignKey(message => message.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ChantierContact>().WithMany().HasForeignKey(message => message.ContactId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ChantierContact> builder)
    {
        builder.ToTable("chantier_contacts", table => table.CheckIn("consent", ConsentStates.All));
        builder.Property(contact => contact.Consent).HasDefaultValue(ConsentStates.Unknown);
        builder.Ignore(contact => contact.FreeWordsUntil);
        builder.HasIndex(contact => contact.ManychatId).IsUnique();
        builder.HasIndex(contact => contact.Phone).IsUnique();
        builder.HasIndex(contact => contact.Bsuid).IsUnique();
        builder.HasIndex(contact => contact.ProjectId);
        builder.HasOne<Project>().WithMany().HasForeignKey(contact => contact.ProjectId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ChantierMedia> builder)
    {
        builder.ToTable("chantier_media", table => table.CheckIn("state", MediaStates.All));
        builder.Property(media => media.State).HasDefaultValue(MediaStates.Pending);
        builder.Property(media => media.Attempts).HasDefaultValue(0);
        builder.Property(media => media.NextAttemptAt).HasDefaultValueSql("now()");
        builder.HasIndex(media => media.MessageId);
        builder.HasIndex(media => media.ProjectId);
        builder.HasIndex(media => media.NextAttemptAt).HasFilter("state = 'pending'");
        builder.HasOne<ChantierMessage>().WithMany().HasForeignKey(media => media.MessageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(media => media.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }
}
