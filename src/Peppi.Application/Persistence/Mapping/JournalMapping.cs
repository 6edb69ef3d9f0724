using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class JournalMapping : IEntityTypeConfiguration<OutboxEntry>, IEntityTypeConfiguration<QueuedMail>,
    IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditSeal>, IEntityTypeConfiguration<MatrixSeed>, IEntityTypeConfiguration<ResourceTable>
{
    public void Configure(EntityTypeBuilder<OutboxEntry> builder)
    {
        builder.ToTable("outbox", "app");
        builder.Property(entry => entry.Key).HasColumnType("jsonb");
        builder.Property(entry => entry.At).HasDefaultValueSql("now()");
    }

    public void Configure(EntityTypeBuilder<QueuedMail> builder)
    {
        builder.ToTable("mail_outbox", "app", table => table.CheckIn("status", ["pending", "sent", "failed"]));
        builder.Property(mail => mail.Attachments).HasColumnType("jsonb").HasDefaultValueSql("'[]'");
        builder.Property(mail => mail.Status).HasDefaultValue("pending");
        builder.Property(mail => mail.Attempts).HasDefaultValue(0);
        builder.Property(mail => mail.Secret).HasDefaultValue(false);
        builder.Property(mail => mail.NextAttemptAt).HasDefaultValueSql("now()");
        builder.Property(mail => mail.CreatedAt).HasDefaultValueSql("now()");
        builder.HasIndex(mail => mail.NextAttemptAt).HasFilter("status = 'pending'");
        builder.HasIndex(mail => mail.DeliveryId);
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_log", "app");
        builder.Property(entry => entry.At).HasDefaultValueSql("now()");
        builder.Property(entry => entry.Before).HasColumnType("jsonb");
        builder.Property(entry => entry.After).HasColumnType("jsonb");
        builder.HasIndex(entry => new { entry.Subject, entry.SubjectKey });
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => entry.ActorId);
    }

    public void Configure(EntityTypeBuilder<AuditSeal> builder)
    {
        builder.ToTable("audit_seals", "app");
        builder.HasKey(seal => seal.Position);
        builder.Property(seal => seal.Position).ValueGeneratedNever();

        // No foreign key: a seal must outlive its entry, to tell that it is gone.
        builder.HasIndex(seal => seal.EntryId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<MatrixSeed> builder)
    {
        builder.ToTable("matrix_seeds", "app");
        builder.HasKey(seed => new { seed.Role, seed.Resource });
        builder.Property(seed => seed.At).HasDefaultValueSql("now()");
    }

    public void Configure(EntityTypeBuilder<ResourceTable> builder)
    {
        builder.ToTable("resource_tables", "app");
        builder.HasKey(table => table.TableName);
    }
}
