using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Peppi.Application.Persistence;

/// <summary>
/// The database as the present caller may see it: its connection belongs to the caller's role, and each transaction begins by
/// setting role and claims. It names no provider; Infrastructure supplies that and the migrations.
/// </summary>
public class PeppiDbContext : IdentityUserContext<Account, Guid>
{
    /// <summary>Made by dependency injection.</summary>
    public PeppiDbContext(DbContextOptions<PeppiDbContext> options)
        : base(options)
    {
    }

    /// <summary>For <see cref="AccountsDbContext"/>.</summary>
    protected PeppiDbContext(DbContextOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PeppiDbContext).Assembly);
        SnakeCase.Apply(builder);
    }
}

/// <summary>
/// The same database over the <c>peppi_auth</c> login, which alone reaches schema <c>auth</c> and writes <c>public.users</c>.
/// Only use cases of the Accounts module inject it, and they check the caller's permission themselves.
/// </summary>
public sealed class AccountsDbContext(DbContextOptions<AccountsDbContext> options) : PeppiDbContext(options);
