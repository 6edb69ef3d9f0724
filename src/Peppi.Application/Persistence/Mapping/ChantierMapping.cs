using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Chantier;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class ChantierMapping : IEntityTypeConfiguration<ChantierMessage>
{
    public void Configure(EntityTypeBuilder<ChantierMessage> builder)
    {
        builder.ToTable("chantier_messages", table => table.CheckIn("channel", MessageChannels.All));
        builder.Property(message => message.Channel).HasDefaultValue(MessageChannels.Api);
        builder.Property(message => message.IsUrgent).HasDefaultValue(false);
        builder.Property(message => message.ReceivedAt).HasDefaultValueSql("now()");
        builder.HasIndex(message => new { message.Channel, message.ExternalId }).IsUnique();
        builder.HasIndex(message => new { message.ProjectId, message.ReceivedAt });
        builder.HasOne<Project>().WithMany().HasForeignKey(message => message.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }
}
