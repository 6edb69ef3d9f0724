using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>, IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>, IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("users", "auth");
        builder.Property(account => account.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(account => account.UpdatedAt).HasDefaultValueSql("now()");
        builder.Property(account => account.UserMetadata).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");
        builder.Property(account => account.AppMetadata).HasColumnType("jsonb").HasDefaultValueSql("'{}'::jsonb");

        // Unique by ASP.NET's normalised form; the plain index that Identity adds is not unique.
        builder.HasIndex(account => account.NormalizedEmail).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> builder) => builder.ToTable("user_claims", "auth");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder) => builder.ToTable("user_logins", "auth");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder) => builder.ToTable("user_tokens", "auth");
}

internal sealed class SessionMapping : IEntityTypeConfiguration<AccountSession>, IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("sessions", "auth", table => table.HasCheckConstraint("ck_sessions_aal", "aal in ('aal1', 'aal2')"));
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Aal).HasDefaultValue("aal1");
        builder.Property(session => session.Amr).HasColumnType("jsonb").HasDefaultValueSql("'[]'::jsonb");
        builder.HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens", "auth");
        builder.HasKey(token => token.Id);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasOne<AccountSession>().WithMany().HasForeignKey(token => token.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KeyMapping : IEntityTypeConfiguration<SigningKeyRecord>, IEntityTypeConfiguration<ApiKeyRecord>,
    IEntityTypeConfiguration<DataProtectionKeyRecord>
{
    public void Configure(EntityTypeBuilder<SigningKeyRecord> builder)
    {
        builder.ToTable("signing_keys", "auth");
        builder.HasKey(key => key.Kid);

        // One current key for each purpose, whichever node makes it first.
        builder.HasIndex(key => key.Purpose).IsUnique().HasFilter("status = 'current'");
    }

    public void Configure(EntityTypeBuilder<ApiKeyRecord> builder)
    {
        builder.ToTable("api_keys", "auth");
        builder.HasKey(key => key.Name);
    }

    public void Configure(EntityTypeBuilder<DataProtectionKeyRecord> builder)
    {
        builder.ToTable("data_protection_keys", "auth");
        builder.HasKey(key => key.Id);
        builder.HasIndex(key => key.FriendlyName).IsUnique();
    }
}

internal sealed class OneTimeTokenMapping : IEntityTypeConfiguration<OneTimeToken>, IEntityTypeConfiguration<RateLimitRecord>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.ToTable("one_time_tokens", "auth");
        builder.HasKey(token => token.Id);
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.Property(token => token.Attempts).HasDefaultValue(0);
        builder.HasOne<Account>().WithMany().HasForeignKey(token => token.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RateLimitRecord> builder)
    {
        builder.ToTable("rate_limits", "auth");
        builder.HasKey(limit => limit.Key);
    }
}
