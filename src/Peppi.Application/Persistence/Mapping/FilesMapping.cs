using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Files;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class FilesMapping : IEntityTypeConfiguration<Bucket>, IEntityTypeConfiguration<StoredObject>, IEntityTypeConfiguration<Blob>,
    IEntityTypeConfiguration<FileFacts>, IEntityTypeConfiguration<ResumableUpload>, IEntityTypeConfiguration<RetentionRule>
{
    private const string Schema = "storage";

    // By bytes: a page of a listing is a piece of the index, whatever language the server sorts in.
    private const string ByBytes = "C";

    public void Configure(EntityTypeBuilder<Bucket> builder)
    {
        builder.ToTable("buckets", Schema, table => table.CheckIn("type", BucketTypes.All));
        builder.Property(bucket => bucket.Type).HasDefaultValue(BucketTypes.Standard);
        builder.Property(bucket => bucket.Public).HasDefaultValue(false);
        builder.Property(bucket => bucket.CreatedAt).HasDefaultValueSql("now()").ValueGeneratedNever();
        builder.Property(bucket => bucket.UpdatedAt).HasDefaultValueSql("now()").ValueGeneratedNever();
        builder.HasOne<Person>().WithMany().HasForeignKey(bucket => bucket.Owner).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<StoredObject> builder)
    {
        builder.ToTable("objects", Schema);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.Name).UseCollation(ByBytes);
        builder.Property(file => file.CacheControl).HasDefaultValue("no-cache").ValueGeneratedNever();
        builder.Property(file => file.UserMetadata).HasColumnType("jsonb");
        builder.Property(file => file.CreatedAt).HasDefaultValueSql("now()").ValueGeneratedNever();
        builder.Property(file => file.UpdatedAt).HasDefaultValueSql("now()").ValueGeneratedNever();

        // A trigger reads both from the name: what decides about rights is nobody's to write.
        foreach (var column in new[] { nameof(StoredObject.Resource), nameof(StoredObject.ProjectId) })
        {
            builder.Property(column).Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            builder.Property(column).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        }

        builder.HasIndex(file => new { file.BucketId, file.Name }).IsUnique();
        builder.HasIndex(file => file.Sha256);
        builder.HasIndex(file => file.SentSha256);
        builder.HasOne<Bucket>().WithMany().HasForeignKey(file => file.BucketId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Blob>().WithMany().HasForeignKey(file => file.Sha256).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(file => file.OwnerId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Project>().WithMany().HasForeignKey(file => file.ProjectId).OnDelete(DeleteBehavior.SetNull);
    }

    public void Configure(EntityTypeBuilder<Blob> builder)
    {
        builder.ToTable("blobs", Schema);
        builder.HasKey(blob => blob.Sha256);
        builder.HasIndex(blob => blob.TouchedAt);
    }

    public void Configure(EntityTypeBuilder<FileFacts> builder)
    {
        builder.ToTable("file_facts", Schema);
        builder.HasKey(facts => facts.SentSha256);

        // A camera's clock knows no zone.
        builder.Property(facts => facts.TakenAt).HasColumnType("timestamp without time zone");
    }

    public void Configure(EntityTypeBuilder<ResumableUpload> builder)
    {
        builder.ToTable("uploads", Schema);
        builder.Property(upload => upload.Id).ValueGeneratedNever();
        builder.Property(upload => upload.UserMetadata).HasColumnType("jsonb");
        builder.HasIndex(upload => upload.ExpiresAt);
        builder.HasOne<Bucket>().WithMany().HasForeignKey(upload => upload.BucketId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RetentionRule> builder)
    {
        builder.ToTable("retention_rules", Schema, table =>
        {
            table.HasCheckConstraint("retention_rules_one_target_check", "(bucket_id is null) <> (table_name is null)");
            table.HasCheckConstraint("retention_rules_keep_days_check", "keep_days > 0");
        });
        builder.Property(rule => rule.Prefix).HasDefaultValue("");
        builder.Property(rule => rule.Enabled).HasDefaultValue(true);
        builder.Property(rule => rule.CreatedAt).HasDefaultValueSql("now()");
        builder.HasOne<Bucket>().WithMany().HasForeignKey(rule => rule.BucketId).OnDelete(DeleteBehavior.Cascade);
    }
}
