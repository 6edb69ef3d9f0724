using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class PeopleMapping : IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Role>, IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("users", table => table.CheckIn("locale", ["fr", "en"]));
        builder.Property(person => person.Id).HasDefaultValueSql("gen_random_uuid()");
        builder.Property(person => person.Active).HasDefaultValue(true);
        builder.HasIndex(person => person.Email).IsUnique();
        builder.HasOne<Role>().WithMany().HasForeignKey(person => person.RoleId).OnDelete(DeleteBehavior.Restrict);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("roles");
        builder.Property(role => role.BuiltIn).HasDefaultValue(false);
        builder.Property(role => role.RequiresAal2).HasDefaultValue(false);
        builder.HasIndex(role => role.Name).IsUnique();
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<RolePermission> builder)
    {
        builder.ToTable("role_permissions", table =>
        {
            table.CheckIn("resource", Resources.All);
            table.CheckIn("action", PermissionActions.All);
            table.CheckIn("scope", [PermissionScopes.All, PermissionScopes.Own]);
        });
        builder.HasKey(permission => new { permission.RoleId, permission.Resource, permission.Action });
        builder.HasOne<Role>().WithMany().HasForeignKey(permission => permission.RoleId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }
}
