using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class FactorMapping : IEntityTypeConfiguration<Factor>, IEntityTypeConfiguration<FactorChallenge>,
    IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<ServiceKey>
{
    public void Configure(EntityTypeBuilder<Factor> builder)
    {
        builder.ToTable("mfa_factors", "auth", table =>
        {
            table.CheckIn("type", ["totp"]);
            table.CheckIn("status", ["unverified", "verified"]);
        });
        builder.HasKey(factor => factor.Id);
        builder.HasIndex(factor => new { factor.AccountId, factor.FriendlyName }).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(factor => factor.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FactorChallenge> builder)
    {
        builder.ToTable("mfa_challenges", "auth");
        builder.HasKey(challenge => challenge.Id);
        builder.HasOne<Factor>().WithMany().HasForeignKey(challenge => challenge.FactorId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("mfa_recovery_codes", "auth");
        builder.HasKey(code => code.Id);
        builder.HasIndex(code => code.Hash).IsUnique();
        builder.HasOne<Account>().WithMany().HasForeignKey(code => code.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ServiceKey> builder)
    {
        builder.ToTable("service_keys", "auth");
        builder.HasKey(key => key.Id);
        builder.HasIndex(key => key.Hash).IsUnique();
    }
}
