using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Accounts;

namespace Peppi.Application.Accounts.Contracts;

/// <summary>
/// The resources of which a person may read every row: remembered, and forgotten at the database's word when somebody's role changes
/// or what a role may do. For whoever wants to ask less of PostgreSQL; what a person may see is decided there.
/// </summary>
public sealed class UnlimitedReads
{
    private readonly Remembered<Guid, HashSet<string>> remembered;
    private readonly IServiceScopeFactory scopes;

    internal UnlimitedReads(IServiceScopeFactory scopes, TimeProvider time)
    {
        this.scopes = scopes;
        remembered = new(time, limit: 10_000);
    }

    /// <summary>The resources that the matrix opens to a person without limit.</summary>
    public async ValueTask<IReadOnlySet<string>> OfAsync(Guid person, CancellationToken cancellationToken) =>
        remembered.TryGet(person, out var resources) ? resources : await AskAsync(person, cancellationToken);

    /// <summary>The database was heard to be there: what is remembered holds a little longer.</summary>
    public void Heard() => remembered.Heard();

    /// <summary>The database is not heard any more, or is heard again after a silence.</summary>
    public void Silence() => remembered.Silence();

    /// <summary>Somebody's role changed, or what a role may do.</summary>
    public void Forget() => remembered.Forget();

    private async Task<HashSet<string>> AskAsync(Guid person, CancellationToken cancellationToken)
    {
        var asking = remembered.Asking();
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var resources = await accounts.People.AsNoTracking()
            .Where(known => known.Id == person && known.Active)
            .Join(accounts.RolePermissions, known => known.RoleId, permission => permission.RoleId, (_, permission) => permission)
            .Where(permission => permission.Action == PermissionActions.Select && permission.Scope == PermissionScopes.All)
            .Select(permission => permission.Resource)
            .ToHashSetAsync(cancellationToken);
        remembered.Keep(person, resources, asking);
        return resources;
    }
}
